using System.Net;
using Matchmaking.Testing;
using Matchmaking.Web.Platform;
using Matchmaking.Web.Tests.Platform.Probes;
using Microsoft.AspNetCore.Http;

namespace Matchmaking.Web.Tests.Platform;

public sealed class RateLimitsTests(ProbeSite site) : IClassFixture<ProbeSite>
{
    private readonly TestClock _clock = new();
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public void So_many_pass_at_once_and_then_one_more_each_time_its_share_has_passed()
    {
        var limits = Limits();
        Assert.Equal(25, Passing(limits, 40, Limit.SignIn, "203.0.113.7"));

        var wait = limits.Take(Limit.SignIn, Request("203.0.113.7"));
        Assert.Equal(TimeSpan.FromSeconds(12), wait);
        _clock.Move(TimeSpan.FromSeconds(11.9));
        Assert.Equal(0, Passing(limits, 3, Limit.SignIn, "203.0.113.7"));
        _clock.Move(TimeSpan.FromSeconds(0.2));
        Assert.Equal(1, Passing(limits, 3, Limit.SignIn, "203.0.113.7"));
        _clock.Move(TimeSpan.FromMinutes(5));
        Assert.Equal(25, Passing(limits, 40, Limit.SignIn, "203.0.113.7"));
    }

    [Fact]
    public void Two_hundred_at_once_are_counted_one_by_one()
    {
        var limits = Limits();
        var passed = 0;
        Parallel.For(0, 200, _ => { if (limits.Take(Limit.SignIn, Request("203.0.113.7")) is null) Interlocked.Increment(ref passed); });

        Assert.Equal(25, passed);
    }

    [Theory]
    [InlineData("203.0.113.7", "203.0.113.8", 25)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", 0)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", 25)]
    [InlineData("203.0.113.7", "::ffff:203.0.113.7", 0)]
    public void Addresses_are_counted_by_themselves_and_of_IPv6_the_network_is(string first, string second, int left)
    {
        var limits = Limits();
        Passing(limits, 25, Limit.SignIn, first);

        Assert.Equal(left, Passing(limits, 25, Limit.SignIn, second));
    }

    [Theory]
    [InlineData("198.51.100.20", 60)]
    [InlineData("2001:db8:aaaa::1", 60)]
    [InlineData("198.51.101.20", 5)]
    public void From_a_network_that_many_people_share_more_may_sign_up(string address, int expected) =>
        Assert.Equal(expected, Passing(Limits("198.51.100.0/24", "2001:db8:aaaa::/48"), 100, Limit.SignUp, address));

    [Fact]
    public void Kinds_do_not_count_for_each_other_and_reading_is_not_posting()
    {
        var limits = Limits();
        Passing(limits, 25, Limit.SignIn, "203.0.113.7");

        Assert.Equal(5, Passing(limits, 25, Limit.SignUp, "203.0.113.7"));
        Assert.Equal(60, Passing(limits, 100, Limit.Search, "203.0.113.7", "GET"));
        Assert.Equal(1000, Passing(limits, 1000, Limit.SignIn, "203.0.113.7", "GET"));
    }

    [Fact]
    public void People_are_counted_wherever_they_are()
    {
        var limits = Limits();
        var (aino, bo) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var passed = Enumerable.Range(0, 30).Count(i => limits.Take(Limit.Join, Request($"203.0.113.{i}", person: aino)) is null);

        Assert.Equal(10, passed);
        Assert.Null(limits.Take(Limit.Join, Request("203.0.113.1", person: bo)));
    }

    [Fact]
    public void A_million_addresses_take_no_more_than_a_hundred_megabytes()
    {
        var limits = Limits();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var request = Request("0.0.0.0");
        for (var i = 0; i < 1_000_000; i++)
        {
            request.Connection.RemoteIpAddress = new IPAddress((uint)i);
            limits.Take(Limit.SignUp, request);
        }

        Assert.InRange(limits.Remembered, 1, RateLimits.MostRemembered);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, 0, 100_000_000);
        GC.KeepAlive(limits);
    }

    [Fact]
    public void A_clock_set_back_locks_nobody_out_for_longer_than_the_period()
    {
        var limits = Limits();
        Passing(limits, 25, Limit.SignIn, "203.0.113.7");
        _clock.Move(TimeSpan.FromHours(-2));

        Assert.InRange(limits.Take(Limit.SignIn, Request("203.0.113.7"))!.Value, TimeSpan.Zero, TimeSpan.FromMinutes(5));
    }

    [Theory]
    [InlineData("fi", "Odota hetki")]
    [InlineData("sv", "Vänta en stund")]
    [InlineData("en", "Please wait a moment")]
    public async Task Post_beyond_the_limit_is_429_and_says_when_to_come_back(string language, string title)
    {
        var visitor = site.NewVisitor(from: IPAddress.Parse($"203.0.113.{language[0] % 100}"));
        var form = await visitor.GetPageAsync($"/{language}/probes/limited", Ct);
        for (var i = 0; i < 25; i++) Assert.Equal(HttpStatusCode.OK, (await visitor.PostAsync(form, "try", ct: Ct)).Status);

        var refused = await visitor.PostAsync(form, "try", new Dictionary<string, object?> { ["Input.Text"] = "Something that took a while" }, Ct);
        Assert.Contains("Something that took a while", refused.Text("details"), StringComparison.Ordinal);
        Assert.NotNull(refused.Document.QuerySelector("form[method=post] button"));
        Assert.Equal((HttpStatusCode.TooManyRequests, title), (refused.Status, refused.Title));
        Assert.InRange(int.Parse(refused.Headers["Retry-After"], System.Globalization.CultureInfo.InvariantCulture), 1, 12);
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetPageAsync($"/{language}/probes/limited", Ct)).Status);
    }

    [Fact]
    public async Task Searching_is_limited_also_where_the_page_is_kept()
    {
        var visitor = site.NewVisitor(from: IPAddress.Parse("203.0.113.9"));
        for (var i = 0; i < 60; i++) Assert.Equal(HttpStatusCode.OK, (await visitor.GetPageAsync("/fi/probes/search?q=talkoot", Ct)).Status);

        var next = HttpStatusCode.OK; // one more became free each second meanwhile
        for (var i = 0; i < 60 && next == HttpStatusCode.OK; i++) next = (await visitor.GetPageAsync("/fi/probes/search?q=talkoot", Ct)).Status;
        Assert.Equal(HttpStatusCode.TooManyRequests, next);
    }

    private RateLimits Limits(params string[] shared)
    {
        _clock.StopAt(new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));
        return new(_clock, new WebSettings { SharedNetworks = shared });
    }

    private static int Passing(RateLimits limits, int tries, Limit limit, string address, string method = "POST") =>
        Enumerable.Range(0, tries).Count(_ => limits.Take(limit, Request(address, method)) is null);

    private static DefaultHttpContext Request(string address, string method = "POST", Guid? person = null) => new()
    {
        Request = { Method = method },
        Connection = { RemoteIpAddress = IPAddress.Parse(address) },
        User = person is { } id ? Session.Of(id, "", false, DateTimeOffset.UnixEpoch) : new(),
    };
}
