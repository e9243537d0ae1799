using System.Net;
using Matchmaking.Municipalities;
using Matchmaking.People;
using Matchmaking.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Web.Tests.Municipalities;

public sealed class AdminMunicipalitiesPageTests(TestSite site) : IClassFixture<TestSite>
{
    private const string List = "/fi/admin/municipalities";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Get_by_the_administrator_pages_through_all_598()
    {
        var administrator = await Official.SignInAsync(site, Office.Administrator);
        var towns = new List<string>();
        for (var address = List; address.Length > 0;)
        {
            var page = await administrator.GetPageAsync(address, Ct);
            towns.AddRange(Towns(page));
            address = page.Document.QuerySelector("a[rel=next]") is { } next ? $"/fi/{next.GetAttribute("href")}" : "";
        }
        Assert.Equal(598, towns.Distinct().Count());
        Assert.Equal(598, towns.Count);
    }

    [Fact]
    public async Task Get_finds_by_name_and_shows_who_is_asked_for_most()
    {
        var administrator = await Official.SignInAsync(site, Office.Administrator);
        Assert.Equal("Tornio", Towns(await administrator.GetPageAsync($"{List}?q=torneå", Ct))[0]);

        foreach (var (code, times) in new[] { ("890", 2), ("148", 3) })
        {
            for (var i = 0; i < times; i++)
                await site.InScopeAsync(s => s.GetRequiredService<WantThisHere>().RunAsync(Municipality.IdOf(Country.FI, code), null, $"browser-{i}", Ct));
        }
        Assert.Equal(["Inari", "Utsjoki"], Towns(await administrator.GetPageAsync($"{List}?show=wanted", Ct)));
        Assert.Empty(Towns(await administrator.GetPageAsync($"{List}?show=joined", Ct)));
    }

    [Theory]
    [InlineData("?page=0")]
    [InlineData("?page=-1")]
    [InlineData("?page=1000000000")]
    [InlineData("?show=everything")]
    public async Task Get_with_odd_values_shows_a_page_of_the_list(string query)
    {
        var administrator = await Official.SignInAsync(site, Office.Administrator);
        Assert.NotEmpty(Towns(await administrator.GetPageAsync(List + query, Ct)));
    }

    [Fact]
    public async Task Get_by_a_coordinator_shows_the_own_municipality_only()
    {
        var coordinator = await Official.SignInAsync(site, Office.Coordinator, Official.Joensuu);
        Assert.Equal(["Joensuu"], Towns(await coordinator.GetPageAsync(List, Ct)));
        Assert.Empty(Towns(await coordinator.GetPageAsync($"{List}?q=vaasa", Ct)));
    }

    [Fact]
    public async Task Get_by_a_resident_is_404_and_a_stranger_is_asked_to_sign_in()
    {
        Assert.Equal(HttpStatusCode.NotFound, (await (await Official.SignInAsync(site)).GetPageAsync(List, Ct)).Status);
        Assert.StartsWith("/fi/sign-in", (await site.GetPageAsync(List, Ct)).Location);
    }

    private static List<string> Towns(Page page) => [.. page.Document.QuerySelectorAll("tbody th a").Select(a => a.TextContent)];
}
