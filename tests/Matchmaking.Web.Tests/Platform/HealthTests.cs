using System.Net;
using Matchmaking.Testing;
using Matchmaking.Web.Tests.Platform.Probes;

namespace Matchmaking.Web.Tests.Platform;

public sealed class HealthTests(ProbeSite site) : IClassFixture<ProbeSite>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_site_that_can_serve_is_ready()
    {
        Assert.Equal(HttpStatusCode.OK, (await site.GetPageAsync("/health/live", Ct)).Status);
        Assert.Equal(HttpStatusCode.OK, (await site.GetPageAsync("/health/ready", Ct)).Status);
    }

    [Fact]
    public async Task Without_its_database_it_lives_but_is_not_ready_and_says_which()
    {
        await using var alone = new ProbeSite();
        await alone.InitializeAsync();
        Assert.Equal(HttpStatusCode.OK, (await alone.GetPageAsync("/health/ready", Ct)).Status);

        await alone.Database.CloseAsync();
        Assert.Equal(HttpStatusCode.OK, (await alone.GetPageAsync("/health/live", Ct)).Status);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "Unhealthy"), await alone.GetPageAsync("/health/ready", Ct) is var ready ? (ready.Status, ready.Body) : default);
        Assert.Contains("\"database\":\"Unhealthy\"", (await GetFromAsync(alone, "127.0.0.1")).Body, StringComparison.Ordinal);

        await alone.Database.ReopenAsync();
        Assert.Equal(HttpStatusCode.OK, (await alone.GetPageAsync("/health/ready", Ct)).Status);
    }

    [Fact]
    public async Task Without_search_and_mail_it_stays_ready()
    {
        var deps = await GetFromAsync(site, "127.0.0.1");

        Assert.Equal(HttpStatusCode.OK, deps.Status);
        Assert.Contains("\"search\":\"Degraded\"", deps.Body, StringComparison.Ordinal);
        Assert.Contains("\"mail\":\"Degraded\"", deps.Body, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await site.GetPageAsync("/health/ready", Ct)).Status);
    }

    [Theory]
    [InlineData("203.0.113.7", null)]
    [InlineData("127.0.0.1", "203.0.113.7")]
    [InlineData("", null)]
    public async Task What_it_depends_on_is_told_to_nobody_outside(string from, string? forwardedFor)
    {
        var page = await GetFromAsync(site, from, forwardedFor);

        Assert.Equal((HttpStatusCode.NotFound, ""), (page.Status, page.Body));
    }

    [Fact]
    public async Task Robots_are_kept_from_what_is_personal()
    {
        var page = await site.GetPageAsync("/robots.txt", Ct);

        Assert.StartsWith("text/plain", page.Headers["Content-Type"], StringComparison.Ordinal);
        foreach (var line in new[] { "User-agent: *", "Disallow: /fi/me", "Disallow: /sv/admin", "Disallow: /j/" })
            Assert.Contains(line, page.Body.Split('\n'));
    }

    [Fact]
    public async Task Security_txt_is_there_when_somebody_is_to_be_told()
    {
        Assert.Equal(HttpStatusCode.NotFound, (await site.GetPageAsync("/.well-known/security.txt", Ct)).Status);

        await using var told = new ProbeSite { Database = site.Database, Settings = { ["Web:SecurityContact"] = "mailto:security@example.org" } };
        told.Clock.StopAt(new(2027, 3, 1, 12, 0, 0, TimeSpan.Zero));
        var page = await told.GetPageAsync("/.well-known/security.txt", Ct);

        Assert.Equal("Contact: mailto:security@example.org\nExpires: 2027-08-28T00:00:00Z\nPreferred-Languages: fi, sv, en\n" +
            "Canonical: http://localhost/.well-known/security.txt\n", page.Body);
    }

    [Fact]
    public async Task A_process_of_jobs_answers_nothing_but_its_health()
    {
        await using var jobs = new ProbeSite { Database = site.Database, Settings = { ["Web:Serve"] = "false" } };

        Assert.Equal(HttpStatusCode.OK, (await jobs.GetPageAsync("/health/ready", Ct)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await jobs.GetPageAsync("/fi/probes/plain", Ct)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await jobs.GetPageAsync("/robots.txt", Ct)).Status);
    }

    private static async Task<Page> GetFromAsync(TestSite site, string address, string? forwardedFor = null)
    {
        var visitor = site.NewVisitor(from: address.Length > 0 ? IPAddress.Parse(address) : null);
        if (forwardedFor is not null) visitor.Client.DefaultRequestHeaders.Add("X-Forwarded-For", forwardedFor);
        return await visitor.GetPageAsync("/health/deps", Ct);
    }
}
