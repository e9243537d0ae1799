using System.Net;
using Matchmaking.Testing;
using Matchmaking.Web.Platform;
using Matchmaking.Web.Tests.Platform.Probes;

namespace Matchmaking.Web.Tests.Platform;

public sealed class SecurityHeadersTests(ProbeSite site) : IClassFixture<ProbeSite>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/", 302)]
    [InlineData("/fi/probes/plain", 200)]
    [InlineData("/fi/probes/form", 200)]
    [InlineData("/fi/probes/private", 302)]
    [InlineData("/fi/probes/tokens/abc", 200)]
    [InlineData("/fi/probes/plain?number=x", 400)]
    [InlineData("/fi/nothing", 404)]
    [InlineData("/nothing", 404)]
    [InlineData("/lib/nothing.css", 404)]
    [InlineData("/api/nothing", 404)]
    [InlineData("/unavailable.css", 200)]
    [InlineData("/fi/probes/failing/secret", 500)]
    [InlineData("/fi/probes/failing/away", 503)]
    [InlineData("/fi/probes/failing/moved", 301)]
    [InlineData("/health/live", 200)]
    [InlineData("/robots.txt", 200)]
    public async Task Every_answer_carries_them(string url, int status)
    {
        var page = await site.GetPageAsync(url, Ct);

        Assert.Equal(status, (int)page.Status);
        AssertCarriesAll(page);
    }

    [Theory]
    [InlineData("DELETE", "/fi/probes/plain", 405)]
    [InlineData("TRACE", "/fi/probes/plain", 405)]
    [InlineData("PROPFIND", "/fi/probes/plain", 405)]
    [InlineData("POST", "/health/live", 405)]
    [InlineData("POST", "/fi/probes/form", 400)]
    public async Task Every_answer_to_another_verb_carries_them(string verb, string url, int status)
    {
        var visitor = site.NewVisitor();
        using var request = new HttpRequestMessage(new HttpMethod(verb), url) { Content = verb == "POST" ? new FormUrlEncodedContent([]) : null };
        using var answer = await visitor.Client.SendAsync(request, Ct);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal(SecurityHeaders.ContentSecurityPolicy, answer.Headers.GetValues("Content-Security-Policy").Single());
    }

    [Fact]
    public async Task A_foreign_host_is_refused_with_them()
    {
        var visitor = site.NewVisitor();
        visitor.Client.DefaultRequestHeaders.Host = "evil.example";
        var page = await visitor.GetPageAsync("/fi/probes/plain", Ct);

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        AssertCarriesAll(page);
    }

    [Theory]
    [InlineData("/fi/probes/plain", "no-cache, private")]
    [InlineData("/fi/probes/form", "no-store, no-cache")]
    [InlineData("/fi/probes/tokens/abc", "no-store")]
    [InlineData("/fi/nothing", "no-store")]
    [InlineData("/fi/probes/private", "no-cache, private")]
    public async Task Only_pages_for_everybody_may_be_kept(string url, string expected) =>
        Assert.Equal(expected, (await site.GetPageAsync(url, Ct)).Headers["Cache-Control"]);

    [Fact]
    public async Task Pages_of_a_session_are_never_kept()
    {
        var person = await Newcomer.SaveAsync(site);
        var visitor = await site.SignInAsync(person);

        foreach (var url in new[] { "/fi/probes/plain", "/fi/probes/private", "/fi/nothing" })
            Assert.Contains("no-store", (await visitor.GetPageAsync(url, Ct)).Headers["Cache-Control"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_whose_address_is_a_secret_tells_it_to_nobody()
    {
        Assert.Equal("no-referrer", (await site.GetPageAsync("/fi/probes/tokens/abc", Ct)).Headers["Referrer-Policy"]);
        Assert.Equal("strict-origin-when-cross-origin", (await site.GetPageAsync("/fi/probes/plain", Ct)).Headers["Referrer-Policy"]);
    }

    [Fact]
    public async Task Over_https_browsers_are_told_to_stay_there_and_over_http_they_are_not()
    {
        await using var https = new HttpsSite();
        await https.InitializeAsync();

        Assert.Equal("max-age=31536000; includeSubDomains", (await https.GetPageAsync("/fi/probes/plain", Ct)).Headers["Strict-Transport-Security"]);
        Assert.Equal("max-age=31536000; includeSubDomains", (await https.GetPageAsync("/fi/nothing", Ct)).Headers["Strict-Transport-Security"]);
        Assert.False((await site.GetPageAsync("/fi/probes/plain", Ct)).Headers.ContainsKey("Strict-Transport-Security"));
    }

    private static void AssertCarriesAll(Page page)
    {
        Assert.Equal("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; " +
            "manifest-src 'self'; worker-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'self'; object-src 'none'",
            page.Headers["Content-Security-Policy"]);
        Assert.Equal("nosniff", page.Headers["X-Content-Type-Options"]);
        Assert.Equal("same-origin", page.Headers["Cross-Origin-Opener-Policy"]);
        Assert.Equal("same-origin", page.Headers["Cross-Origin-Resource-Policy"]);
        Assert.Contains("camera=()", page.Headers["Permissions-Policy"], StringComparison.Ordinal);
        Assert.True(page.Headers.ContainsKey("Cache-Control"));
        Assert.False(page.Headers.ContainsKey("Server"));
        Assert.DoesNotContain("unsafe-inline", page.Headers["Content-Security-Policy"], StringComparison.Ordinal);
        Assert.DoesNotContain("<style", page.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("style=\"", page.Body, StringComparison.Ordinal);
    }
}
