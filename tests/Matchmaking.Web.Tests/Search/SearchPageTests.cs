using System.Net;
using AngleSharp.Dom;
using Matchmaking.Testing;

namespace Matchmaking.Web.Tests.Search;

public sealed class SearchPageTests(SearchSite site) : IClassFixture<SearchSite>
{
    private readonly string _word = string.Concat(Random.Shared.GetItems("bcdfghjklmnpqrstvz".AsSpan(), 14).ToArray());

    /// <summary>From an address of its own: searching is limited by address.</summary>
    private readonly Visitor _reader = site.NewVisitor(from: new IPAddress([10, .. Random.Shared.GetItems<byte>([.. Enumerable.Range(1, 250).Select(n => (byte)n)], 3)]));

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Get_finds_and_says_how_many_and_marks_the_words()
    {
        var id = await site.PinAsync($"Talkoot {_word}", "Kahvia on.", missing: 2);
        var page = await _reader.GetPageAsync($"/fi/search?q={_word}", Ct);
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal($"1 osuma haulle ”{_word}”", page.Text("#search-status[role=status]"));
        Assert.Equal($"notes/{id:N}", Hits(page).Single().QuerySelector("h2 a")!.GetAttribute("href"));
        Assert.Equal(_word, page.Text(".mm-hit h2 mark"));
        Assert.Contains("2 tekijää puuttuu", page.Text(".mm-hit"), StringComparison.Ordinal);
        Assert.Contains("Joensuu", page.Text(".mm-hit"), StringComparison.Ordinal);
        Assert.Equal(_word, page.Document.QuerySelector("#q")!.GetAttribute("value"));
        Assert.Empty(page.Document.QuerySelectorAll(".ds-alert"));
        var script = page.Document.QuerySelector("script[src*='SearchPage']")!.GetAttribute("src")!;
        Assert.Equal(HttpStatusCode.OK, (await _reader.GetPageAsync(script, Ct)).Status);
        Assert.NotNull(page.Document.QuerySelector("meta[name=description]"));
    }

