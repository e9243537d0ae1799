using Matchmaking.Testing;
using Matchmaking.Web.Platform;
using Matchmaking.Web.Tests.Platform.Probes;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Web.Tests.Platform;

public sealed class PageCacheTests(ProbeSite site) : IClassFixture<ProbeSite>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_stranger_s_page_is_made_once_and_tells_its_age()
    {
        var url = await NewUrlAsync(site);
        var (first, second) = (await site.GetPageAsync(url, Ct), await site.GetPageAsync(url, Ct));

        Assert.Equal(first.Text("#made"), second.Text("#made"));
        Assert.False(first.Headers.ContainsKey("Age"));
        Assert.True(second.Headers.ContainsKey("Age"));
        Assert.Equal(first.Headers["Content-Security-Policy"], second.Headers["Content-Security-Policy"]);
        Assert.Equal("no-cache, private", second.Headers["Cache-Control"]);
    }

    [Fact]
    public async Task It_lives_for_half_a_minute()
    {
        var store = new RememberingStore();
        await using var alone = new ProbeSite { Database = site.Database, Extra = s => s.AddSingleton<IOutputCacheStore>(store) };
        await alone.GetPageAsync(await NewUrlAsync(alone), Ct);

        var (tags, life) = Assert.Single(store.Kept);
        Assert.Equal(TimeSpan.FromSeconds(30), life);
        Assert.Equal(["page", "probe:1"], tags.Order());
    }

    [Fact]
    public async Task Languages_and_what_the_page_takes_of_the_query_are_pages_of_their_own_and_the_rest_is_not()
    {
        var url = await NewUrlAsync(site);
        var made = (await site.GetPageAsync(url, Ct)).Text("#made");

        Assert.NotEqual(made, (await site.GetPageAsync(url.Replace("/fi/", "/sv/", StringComparison.Ordinal), Ct)).Text("#made"));
        Assert.NotEqual(made, (await site.GetPageAsync(url + "?q=x", Ct)).Text("#made"));
        Assert.Equal(made, (await site.GetPageAsync(url + "?utm=x&fbclid=1", Ct)).Text("#made"));
        Assert.DoesNotContain("utm", (await site.GetPageAsync(url + "?utm=y", Ct)).Body, StringComparison.Ordinal);
    }

    /// <summary>A signs in, B reads: over a thousand alternations nothing of A's is ever shown to B, nor a stranger's page to A.</summary>
    [Fact]
    public async Task Nothing_of_a_session_reaches_a_stranger() => Assert.Equal(0, await CountLeaksAsync(site, 1000));

    /// <summary>The control: with a cache that does not ask for the session, the same reading finds leaks.</summary>
    [Fact]
    public async Task A_cache_that_does_not_ask_for_the_session_would_leak()
    {
        await using var careless = new ProbeSite
        {
            Database = site.Database,
            Extra = s => s.Configure<OutputCacheOptions>(o => o.AddBasePolicy(p => p.AddPolicy<Careless>(), excludeDefaultPolicy: true)),
        };

        Assert.NotEqual(0, await CountLeaksAsync(careless, 20));
    }

    [Theory]
    [InlineData("session")]
    [InlineData("status")]
    public async Task A_reader_with_a_session_or_a_message_is_not_served_from_it(string cookie)
    {
        var url = await NewUrlAsync(site);
        var made = (await site.GetPageAsync(url, Ct)).Text("#made");
        var visitor = site.NewVisitor();
        visitor.Client.DefaultRequestHeaders.Add("Cookie", $"{cookie}=x");

        Assert.NotEqual(made, (await visitor.GetPageAsync(url, Ct)).Text("#made"));
        Assert.Equal(made, (await site.GetPageAsync(url, Ct)).Text("#made"));
    }

    [Theory]
    [InlineData("/fi/probes/form")]
    [InlineData("/fi/nothing")]
    [InlineData("/fi/probes/failing/secret")]
    public async Task A_page_with_a_form_and_an_error_are_never_kept(string url)
    {
        await EnsureHeardAsync(site);
        await site.GetPageAsync(url, Ct);

        Assert.False((await site.GetPageAsync(url, Ct)).Headers.ContainsKey("Age"));
    }

    [Fact]
    public async Task A_write_that_touches_it_drops_it_everywhere_and_another_write_does_not()
    {
        await using var second = new ProbeSite { Database = site.Database };
        var (here, there) = (await NewUrlAsync(site), await NewUrlAsync(second));
        var (madeHere, madeThere) = ((await site.GetPageAsync(here, Ct)).Text("#made"), (await second.GetPageAsync(there, Ct)).Text("#made"));

        await site.SaveAsync(db => db.Touch("probe:2"));
        await Task.Delay(300, Ct);
        Assert.Equal(madeHere, (await site.GetPageAsync(here, Ct)).Text("#made"));

        await site.SaveAsync(db => db.Touch("probe:1"));
        await EventuallyAsync(async () => (await site.GetPageAsync(here, Ct)).Text("#made") != madeHere);
        await EventuallyAsync(async () => (await second.GetPageAsync(there, Ct)).Text("#made") != madeThere);
    }

    [Fact]
    public async Task A_write_that_is_taken_back_drops_nothing()
    {
        var url = await NewUrlAsync(site);
        var made = (await site.GetPageAsync(url, Ct)).Text("#made");

        await Assert.ThrowsAsync<InvalidOperationException>(() => site.SaveAsync(db => { db.Touch("probe:1"); db.SaveChanges(); throw new InvalidOperationException(); }));
        await Task.Delay(300, Ct);
        Assert.Equal(made, (await site.GetPageAsync(url, Ct)).Text("#made"));
    }

    [Fact]
    public async Task The_pages_of_a_municipality_are_dropped_together()
    {
        await EnsureHeardAsync(site);
        var (joensuu, vaasa) = ((await site.GetPageAsync("/fi/joensuu/probe", Ct)).Text("#made"), (await site.GetPageAsync("/fi/vaasa/probe", Ct)).Text("#made"));

        await site.SaveAsync(db => db.Touch("municipality:joensuu"));
        await EventuallyAsync(async () => (await site.GetPageAsync("/fi/joensuu/probe", Ct)).Text("#made") != joensuu);
        Assert.Equal(vaasa, (await site.GetPageAsync("/fi/vaasa/probe", Ct)).Text("#made"));
    }

    [Fact]
    public async Task What_changed_while_a_page_was_made_is_known()
    {
        await EnsureHeardAsync(site);
        var (evictions, clock) = (site.Services.GetRequiredService<PageEviction>(), site.Services.GetRequiredService<TimeProvider>());
        var before = clock.GetTimestamp();
        await site.SaveAsync(db => db.Touch("probe:9"));

        await EventuallyAsync(() => Task.FromResult(evictions.AnySince(before, ["page", "probe:9"])));
        Assert.False(evictions.AnySince(before, ["probe:8"]));
        Assert.False(evictions.AnySince(clock.GetTimestamp(), ["probe:9"]));
    }

    [Fact]
    public async Task While_changes_are_not_heard_of_nothing_is_served_from_it_and_it_comes_back_by_itself()
    {
        await using var alone = new ProbeSite();
        await alone.InitializeAsync();
        var url = await NewUrlAsync(alone);
        var made = (await alone.GetPageAsync(url, Ct)).Text("#made");
        var evictions = alone.Services.GetRequiredService<PageEviction>();

        await alone.Database.CloseAsync();
        await EventuallyAsync(() => Task.FromResult(!evictions.IsHeard));
        Assert.NotEqual(made, (await alone.GetPageAsync(url, Ct)).Text("#made"));

        await alone.Database.ReopenAsync();
        await EventuallyAsync(() => Task.FromResult(evictions.IsHeard));
        var again = (await alone.GetPageAsync(url, Ct)).Text("#made");
        Assert.NotEqual(made, again);
        Assert.Equal(again, (await alone.GetPageAsync(url, Ct)).Text("#made"));
    }

    [Fact]
    public async Task A_stranger_s_page_is_compressed_and_one_with_a_secret_is_not()
    {
        var url = await NewUrlAsync(site);
        var member = await site.SignInAsync(await Newcomer.SaveAsync(site));

        Assert.Equal("br", await EncodingAsync(site.NewVisitor(), url, "br, gzip"));
        Assert.Equal("br", await EncodingAsync(site.NewVisitor(), url, "br, gzip"));
        Assert.Equal("gzip", await EncodingAsync(site.NewVisitor(), url, "gzip"));
        Assert.Equal("", await EncodingAsync(site.NewVisitor(), url, "identity"));
        Assert.Equal("", await EncodingAsync(member, url, "br, gzip"));
        Assert.Equal("", await EncodingAsync(site.NewVisitor(), "/fi/probes/form", "br, gzip"));
    }

    private static async Task<int> CountLeaksAsync(TestSite site, int alternations)
    {
        var member = await site.SignInAsync(await Newcomer.SaveAsync(site, "Kanarialintu"));
        var stranger = site.NewVisitor();
        var url = await NewUrlAsync(site);
        var leaks = 0;
        for (var i = 0; i < alternations; i++)
        {
            if (i % 50 == 0) url = await NewUrlAsync(site);
            if (!(await member.GetPageAsync(url, Ct)).Body.Contains("Kanarialintu", StringComparison.Ordinal)) leaks++;
            if ((await stranger.GetPageAsync(url, Ct)).Body.Contains("Kanarialintu", StringComparison.Ordinal)) leaks++;
        }
        return leaks;
    }

    private static async Task<string> EncodingAsync(Visitor visitor, string url, string accepted)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.Add("Accept-Encoding", accepted);
        using var answer = await visitor.Client.SendAsync(request, Ct);
        return string.Join(',', answer.Content.Headers.ContentEncoding);
    }

    /// <summary>An address nobody has asked for yet, once the cache is at work.</summary>
    private static async Task<string> NewUrlAsync(TestSite site)
    {
        await EnsureHeardAsync(site);
        return $"/fi/probes/plain/{Guid.CreateVersion7():N}";
    }

    private static Task EnsureHeardAsync(TestSite site) => EventuallyAsync(() => Task.FromResult(site.Services.GetRequiredService<PageEviction>().IsHeard));

    private static async Task EventuallyAsync(Func<Task<bool>> isSo)
    {
        for (var i = 0; i < 200; i++)
        {
            if (await isSo()) return;
            await Task.Delay(50, Ct);
        }
        Assert.Fail("It did not come about within ten seconds.");
    }

    private sealed class RememberingStore : IOutputCacheStore
    {
        public List<(string[] Tags, TimeSpan Life)> Kept { get; } = [];

        public ValueTask<byte[]?> GetAsync(string key, CancellationToken cancellationToken) => ValueTask.FromResult<byte[]?>(null);

        public ValueTask EvictByTagAsync(string tag, CancellationToken cancellationToken) => ValueTask.CompletedTask;

        public ValueTask SetAsync(string key, byte[] value, string[]? tags, TimeSpan validFor, CancellationToken cancellationToken)
        {
            Kept.Add((tags!, validFor));
            return ValueTask.CompletedTask;
        }
    }

    private sealed class Careless : IOutputCachePolicy
    {
        public ValueTask CacheRequestAsync(OutputCacheContext context, CancellationToken cancellation) => Allow(context);

        public ValueTask ServeFromCacheAsync(OutputCacheContext context, CancellationToken cancellation) => Allow(context);

        public ValueTask ServeResponseAsync(OutputCacheContext context, CancellationToken cancellation) => Allow(context);

        private static ValueTask Allow(OutputCacheContext context)
        {
            context.EnableOutputCaching = context.AllowCacheLookup = context.AllowCacheStorage = true;
            return ValueTask.CompletedTask;
        }
    }
}
