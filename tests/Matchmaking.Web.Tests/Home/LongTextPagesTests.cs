using System.Net;
using Matchmaking.Testing;
using Matchmaking.Web.Home;

namespace Matchmaking.Web.Tests.Home;

/// <summary>Help, accessibility, privacy, terms, cookies and contact, as anyone reads them.</summary>
public sealed class LongTextPagesTests(TestSite site) : IClassFixture<TestSite>
{
    public static TheoryData<string, string> Addresses => [.. from name in SiteWords.Names from language in new[] { "fi", "sv", "en" } select (language, name)];

    [Theory, MemberData(nameof(Addresses))]
    public async Task Get_shows_a_stranger_the_whole_text_in_the_language_of_the_address(string language, string name)
    {
        var words = SiteWords.Of(name, language, new());

        var page = await site.GetPageAsync($"/{language}/{name}", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal(words.Title, page.Title);
        Assert.Equal(words.Sections.Select(s => s.Heading), page.Document.QuerySelectorAll("main h2").Select(h => h.TextContent.Trim()));
        Assert.DoesNotContain("](", page.Text("main"), StringComparison.Ordinal);
        Assert.DoesNotContain("{{", page.Body, StringComparison.Ordinal);
    }
}
