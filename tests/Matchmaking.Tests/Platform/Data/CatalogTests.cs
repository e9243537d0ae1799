using Matchmaking.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Tests.Platform.Data;

public sealed class CatalogTests : IDisposable
{
    private readonly StoppedClock _clock = new();
    private readonly CountingCatalog _catalog;

    public CatalogTests() => _catalog = new(new ServiceCollection().AddDbContext<MatchmakingDb>(o => o.UseNpgsql()).BuildServiceProvider().GetRequiredService<IServiceScopeFactory>(), _clock);

    public void Dispose() => _catalog.Dispose();

    [Fact]
    public async Task It_is_read_once_a_minute()
    {
        Assert.Equal("1", await ReadAsync());
        _clock.Pass(TimeSpan.FromSeconds(59));
        Assert.Equal("1", await ReadAsync());
        _clock.Pass(TimeSpan.FromSeconds(1));
        Assert.Equal("2", await ReadAsync());
    }

    [Fact]
    public async Task It_is_read_again_once_it_was_forgotten()
    {
        Assert.Equal("1", await ReadAsync());
        _catalog.Forget();
        Assert.Equal("2", await ReadAsync());
        Assert.Equal("2", await ReadAsync());
    }

    [Fact]
    public async Task What_was_forgotten_while_it_was_being_read_is_not_kept()
    {
        _catalog.Meanwhile = _catalog.Forget;
        Assert.Equal("1", await ReadAsync());
        _catalog.Meanwhile = () => { };
        Assert.Equal("2", await ReadAsync());
    }

    [Fact]
    public async Task Many_who_ask_at_once_make_one_reading()
    {
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(async () => await ReadAsync())));
        Assert.Equal("1", await ReadAsync());
    }

    private ValueTask<string> ReadAsync() => _catalog.GetAsync(TestContext.Current.CancellationToken);

    private sealed class CountingCatalog(IServiceScopeFactory scopes, TimeProvider clock) : Catalog<string>(scopes, clock)
    {
        private int _times;

        public Action Meanwhile { get; set; } = () => { };

        protected override async Task<string> ReadAsync(MatchmakingDb db, CancellationToken ct)
        {
            await Task.Yield();
            Meanwhile();
            return (++_times).ToString();
        }
    }

    private sealed class StoppedClock : TimeProvider
    {
        private long _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _ticks;

        public void Pass(TimeSpan time) => _ticks += time.Ticks;
    }
}
