using System.Net;
using Matchmaking.Municipalities;
using Matchmaking.Platform.Data;
using Matchmaking.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Web.Tests.Municipalities;

public sealed class WantHerePageTests(TestSite site) : IClassFixture<TestSite>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Post_counts_a_browser_once()
    {
        var visitor = site.NewVisitor();
        var page = await visitor.GetPageAsync("/sv/vasa/want", Ct);
        Assert.Equal("/sv/vaasa/want", page.Location);
        page = await visitor.GetPageAsync(page.Location, Ct);
        Assert.Equal("Ska Vasa vara med?", page.Title);

        var answer = await visitor.PostAsync(page, "form[action$=\"/wanted\"]", ct: Ct);
        Assert.Equal((HttpStatusCode.SeeOther, "/sv/vaasa"), (answer.Status, answer.Location));
        await visitor.PostAsync(await visitor.GetPageAsync("/sv/vaasa/want", Ct), "form[action$=\"/wanted\"]", ct: Ct);
        Assert.Equal(1, await CountAsync(Official.Vaasa));

        var other = site.NewVisitor();
        await other.PostAsync(await other.GetPageAsync("/sv/vaasa/want", Ct), "form[action$=\"/wanted\"]", ct: Ct);
        Assert.Equal(2, await CountAsync(Official.Vaasa));
    }

    [Fact]
    public async Task Post_again_and_again_from_one_address_with_new_browsers_counts_five()
    {
        for (var browser = 0; browser < 7; browser++)
        {
            var visitor = site.NewVisitor(from: IPAddress.Parse("203.0.113.77"));
            var answer = await visitor.PostAsync(await visitor.GetPageAsync("/sv/eksjo/want", Ct), "form[action$=\"/wanted\"]", ct: Ct);
            Assert.Equal(browser < 5 ? HttpStatusCode.SeeOther : HttpStatusCode.TooManyRequests, answer.Status);
        }
        Assert.Equal(5, await site.InScopeAsync(s => s.GetRequiredService<MatchmakingDb>().WantedHere()
            .CountAsync(w => s.GetRequiredService<MatchmakingDb>().Municipalities().Any(m => m.Id == w.MunicipalityId && m.Code == "0686"), Ct)));
    }

    [Fact]
    public async Task Post_without_a_token_counts_nobody()
    {
        var answer = await site.NewVisitor().PostAsync("/fi/joensuu/wanted", new FormUrlEncodedContent([]), Ct);
        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal(0, await CountAsync(Official.Joensuu));
    }

    [Fact]
    public async Task Get_of_what_is_no_municipality_is_404() => Assert.Equal(HttpStatusCode.NotFound, (await site.GetPageAsync("/fi/atlantis/want", Ct)).Status);

    private Task<int> CountAsync(Guid municipality) =>
        site.InScopeAsync(s => s.GetRequiredService<MatchmakingDb>().WantedHere().CountAsync(w => w.MunicipalityId == municipality, Ct));
}
