using System.Net;
using Matchmaking.Municipalities;
using Matchmaking.People;
using Matchmaking.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Web.Tests.Municipalities;

public sealed class ThemeEndpointsTests(TestSite site) : IClassFixture<TestSite>
{
    private static readonly Actor Administrator = new(Guid.CreateVersion7(), [(Office.Administrator, null)]);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Get_gives_the_colours_for_ever_and_leads_old_addresses_to_the_new()
    {
        var first = await PaintAsync("#0062ba");
        var sheet = await site.GetPageAsync(first, Ct);
        Assert.Equal(HttpStatusCode.OK, sheet.Status);
        Assert.Equal("text/css; charset=utf-8", sheet.Headers["Content-Type"]);
        Assert.Equal("public, max-age=31536000, immutable", sheet.Headers["Cache-Control"]);
        Assert.Contains("--ds-color-accent-base-default:#0062ba", sheet.Body);

        var second = await PaintAsync("#c8102e");
        Assert.NotEqual(first, second);
        var old = await site.GetPageAsync(first, Ct);
        Assert.Equal((HttpStatusCode.Redirect, second, "no-cache"), (old.Status, old.Location, old.Headers["Cache-Control"]));
    }

    [Theory]
    [InlineData("/theme/utsjoki.0123456789ab.css")]
    [InlineData("/theme/atlantis.0123456789ab.css")]
    [InlineData("/theme/joensuu.css")]
    [InlineData("/fi/theme/joensuu.0123456789ab.css")]
    public async Task Get_of_no_colours_is_404(string address) => Assert.Equal(HttpStatusCode.NotFound, (await site.GetPageAsync(address, Ct)).Status);

    [Fact]
    public async Task Pages_of_the_municipality_ask_for_its_colours_and_others_do_not()
    {
        var theme = await PaintAsync("#0b6e4f");
        Assert.Contains(theme, (await site.GetPageAsync("/fi/joensuu/want", Ct)).Document.QuerySelectorAll("link[rel=stylesheet]").Select(l => l.GetAttribute("href")));
        Assert.DoesNotContain("/theme/", (await site.GetPageAsync("/fi/vaasa/want", Ct)).Body);
    }

    private async Task<string> PaintAsync(string brand)
    {
        Assert.Empty(await site.InScopeAsync(async services => await services.GetRequiredService<ChangeMunicipalitySettings>()
            .RunAsync(Administrator, Official.Joensuu, new MunicipalitySettings { BrandColour = brand, OfferedLanguages = ["fi"] }, Ct)));
        var all = await site.Services.GetRequiredService<MunicipalityCatalog>().GetAsync(Ct);
        return Matchmaking.Web.Municipalities.BrandTheme.AddressOf(all.BySlug("joensuu")!)!;
    }
}
