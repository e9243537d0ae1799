using System.Text.RegularExpressions;
using Matchmaking.Web.Home;
using Microsoft.AspNetCore.Components;

namespace Matchmaking.Web.Tests.House;

/// <summary>The long texts of Home/Words say the same in three languages, as far as a program can see.</summary>
public sealed partial class SiteWordsTests
{
    private static readonly string[] Languages = ["fi", "sv", "en"];

    public static TheoryData<string> Names => [.. SiteWords.Names];

    [Theory, MemberData(nameof(Names))]
    public void Each_language_has_the_same_headings_lists_and_links(string name)
    {
        var shapes = Languages.Select(l => Shape.Of(SiteWords.Source(name, l))).ToArray();

        Assert.All(shapes, s => Assert.Equal(shapes[0], s));
        Assert.InRange(shapes[0].Headings, 1, 20);
    }

    [Fact]
    public void A_heading_a_line_of_a_list_or_a_link_that_one_language_lacks_is_seen()
    {
        const string whole = "# A\n\nLead [x](terms).\n\n## B\n\n- one\n- two\n";

        Assert.NotEqual(Shape.Of(whole), Shape.Of(whole.Replace("## B", "B")));
        Assert.NotEqual(Shape.Of(whole), Shape.Of(whole.Replace("- two\n", "")));
        Assert.NotEqual(Shape.Of(whole), Shape.Of(whole.Replace("(terms)", "(privacy)")));
    }

    [Fact]
    public void Every_text_of_the_folder_belongs_to_a_page_and_every_page_to_a_text()
    {
        var texts = typeof(SiteWords).Assembly.GetManifestResourceNames().Where(n => n.StartsWith("words/", StringComparison.Ordinal));
        Assert.Equal(SiteWords.Names.SelectMany(n => Languages, (n, l) => $"words/{n}.{l}.md").Order(), texts.Order());

        var routes = typeof(SiteWords).Assembly.GetTypes().SelectMany(t => t.GetCustomAttributes(typeof(RouteAttribute), false).Cast<RouteAttribute>());
        Assert.All(SiteWords.Names, n => Assert.Contains(routes, r => r.Template == $"/{n}"));
    }

    [Theory, MemberData(nameof(Names))]
    public void Who_runs_the_site_is_named_and_no_placeholder_is_left(string name)
    {
        foreach (var language in Languages)
        {
            var words = SiteWords.Of(name, language, new() { Name = "Tervola", Email = "help@example.org" });
            var all = string.Join('\n', words.Sections.Select(s => s.Heading + s.Text).Prepend(words.Title + words.Lead));

            Assert.DoesNotContain("{{", all, StringComparison.Ordinal);
            Assert.DoesNotContain("\n#", all, StringComparison.Ordinal);
            Assert.NotEmpty(words.Lead);
            Assert.All(words.Sections, s => Assert.NotEmpty(s.Text));
        }
    }

    /// <summary>That such an address has a page is the business of the test of <see cref="Links"/>.</summary>
    [Theory, MemberData(nameof(Names))]
    public void A_text_links_only_to_addresses_that_the_site_knows(string name)
    {
        var known = typeof(Links).GetFields().Where(f => f.IsLiteral).Select(f => (string)f.GetRawConstantValue()!).ToHashSet();

        Assert.All(Link().Matches(SiteWords.Source(name, "fi")).Select(m => m.Groups[1].Value).Where(Shape.IsOurs), link => Assert.Contains(link, known));
    }

    /// <summary>What can be compared between languages. Links of the outside may differ: an authority has an address for each language.</summary>
    private sealed record Shape(int Headings, string ListsOfSections, string Links, int LinksOutside)
    {
        public static Shape Of(string text) => new(
            HeadingLine().Count(text),
            string.Join(' ', text.Split("\n## ").Select(s => ListLine().Count(s))),
            string.Join(' ', Link().Matches(text).Select(m => m.Groups[1].Value).Where(IsOurs)),
            Link().Matches(text).Count(m => !IsOurs(m.Groups[1].Value)));

        public static bool IsOurs(string target) => !target.Contains(':');
    }

    [GeneratedRegex(@"^##? ", RegexOptions.Multiline)] private static partial Regex HeadingLine();
    [GeneratedRegex(@"^- ", RegexOptions.Multiline)] private static partial Regex ListLine();
    [GeneratedRegex(@"\]\(([^)]+)\)")] private static partial Regex Link();
}
