using System.Diagnostics;
using Markdig;
using Matchmaking.Web.Components;
using Md = Matchmaking.Web.Components.Markdown;

namespace Matchmaking.Web.Tests.Components;

public sealed class MarkdownTests
{
    private static readonly TimeSpan Patient = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData("Moi *kaikki* **te**!", "<p>Moi <em>kaikki</em> <strong>te</strong>!</p>")]
    [InlineData("eka\ntoka\n\nkolmas", "<p>eka<br>toka</p><p>kolmas</p>")]
    [InlineData("# Otsikko\n## Väli\n###### Pieni", "<h3>Otsikko</h3><h4>Väli</h4><h6>Pieni</h6>")]
    [InlineData("- a\n- b", "<ul><li>a</li><li>b</li></ul>")]
    [InlineData("3. a\n4. b", "<ol start=\"3\"><li>a</li><li>b</li></ol>")]
    [InlineData("> lainaus", "<blockquote><p>lainaus</p></blockquote>")]
    [InlineData("`a < b`", "<p><code>a &lt; b</code></p>")]
    [InlineData("```js\na < b\n```", "<pre><code>a &lt; b</code></pre>")]
    [InlineData("a\n\n---\n\nb", "<p>a</p><hr><p>b</p>")]
    [InlineData("[Joensuu](https://example.org/ä?a=1&b=2)", "<p><a href=\"https://example.org/%C3%A4?a=1&amp;b=2\">Joensuu</a></p>")]
    [InlineData(
        "https://example.org/a, www.example.org.",
        "<p><a href=\"https://example.org/a\">https://example.org/a</a>, <a href=\"https://www.example.org\">www.example.org</a>.</p>")]
    [InlineData(
        "<https://example.org> <aino@example.org>",
        "<p><a href=\"https://example.org\">https://example.org</a> <a href=\"mailto:aino@example.org\">aino@example.org</a></p>")]
    [InlineData(
        "[soita](tel:+358401234567) [idea](initiatives/12/talkoot)",
        "<p><a href=\"tel:&#x2B;358401234567\">soita</a> <a href=\"initiatives/12/talkoot\">idea</a></p>")]
    [InlineData("![Puisto *keväällä*](https://example.org/x.png) siivotaan", "<p>Puisto <em>keväällä</em> siivotaan</p>")]
    [InlineData("[x](javascript:alert(1))", "<p>x</p>")]
    [InlineData("<javascript:alert(1)>", "<p>javascript:alert(1)</p>")]
    [InlineData("<b>x</b>", "<p>&lt;b&gt;x&lt;/b&gt;</p>")]
    [InlineData("| a |\n|---|\n| b |", "<p>| a |<br>|---|<br>| b |</p>")]
    [InlineData("- [ ] *a*", "<ul><li>[ ] <em>a</em></li></ul>")]
    [InlineData("a ![b [c **d** | e_f * g", "<p>a ![b [c <strong>d</strong> | e_f * g</p>")]
    [InlineData("", "")]
    [InlineData(null, "")]
    public void Markdown_becomes_plain_and_safe_html(string? text, string html) =>
        Assert.Equal(html, Bare(Md.ToHtml(text, tables: false, Patient).Value));

    [Fact]
    public void Tables_are_for_those_who_may()
    {
        const string Table = "| a | b |\n|:--|--:|\n| c | d |";
        Assert.Equal("<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>c</td><td>d</td></tr></tbody></table>",
            Bare(Md.ToHtml(Table, tables: true, Patient).Value));
        Assert.DoesNotContain("<table", Md.ToHtml(Table, tables: false, Patient).Value, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(500, true)]
    [InlineData(505, false)]
    public void A_table_has_at_most_500_cells(int cells, bool drawn)
    {
        var table = "|a|b|c|d|e|\n|-|-|-|-|-|\n" + string.Concat(Enumerable.Repeat("|1|2|3|4|5|\n", cells / 5 - 1));
        Assert.Equal(drawn, Md.ToHtml(table, tables: true, Patient).Value.Contains("<table", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_link_says_that_we_do_not_vouch_for_it_and_every_block_finds_its_own_direction()
    {
        var html = Md.ToHtml("# a\n\n[x](https://example.org)\n\n- b", tables: false, Patient).Value;
        const string Link = "<a class=\"ds-link\" rel=\"nofollow ugc noopener\" href=\"https://example.org\">x</a>";
        Assert.Contains(Link, html, StringComparison.Ordinal);
        Assert.Equal(3, html.Split("dir=\"auto\"").Length - 1);
    }

    public static TheoryData<string> Hostile => [.. HostileMarkdown.All];

    [Theory, MemberData(nameof(Hostile))]
    public void No_text_does_harm(string text)
    {
        Assert.Empty(SafeMarkup.Faults(Md.ToHtml(text, tables: false, Patient).Value));
        Assert.Empty(SafeMarkup.Faults(Md.ToHtml(text, tables: true, Patient).Value));
        Assert.Empty(SafeMarkup.Faults(Md.PlainText(text).Value));
        Assert.NotNull(Md.ToText(text));
    }

    [Fact]
    public void The_judge_of_the_corpus_sees_harm()
    {
        Assert.True(HostileMarkdown.All.Count() >= 200);
        var raw = new MarkdownPipelineBuilder().Build();
        var withoutHtml = new MarkdownPipelineBuilder().DisableHtml().Build();
        var faults = HostileMarkdown.All.Select(t => SafeMarkup.Faults(Markdig.Markdown.ToHtml(t, raw)));
        Assert.True(faults.Count(f => f.Count > 0) > 150);
        var links = HostileMarkdown.All.SelectMany(t => SafeMarkup.Faults(Markdig.Markdown.ToHtml(t, withoutHtml)));
        Assert.True(links.Count(f => f.StartsWith("a link to", StringComparison.Ordinal)) > 30);
        Assert.Empty(SafeMarkup.Faults("<p class=\"ds-paragraph\" dir=\"auto\">x</p>"));
    }

    [Theory]
    [InlineData("<script>alert(1)</script>", "alert(1)")]
    [InlineData("<p onclick=\"alert(1)\">x</p>", "<p>x</p>")]
    [InlineData("<a href=\"javascript:alert(1)\">x</a>", "x")]
    [InlineData("<svg><a href=\"https://example.org\">x</a><p>y</p></svg>", "x<p>y</p>")]
    [InlineData("<math><mtext><p>x</p></mtext></math>", "<p>x</p>")]
    [InlineData("<img src=x onerror=alert(1)>x<!-- y -->", "x")]
    [InlineData("<style><img src=x></style>", "&lt;img src=x&gt;")]
    [InlineData("<template><p>x</p></template>", "")]
    public void The_second_net_holds_alone(string html, string safe)
    {
        var body = new AngleSharp.Html.Parser.HtmlParser().ParseDocument("<!doctype html><body>" + html).Body!;
        Assert.Equal(safe, Bare(SafeHtml.Write(body)));
        Assert.Empty(SafeMarkup.Faults(SafeHtml.Write(body)));
    }

    public static TheoryData<string, string> Pathological
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var (name, text) in HostileMarkdown.Pathological)
                data.Add(new TheoryDataRow<string, string>(name, text) { TestDisplayName = name });
            return data;
        }
    }

    [Theory, MemberData(nameof(Pathological))]
    public void No_text_takes_long(string name, string text)
    {
        foreach (var tables in new[] { false, true })
        {
            var started = Stopwatch.GetTimestamp();
            var html = Md.ToHtml(text, tables).Value;
            Assert.True(Stopwatch.GetElapsedTime(started) < TimeSpan.FromSeconds(1), name);
            Assert.Empty(SafeMarkup.Faults(html));
        }
        Assert.NotNull(Md.ToText(text));
    }

    [Fact]
    public void What_is_too_long_too_deep_or_too_slow_is_shown_as_it_is()
    {
        string[] much = [new('b', Md.MaxLength), "\n\n" + new string('>', 300) + "a", new('[', Md.MaxMarks)];
        Assert.All(much, more => Assert.StartsWith("<p>**a** ", Bare(Md.ToHtml("**a** " + more, tables: false, Patient).Value)));
        Assert.Equal("<p>**a**</p>", Bare(Md.ToHtml("**a**", tables: false, TimeSpan.Zero).Value));
        Assert.Equal("<p><strong>a</strong></p>", Bare(Md.ToHtml("**a**", tables: false, Patient).Value));
    }

    [Fact]
    public void However_the_corpus_is_cut_and_mixed_it_does_no_harm()
    {
        var random = new Random(20260401);
        string[] corpus = [.. HostileMarkdown.All];
        for (var run = 0; run < 4_000; run++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 4)).Select(_ =>
            {
                var part = corpus[random.Next(corpus.Length)];
                var from = random.Next(part.Length);
                return random.Next(3) == 0 ? part : part[from..random.Next(from, part.Length)];
            }));
            Assert.True(SafeMarkup.Faults(Md.ToHtml(text, tables: true, Patient).Value) is [], text);
            Assert.True(SafeMarkup.Faults(Md.PlainText(text).Value) is [], text);
        }
    }

    [Theory]
    [InlineData("Moi!\nTulkaa\r\nmukaan.\n\n\n  \nTerveisin <Aino>", "<p>Moi!<br>Tulkaa<br>mukaan.</p><p>Terveisin &lt;Aino&gt;</p>")]
    [InlineData("**ei** [x](javascript:alert(1)) # ei", "<p>**ei** [x](javascript:alert(1)) # ei</p>")]
    [InlineData(
        "Katso https://example.org/a_(b)?c=1&d=2.",
        "<p>Katso <a href=\"https://example.org/a_(b)?c=1&amp;d=2\">https://example.org/a_(b)?c=1&amp;d=2</a>.</p>")]
    [InlineData("(ks. HTTP://example.org/a)", "<p>(ks. <a href=\"HTTP://example.org/a\">HTTP://example.org/a</a>)</p>")]
    [InlineData(
        "”https://example.org/ä”, https://b.example!",
        "<p>”<a href=\"https://example.org/ä\">https://example.org/ä</a>”, <a href=\"https://b.example\">https://b.example</a>!</p>")]
    [InlineData("xhttps://example.org ftp://example.org https://", "<p>xhttps://example.org ftp://example.org https://</p>")]
    [InlineData("https://aino@example.org", "<p>https://aino@example.org</p>")]
    [InlineData(" \n ", "")]
    [InlineData(null, "")]
    public void Ordinary_text_keeps_its_lines_and_its_addresses(string? text, string html) =>
        Assert.Equal(html, Bare(Md.PlainText(text).Value));

    [Theory]
    [InlineData(
        "# Talkoot\n\nTule *mukaan*,\nkun voit.\n\n- haravat\n- **kahvi**\n  - pulla\n\n2. a\n3. b\n\n> niin",
        "Talkoot\n\nTule mukaan,\nkun voit.\n\n- haravat\n- kahvi\n- pulla\n\n2. a\n3. b\n\nniin")]
    [InlineData("| a | b |\n|---|---|\n| c | d |", "a | b\nc | d")]
    [InlineData("a\n\n---\n\nb", "a\n\nb")]
    [InlineData("```\nx\n  y\n```", "x\n  y")]
    [InlineData("- a\n\n- b", "- a\n- b")]
    [InlineData("&lt;b&gt; <i>", "<b> <i>")]
    [InlineData("", "")]
    [InlineData(null, "")]
    public void Its_words_can_be_had_alone(string? text, string words) => Assert.Equal(words, Md.ToText(text));

    [Fact]
    public void In_a_letter_each_link_says_where_it_leads()
    {
        const string Text = "[ohje](https://example.org/o), https://example.org/b, [Aino](mailto:aino@example.org), [x](javascript:alert(1))";
        Assert.Equal("ohje (https://example.org/o), https://example.org/b, Aino (aino@example.org), x", Md.ToText(Text, withAddresses: true));
        Assert.Equal("ohje, https://example.org/b, Aino, x", Md.ToText(Text));
    }

    /// <summary>Without what every element of its kind carries.</summary>
    private static string Bare(string html)
    {
        string[] same =
        [
            " class=\"ds-paragraph\"", " class=\"ds-link\"", " class=\"ds-list\"", " class=\"ds-heading\"", " class=\"ds-table\"",
            " data-size=\"sm\"", " data-size=\"xs\"", " data-size=\"2xs\"", " dir=\"auto\"", " scope=\"col\"",
            " rel=\"nofollow ugc noopener\"", "\n",
        ];
        foreach (var attribute in same) html = html.Replace(attribute, "");
        return html;
    }
}
