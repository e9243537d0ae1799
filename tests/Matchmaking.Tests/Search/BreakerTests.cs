using Matchmaking.Search;

namespace Matchmaking.Tests.Search;

public sealed class BreakerTests
{
    private readonly StoppedClock _clock = new();

    [Fact]
    public void After_a_failure_nobody_asks_until_the_while_is_over_and_then_one()
    {
        var breaker = new Breaker(_clock);
        Assert.True(breaker.MayTry());
        breaker.Failed();
        Assert.False(breaker.MayTry());
        _clock.Now += TimeSpan.FromSeconds(1);
        Assert.True(breaker.MayTry());
        Assert.False(breaker.MayTry());
    }

    [Fact]
    public void The_while_grows_to_ten_seconds_and_a_success_ends_it()
    {
        var breaker = new Breaker(_clock);
        for (var i = 0; i < 20; i++) breaker.Failed();
        _clock.Now += TimeSpan.FromSeconds(9);
        Assert.False(breaker.MayTry());
        _clock.Now += TimeSpan.FromSeconds(1);
        Assert.True(breaker.MayTry());
        breaker.Succeeded();
        Assert.True(breaker.MayTry());
    }

    private sealed class StoppedClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = DateTimeOffset.UnixEpoch.AddYears(56);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
