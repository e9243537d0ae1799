using Matchmaking.Testing;
using Matchmaking.Web.Tests.Matching;
using Matchmaking.Web.Tests.Municipalities;

namespace Matchmaking.Web.Tests.Home;

public sealed class FrontPageTests(TestSite site) : IClassFixture<TestSite>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Get_as_one_with_a_home_shows_its_ideas_first_and_once()
    {
        var scene = await MatchingScene.MakeAsync(site, refresh: false, title: "Clean-up at home", town: Official.Joensuu);
        var page = await (await scene.AsAsync(scene.Tapio)).GetPageAsync("/en/", Ct);
        Assert.Equal("Your home municipality: Joensuu", page.Text(".mm-section h2"));
        Assert.Equal("Clean-up at home", page.Text(".mm-section .mm-card h3"));
        Assert.Single(page.Document.QuerySelectorAll(".mm-card h3"), h => h.TextContent.Trim() == "Clean-up at home");
    }

    [Fact]
    public async Task Get_as_a_stranger_names_no_home()
    {
        await MatchingScene.MakeAsync(site, refresh: false, town: Official.Joensuu);
        var page = await site.GetPageAsync("/en/", Ct);
        Assert.Equal("Where are you?", page.Text(".mm-section h2"));
        Assert.NotEmpty(page.Document.QuerySelectorAll(".mm-card"));
    }
}
