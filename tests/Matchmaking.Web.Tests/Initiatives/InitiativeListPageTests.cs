using AngleSharp.Dom;
using Matchmaking.Testing;

namespace Matchmaking.Web.Tests.Initiatives;

/// <summary>The list and its filters.</summary>
public sealed class InitiativeListPageTests(TestSite site) : IClassFixture<TestSite>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Get_with_nothing_found_says_what_dropping_a_filter_would_give()
    {
        await ActingScene.MakeAsync(site); // in English, ready, without a theme
        var page = await site.GetPageAsync("/en/joensuu/initiatives?show=hands&language=en", Ct);
        Assert.Equal("Nothing matches these choices", page.Text(".mm-empty h2"));
        var link = page.Document.QuerySelectorAll(".mm-empty li a").Single(); // without English there is nothing either
        Assert.Equal("Without “Short of people”: 1", link.TextContent);
        Assert.Single(Cards(await site.GetPageAsync($"/en/{link.GetAttribute("href")}", Ct)));
    }

    [Fact]
    public async Task Get_with_filters_lies_open_and_without_them_does_not()
    {
        Assert.False(IsOpen(await site.GetPageAsync("/en/initiatives", Ct)));
        Assert.False(IsOpen(await site.GetPageAsync("/en/initiatives?language=klingon", Ct)));
        Assert.True(IsOpen(await site.GetPageAsync("/en/initiatives?language=sv", Ct)));
    }

    [Fact]
    public async Task Get_offers_an_order_only_where_there_is_a_choice()
    {
        Assert.NotNull((await site.GetPageAsync("/en/initiatives?show=hands", Ct)).Document.QuerySelector("select[name=sort]"));
        Assert.Null((await site.GetPageAsync("/en/initiatives?show=done", Ct)).Document.QuerySelector("select[name=sort]"));
    }

    [Fact]
    public async Task Get_in_a_municipality_leads_to_an_idea_for_there()
    {
        var page = await site.GetPageAsync("/en/vaasa/initiatives?language=fi", Ct);
        Assert.Equal("initiatives/new?in=vaasa", page.Document.QuerySelector(".mm-bottom-share")!.GetAttribute("href"));
        Assert.All(page.Document.QuerySelectorAll(".mm-empty a[href^='initiatives/new']"), a => Assert.Equal("initiatives/new?in=vaasa", a.GetAttribute("href")));
        Assert.Equal("initiatives/new", (await site.GetPageAsync("/en/initiatives", Ct)).Document.QuerySelector(".mm-bottom-share")!.GetAttribute("href"));
    }

    private static bool IsOpen(Page page) => page.Document.QuerySelector("details.mm-narrow")!.HasAttribute("open");

    private static IHtmlCollection<IElement> Cards(Page page) => page.Document.QuerySelectorAll("ul.mm-cards > li");
}
