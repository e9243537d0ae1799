using Matchmaking.Web.Components;

namespace Matchmaking.Web.Tests.Components;

public sealed class PaginationTests
{
    [Theory]
    [InlineData(5, 12, "1 - 4 [5] 6 - 12")]
    [InlineData(1, 3, "[1] 2 3")]
    [InlineData(3, 9, "1 2 [3] 4 - 9")]
    [InlineData(4, 7, "1 2 3 [4] 5 6 7")]
    [InlineData(12, 12, "1 - 11 [12]")]
    public async Task It_shows_the_ends_and_those_around(int page, int pages, string shown)
    {
        var nav = await RenderAsync(page, pages);

        var items = nav.QuerySelectorAll("li").Skip(1).SkipLast(1).Select(li => li.QuerySelector("a") switch
        {
            null => "-",
            { } a when a.HasAttribute("aria-current") => $"[{a.TextContent}]",
            { } a => a.TextContent,
        });
        Assert.Equal(shown, string.Join(' ', items));
    }

    [Fact]
    public async Task The_arrows_lead_to_the_neighbours_and_not_beyond_the_ends()
    {
        Assert.Equal("?page=4", (await RenderAsync(5, 12)).QuerySelector("[rel=prev]")!.GetAttribute("href"));
        Assert.Equal("?page=6", (await RenderAsync(5, 12)).QuerySelector("[rel=next]")!.GetAttribute("href"));
        Assert.Null((await RenderAsync(1, 12)).QuerySelector("[rel=prev]"));
        Assert.Null((await RenderAsync(12, 12)).QuerySelector("[rel=next]"));
    }

    [Fact]
    public async Task A_single_page_has_none() => Assert.Null((await RenderAsync(1, 1)).QuerySelector("nav"));

    private static Task<AngleSharp.Dom.IDocument> RenderAsync(int page, int pages) =>
        Rendered.AsHtmlAsync<Pagination>(("Page", page), ("Pages", pages), ("Href", (Func<int, string>)(p => $"?page={p}")));
}