    [Fact]
    public async Task Get_says_of_what_rests_or_is_over_that_it_does()
    {
        await site.PinAsync($"{_word} avoin", missing: 1);
        await site.PinAsync($"{_word} tehty", state: "Done");
        await site.PinAsync($"{_word} tauolla", state: "Paused");
        var tags = Hits(await _reader.GetPageAsync($"/fi/search?q={_word}", Ct)).ToDictionary(h => h.QuerySelector("h2")!.TextContent.Trim().Split(' ')[^1], h => h.QuerySelector(".mm-card-above")!.TextContent);
        Assert.Contains("Tehty", tags["tehty"], StringComparison.Ordinal);
        Assert.Contains("Tauolla", tags["tauolla"], StringComparison.Ordinal);
        Assert.DoesNotContain("Tehty", tags["avoin"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fi", "Haku", "Ei osumia")]
    [InlineData("sv", "Sök", "Inga träffar")]
    [InlineData("en", "Search", "No results")]
    public async Task Get_speaks_the_language_of_the_address(string language, string title, string none)
    {
        var page = await _reader.GetPageAsync($"/{language}/search?q={_word}", Ct);
        Assert.Equal(title, page.Title);
        Assert.Equal(none, page.Text("#search-status[role=status]"));
    }

    [Fact]
    public async Task Get_with_filters_shows_each_as_a_link_to_the_search_without_it()
    {
        await site.PinAsync($"{_word} yksi", missing: 1);
        await site.PinAsync($"{_word} två", language: "sv", municipality: "vaasa");
        var page = await _reader.GetPageAsync($"/fi/search?q={_word}&municipality=joensuu&hands=true&theme=nature&region=FI-12&language=fi&kind=note&sort=new", Ct);
        Assert.Single(Hits(page));
        var chips = page.Document.QuerySelectorAll(".mm-chips a.ds-chip").ToDictionary(a => a.TextContent, a => a.GetAttribute("href")!);
        Assert.Equal(6, chips.Count);
        Assert.DoesNotContain("municipality=", chips["Joensuu"], StringComparison.Ordinal);
        Assert.Contains("hands=true", chips["Joensuu"], StringComparison.Ordinal);
        var wider = await _reader.GetPageAsync($"/fi/{(await _reader.GetPageAsync($"/fi/search?q={_word}&municipality=joensuu", Ct)).Document.QuerySelector(".mm-chips a")!.GetAttribute("href")}", Ct);
        Assert.Equal(2, Hits(wider).Count);
        Assert.Contains("suomi", wider.Text("#language"), StringComparison.Ordinal);
        Assert.Contains("Vaasa (1)", wider.Text("#municipality"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_with_nothing_found_says_what_dropping_a_filter_would_give()
    {
        await site.PinAsync($"{_word} yksi");
        var page = await _reader.GetPageAsync($"/sv/search?q={_word}&municipality=vaasa", Ct);
        Assert.Equal("Inga träffar", page.Text("#search-status[role=status]"));
        var link = page.Document.QuerySelector(".mm-empty li a")!;
        Assert.Equal("Utan filtret ”Vasa”: 1", link.TextContent);
        Assert.Single(Hits(await _reader.GetPageAsync($"/sv/{link.GetAttribute("href")}", Ct)));
    }

    [Fact]
    public async Task Get_by_time_leaves_what_begins_then_and_says_when()
    {
        var now = site.Clock.GetUtcNow();
        await site.PinAsync($"{_word} pian", startsAt: now.AddDays(3));
        await site.PinAsync($"{_word} myöhemmin", startsAt: now.AddDays(20));
        await site.PinAsync($"{_word} joskus");
        await site.PinAsync($"{_word} mennyt", startsAt: now.AddDays(-3));
        foreach (var (when, titles) in new[] { ("week", new[] { "pian" }), ("month", ["myöhemmin", "pian"]), ("someday", ["joskus", "mennyt", "myöhemmin", "pian"]) })
        {
            var found = await _reader.GetPageAsync($"/fi/search?q={_word}&when={when}", Ct);
            Assert.Equal(titles, Hits(found).Select(h => h.QuerySelector("h2")!.TextContent.Trim().Split(' ')[^1]).Order(StringComparer.Ordinal));
        }
        var page = await _reader.GetPageAsync($"/sv/search?q={_word}&when=week", Ct);
        Assert.Equal("Börjar inom en vecka", page.Document.QuerySelector(".mm-chips a.ds-chip")!.TextContent);
        Assert.NotNull(page.Document.QuerySelector("#when option[value=week][selected]"));
        Assert.Contains("Joensuu · ", page.Text(".mm-hit"), StringComparison.Ordinal);
        Assert.Contains($"{now.AddDays(3).Year}", page.Text(".mm-hit"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_without_a_question_suggests_themes_that_all_lead_to_something()
    {
        await site.PinAsync($"{_word} yksi", theme: "music");
        await site.PinAsync($"{_word} kaksi", theme: "food");
        var page = await _reader.GetPageAsync("/fi/search", Ct);
        Assert.StartsWith("Kaikki ", page.Text("#search-status"), StringComparison.Ordinal);
        var suggested = page.Document.QuerySelectorAll("nav[aria-labelledby=suggested] a").Select(a => a.GetAttribute("href")!).ToList();
        Assert.True(suggested.Count is >= 2 and <= 8, $"{suggested.Count}");
        foreach (var href in suggested)
        {
            var found = await _reader.GetPageAsync($"/fi/{href}", Ct);
            Assert.NotEmpty(Hits(found));
            Assert.Null(found.Document.QuerySelector("nav[aria-labelledby=suggested]")); // the control: something is asked there
        }
    }

    [Fact]
    public async Task Get_of_a_misspelt_word_offers_the_one_that_was_meant()
    {
        await site.PinAsync($"{_word} yksi");
        var misspelt = $"{_word[..6]}x{_word[7..]}";
        var link = (await _reader.GetPageAsync($"/en/search?q={misspelt}&municipality=joensuu", Ct)).Document.QuerySelectorAll("#search-results > p a").Single();
        Assert.Equal(_word, link.TextContent);
        Assert.Contains("municipality=joensuu", link.GetAttribute("href"), StringComparison.Ordinal);
        var right = await _reader.GetPageAsync($"/en/{link.GetAttribute("href")}", Ct);
        Assert.Single(Hits(right));
        Assert.Empty(right.Document.QuerySelectorAll("#search-results > p a")); // the control: nothing to offer
    }

    [Fact]
    public async Task Get_with_nothing_found_leads_to_everything()
    {
        var page = await _reader.GetPageAsync($"/fi/search?q={_word}", Ct);
        Assert.NotNull(page.Document.QuerySelector(".mm-empty a[href='search']"));
    }

    [Fact]
    public async Task Get_has_twenty_a_page_and_links_to_the_others()
    {
        for (var i = 0; i < 21; i++) await site.PinAsync($"{_word} {i}");
        var first = await _reader.GetPageAsync($"/en/search?q={_word}", Ct);
        Assert.Equal(20, Hits(first).Count);
        var second = await _reader.GetPageAsync($"/en/{first.Document.QuerySelector(".mm-pagination a[rel=next]")!.GetAttribute("href")}", Ct);
        Assert.Single(Hits(second));
        Assert.Equal(HttpStatusCode.OK, (await _reader.GetPageAsync($"/en/search?q={_word}&page=-1", Ct)).Status);
        Assert.Equal(HttpStatusCode.OK, (await _reader.GetPageAsync($"/en/search?q={_word}&page=1000000", Ct)).Status);
    }

    [Fact]
    public async Task Get_by_a_stranger_is_cached_until_what_it_shows_changes()
    {
        var id = await site.PinAsync($"{_word} näkyy");
        var url = $"/fi/search?q={_word}";
        await _reader.GetPageAsync(url, Ct);
        Assert.Contains("Age", (await _reader.GetPageAsync(url, Ct)).Headers.Keys);
        await site.UnpinAsync(id);
        for (var i = 0; i < 40 && Hits(await _reader.GetPageAsync(url, Ct)).Count > 0; i++) await Task.Delay(50, Ct);
        Assert.Empty(Hits(await _reader.GetPageAsync(url, Ct)));
        await site.UpdateAsync();
    }

    [Theory]
    [InlineData("q=%3Cscript%3Ealert(1)%3C/script%3E")]
    [InlineData("q={{7*7}}")]
    [InlineData("q=%22%20onfocus%3Dalert(1)%20autofocus%3D%22")]
    [InlineData("q=a%0d%0aSet-Cookie:%20x=y")]
    [InlineData("q=%00")]
    [InlineData("q=%ED%A0%BD")]
    [InlineData("q=%25_%5C*'%22")]
    [InlineData("q=AND%20OR%20NOT")]
    [InlineData("q=a&q=b")]
    [InlineData("q=a&page=NaN")]
    [InlineData("q=a&page=1e9")]
    [InlineData("q=a&page=1&page=2")]
    [InlineData("q=a&sort=(select%20pg_sleep(9))")]
    [InlineData("q=a&municipality=x%22%20OR%20municipality%20!=%20%22")]
    [InlineData("q=a&kind=%3Cb%3E&theme=%3Cb%3E&region=%3Cb%3E&language=%3Cb%3E&hands=true")]
    [InlineData("hands=maybe")]
    public async Task Get_of_a_hostile_address_is_answered_and_harmless(string query)
    {
        var page = await _reader.GetPageAsync($"/en/search?{query}", Ct);
        Assert.True(page.Status is HttpStatusCode.OK or HttpStatusCode.BadRequest, $"{page.Status}");
        Assert.All(page.Document.QuerySelectorAll("script"), s => Assert.NotNull(s.GetAttribute("src")));
        Assert.Empty(page.Document.QuerySelectorAll("[onfocus], main b"));
        Assert.DoesNotContain("Npgsql", page.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("x=y", page.Headers.GetValueOrDefault("Set-Cookie", ""), StringComparison.Ordinal);
        var api = await _reader.GetPageAsync($"/api/v1/search?{query}", Ct);
        Assert.True(api.Status is HttpStatusCode.OK or HttpStatusCode.BadRequest, $"api: {api.Status}");
    }

    [Fact]
    public async Task Get_of_eight_kilobytes_asks_the_first_two_hundred_characters()
    {
        var page = await _reader.GetPageAsync($"/fi/search?q={new string('a', 8_000)}", Ct);
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal(200, page.Document.QuerySelector("#q")!.GetAttribute("value")!.Length);
    }

    private static IReadOnlyList<IElement> Hits(Page page) => [.. page.Document.QuerySelectorAll(".mm-hit")];
}

public sealed class SearchPageWithoutEngineTests(SearchSiteWithoutEngine site) : IClassFixture<SearchSiteWithoutEngine>
{
    [Fact]
    public async Task Get_says_that_the_engine_is_away_and_finds_all_the_same()
    {
        await Assert.ThrowsAsync<Matchmaking.Search.MeilisearchException>(() => site.PinAsync("Ilman hakukonetta"));
        var page = await site.GetPageAsync("/fi/search?q=hakukonetta", TestContext.Current.CancellationToken);
        Assert.StartsWith("Hakukone on hetken poissa", page.Text(".ds-alert"), StringComparison.Ordinal);
        Assert.Single(page.Document.QuerySelectorAll(".mm-hit"));
    }
}
