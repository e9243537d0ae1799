using System.Net;
using Matchmaking.Testing;
using Matchmaking.Web.Tests.Platform.Probes;

namespace Matchmaking.Web.Tests.Platform;

public sealed class LanguagePrefixTests(ProbeSite site) : IClassFixture<ProbeSite>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("fi", "fi fi-FI fi-FI Europe/Helsinki")]
    [InlineData("sv", "sv sv-SE sv-SE Europe/Stockholm")]
    [InlineData("en", "en en-GB en-GB Europe/Helsinki")]
    [InlineData("SV", "sv sv-SE sv-SE Europe/Stockholm")]
    public async Task Get_in_a_language_speaks_it(string language, string expected)
    {
        var page = await site.GetPageAsync($"/{language}/probes/plain", Ct);

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal(expected, page.Text("#culture"));
        Assert.Equal(language.ToLowerInvariant(), page.Document.DocumentElement.GetAttribute("lang"));
        Assert.Equal($"/{language.ToLowerInvariant()}/", page.Document.QuerySelector("base")!.GetAttribute("href"));
    }

    [Theory]
    [InlineData("", "/fi/")]
    [InlineData("sv", "/sv/")]
    [InlineData("en-US,en;q=0.9", "/en/")]
    [InlineData("de-DE,de;q=0.9,sv;q=0.5,en;q=0.4", "/sv/")]
    [InlineData("fi;q=0.1,en;q=0.8", "/en/")]
    [InlineData("de", "/fi/")]
    [InlineData("sv;q=0,de", "/fi/")]
    [InlineData(";;;,,=\u00e4", "/fi/")]
    public async Task Get_of_the_bare_address_leads_to_the_language_of_the_reader(string wishes, string expected)
    {
        var page = await GetAsync("/", wishes);

        Assert.Equal((HttpStatusCode.Found, expected), (page.Status, page.Location));
        Assert.Equal("Accept-Language", page.Headers["Vary"]);
    }

    [Theory]
    [InlineData("/probes/plain?q=%C3%A4", "/sv/probes/plain?q=%C3%A4")]
    [InlineData("/joensuu/probe", "/sv/joensuu/probe")]
    [InlineData("/ii/probe", "/sv/ii/probe")]
    public async Task Get_of_a_page_without_a_language_leads_to_it_in_the_reader_s(string url, string expected)
    {
        var page = await GetAsync(url, "sv");

        Assert.Equal((HttpStatusCode.Found, expected), (page.Status, page.Location));
        Assert.Equal("Accept-Language", page.Headers["Vary"]);
    }

    [Theory]
    [InlineData("/de/probe")]
    [InlineData("/en-GB/probe")]
    [InlineData("/fin/probes/plain")]
    [InlineData("/fi/sv/probes/plain")]
    [InlineData("/nothing")]
    [InlineData("/fi/health/live")]
    [InlineData("/sv/robots.txt")]
    public async Task Get_of_what_is_no_address_is_404(string url) => Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(url, "fi")).Status);

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/robots.txt")]
    [InlineData("/unavailable.css")]
    public async Task Get_of_what_has_no_language_answers_at_once(string url) => Assert.Equal(HttpStatusCode.OK, (await GetAsync(url, "sv")).Status);

    [Fact]
    public async Task Post_without_a_language_is_404()
    {
        var page = await site.NewVisitor().PostAsync("/probes/form", new FormUrlEncodedContent([]), Ct);

        Assert.Equal(HttpStatusCode.NotFound, page.Status);
    }

    [Theory]
    [InlineData("/fi/joensuu/probe", "Joensuu", "joensuu fi-FI Europe/Helsinki")]
    [InlineData("/sv/joensuu/probe", "Joensuu", "joensuu sv-FI Europe/Helsinki")]
    [InlineData("/sv/jonkoping/probe", "Jönköping", "jonkoping sv-SE Europe/Stockholm")]
    [InlineData("/fi/office/jonkoping/probe", "Jönköping", "jonkoping fi-FI Europe/Stockholm")]
    [InlineData("/sv/turku/probe", "Åbo", "turku sv-FI Europe/Helsinki")]
    public async Task Get_of_a_municipality_enters_it(string url, string name, string expected)
    {
        var page = await site.GetPageAsync(url, Ct);

        Assert.Equal((name, expected), (page.Title, page.Text("#town")));
    }

    [Theory]
    [InlineData("/sv/abo/probe?x=1", "/sv/turku/probe")]
    [InlineData("/sv/%C3%85bo/probe", "/sv/turku/probe")]
    [InlineData("/fi/office/Joensuu/probe", "/fi/office/joensuu/probe")]
    public async Task Get_by_another_name_of_a_municipality_leads_to_its_own(string url, string expected)
    {
        var page = await site.GetPageAsync(url, Ct);

        Assert.Equal((HttpStatusCode.MovedPermanently, expected), (page.Status, page.Location));
    }

    [Fact]
    public async Task Get_of_an_unknown_municipality_is_404() => Assert.Equal(HttpStatusCode.NotFound, (await site.GetPageAsync("/fi/ankkalinna/probe", Ct)).Status);

    [Fact]
    public async Task Links_within_a_page_keep_its_address_and_what_it_takes_of_the_query_only()
    {
        var page = await site.GetPageAsync("/fi/probes/plain/%C3%A4?utm=spam&q=%C3%A4%22%3C&number=", Ct);

        Assert.Equal("/fi/probes/plain/%C3%A4?q=%C3%A4%22%3C#main", page.Document.QuerySelector("#anchor")!.GetAttribute("href"));
        Assert.Equal("/sv/probes/plain/%C3%A4?q=%C3%A4%22%3C", page.Document.QuerySelector("#other")!.GetAttribute("href"));
        Assert.Equal("ä\"<||", page.Text("#query"));
    }

    [Fact]
    public async Task A_page_names_itself_in_every_language_by_the_address_of_the_configuration_and_an_error_does_not()
    {
        var page = await site.GetPageAsync("/sv/probes/plain?q=a&utm=b", Ct);

        Assert.Equal(["fi http://localhost/fi/probes/plain?q=a", "sv http://localhost/sv/probes/plain?q=a", "en http://localhost/en/probes/plain?q=a"],
            page.Document.QuerySelectorAll("link[rel=alternate]").Select(l => $"{l.GetAttribute("hreflang")} {l.GetAttribute("href")}"));
        Assert.Empty((await site.GetPageAsync("/sv/nothing", Ct)).Document.QuerySelectorAll("link[rel=alternate]"));
    }

    [Theory]
    [InlineData("?number=7&theme=a&theme=b", "|7|a,b")]
    [InlineData("?number=&theme=&q=", "||")]
    [InlineData("?number=%2D1", "|-1|")]
    [InlineData("?unknown=1&unknown=2", "||")]
    public async Task Get_with_a_query_that_can_be_read_shows_the_page(string query, string expected) =>
        Assert.Equal(expected, (await site.GetPageAsync("/en/probes/plain" + query, Ct)).Text("#query"));

    [Theory]
    [InlineData("?number=NaN")]
    [InlineData("?number=1e9")]
    [InlineData("?number=99999999999999999999")]
    [InlineData("?number=1&number=2")]
    [InlineData("?number=1&Number=1")]
    [InlineData("?q=a&q=b")]
    [InlineData("?q=a%00b")]
    [InlineData("?number=(select 1)")]
    public async Task Get_with_a_query_that_cannot_be_read_is_400(string query) =>
        Assert.Equal(HttpStatusCode.BadRequest, (await site.GetPageAsync("/en/probes/plain" + query, Ct)).Status);

    [Fact]
    public async Task Letters_of_every_script_stand_in_the_page_as_they_are() =>
        Assert.Contains("ä å ö € — 日", (await site.GetPageAsync("/fi/probes/plain", Ct)).Body, StringComparison.Ordinal);

    private async Task<Page> GetAsync(string url, string acceptLanguage)
    {
        var visitor = site.NewVisitor();
        visitor.Client.DefaultRequestHeaders.TryAddWithoutValidation("Accept-Language", acceptLanguage);
        return await visitor.GetPageAsync(url, Ct);
    }
}
