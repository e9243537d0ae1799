using System.Net;
using Matchmaking.Testing;
using Matchmaking.Web.Tests.Platform.Probes;

namespace Matchmaking.Web.Tests.Platform;

public sealed class ErrorPageTests(ProbeSite site) : IClassFixture<ProbeSite>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/fi/nothing", 404, "Sivua ei löytynyt")]
    [InlineData("/sv/nothing", 404, "Sidan finns inte")]
    [InlineData("/en/nothing", 404, "Page not found")]
    [InlineData("/fi/probes/failing/gone", 404, "Sivua ei löytynyt")]
    [InlineData("/sv/probes/plain?number=x", 400, "Det här förstod vi inte")]
    [InlineData("/fi/probes/failing/secret", 500, "Jokin meni vikaan")]
    [InlineData("/sv/probes/failing/secret", 500, "Något gick fel")]
    [InlineData("/fi/probes/failing/markup", 500, "Jokin meni vikaan")]
    [InlineData("/en/probes/failing/unreadable", 500, "Something went wrong")]
    [InlineData("/fi/probes/failing/busy", 503, "Nyt on ruuhkaa")]
    [InlineData("/sv/probes/failing/busy", 503, "Det är kö just nu")]
    [InlineData("/j/nothing", 404, "Sivua ei löytynyt")]
    public async Task Get_of_what_fails_says_so_in_the_language_of_the_reader(string url, int status, string title)
    {
        var page = await site.GetPageAsync(url, Ct);

        Assert.Equal((status, title), ((int)page.Status, page.Title));
        Assert.NotNull(page.Document.QuerySelector("#main"));
        Assert.Contains("no-store", page.Headers["Cache-Control"], StringComparison.Ordinal);
        Assert.Equal("noindex", page.Document.QuerySelector("meta[name=robots]")!.GetAttribute("content"));
    }

    [Theory]
    [InlineData("/fi/probes/failing/secret")]
    [InlineData("/fi/probes/failing/markup")]
    [InlineData("/fi/probes/failing/away")]
    [InlineData("/fi/probes/failing/unreadable")]
    [InlineData("/fi/probes/failing/busy")]
    public async Task What_went_wrong_is_never_told(string url)
    {
        var page = await site.GetPageAsync(url, Ct);

        foreach (var trace in new[] { "hunter2", "Exception", " at ", "Npgsql", "select", "127.0.0.1", ".cs:", "division" })
            Assert.DoesNotContain(trace, page.Body, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Get_of_nothing_offers_to_search()
    {
        var page = await site.GetPageAsync("/sv/nothing", Ct);

        var form = page.Form("main form[role=search]");
        Assert.Equal(("get", "http://localhost/sv/search"), (form.Method, Visitor.ActionOf(form)));
        Assert.NotNull(form.QuerySelector("label[for=lost]"));
        Assert.False(page.Headers.ContainsKey("Set-Cookie"));
    }

    [Fact]
    public async Task Without_the_database_one_page_speaks_all_three_languages()
    {
        var page = await site.GetPageAsync("/sv/probes/failing/away", Ct);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "10"), (page.Status, page.Headers["Retry-After"]));
        foreach (var words in new[] { "Mitään ei tallennettu", "Ingenting sparades", "Nothing was saved" })
            Assert.Contains(words, page.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_goes_away_and_comes_back_needs_no_restart()
    {
        await using var alone = new ProbeSite();
        await alone.InitializeAsync();
        var person = await Newcomer.SaveAsync(alone);
        var visitor = await alone.SignInAsync(person);
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetPageAsync("/fi/probes/private", Ct)).Status);

        await alone.Database.CloseAsync();
        foreach (var url in new[] { "/fi/probes/private", "/fi/joensuu/probe", "/fi/probes/failing/unreadable" })
        {
            var page = await visitor.GetPageAsync(url, Ct);
            Assert.True(page.Status == HttpStatusCode.ServiceUnavailable, $"{url}: {page.Status}");
            Assert.Contains("Retry-After", page.Headers.Keys);
        }
        var posted = await visitor.PostAsync("/fi/probes/private", new FormUrlEncodedContent([]), Ct);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, posted.Status);

        await alone.Database.ReopenAsync();
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetPageAsync("/fi/probes/private", Ct)).Status);
    }

    [Fact]
    public async Task Busy_rows_are_answered_with_when_to_come_back() =>
        Assert.Equal("10", (await site.GetPageAsync("/fi/probes/failing/busy", Ct)).Headers["Retry-After"]);

    [Theory]
    [InlineData("/fi/error/404")]
    [InlineData("/fi/error/500")]
    public async Task The_error_page_cannot_be_asked_for(string url)
    {
        var page = await site.GetPageAsync(url, Ct);

        Assert.Equal((HttpStatusCode.NotFound, "Sivua ei löytynyt"), (page.Status, page.Title));
    }

    [Theory]
    [InlineData("/api/v1/nothing")]
    [InlineData("/lib/nothing.js")]
    [InlineData("/feeds/nothing.atom")]
    public async Task Programs_are_told_the_status_only(string url)
    {
        var page = await site.GetPageAsync(url, Ct);

        Assert.Equal((HttpStatusCode.NotFound, ""), (page.Status, page.Body));
    }

    [Fact]
    public async Task Get_of_a_private_page_leads_to_signing_in_and_back()
    {
        var page = await site.GetPageAsync("/sv/probes/private", Ct);

        Assert.Equal((HttpStatusCode.Found, "/sv/sign-in?returnUrl=%2Fsv%2Fprobes%2Fprivate"), (page.Status, page.Location));
    }

    [Theory]
    [InlineData("fi", "Tähän sinulla ei ole oikeutta")]
    [InlineData("sv", "Det här har du inte rätt till")]
    [InlineData("en", "You may not do this")]
    public async Task Get_of_what_one_may_not_see_is_403(string language, string title)
    {
        var visitor = await site.SignInAsync(await Newcomer.SaveAsync(site));
        var page = await visitor.GetPageAsync($"/{language}/probes/forbidden", Ct);

        Assert.Equal((HttpStatusCode.Forbidden, title), (page.Status, page.Title));
    }

    [Fact]
    public async Task Moved_is_for_good() =>
        Assert.Equal((HttpStatusCode.MovedPermanently, "/fi/probes/plain/there"),
            await site.GetPageAsync("/fi/probes/failing/moved", Ct) is var page ? (page.Status, page.Location) : default);
}
