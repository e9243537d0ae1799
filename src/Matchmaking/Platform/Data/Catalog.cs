using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Platform.Data;

/// <summary>A small part of the database that every page needs and that seldom changes, kept in memory. It is read again after a minute,
/// and at once after <see cref="Forget"/>, which the write that changes it calls in its own process; other processes hear of it by the minute.</summary>
public abstract class Catalog<T>(IServiceScopeFactory scopes, TimeProvider clock) : IDisposable where T : class
{
    private static readonly TimeSpan Life = TimeSpan.FromSeconds(60);
    private readonly SemaphoreSlim _one = new(1);
    private Kept? _kept;
    private int _forgotten;

    public async ValueTask<T> GetAsync(CancellationToken ct = default)
    {
        if (Fresh() is { } value) return value;
        await _one.WaitAsync(ct);
        try
        {
            if (Fresh() is { } read) return read;
            var forgotten = Volatile.Read(ref _forgotten);
            await using var scope = scopes.CreateAsyncScope();
            var all = await ReadAsync(scope.ServiceProvider.GetRequiredService<MatchmakingDb>(), ct);
            Volatile.Write(ref _kept, new Kept(all, clock.GetTimestamp(), forgotten));
            return all;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>What is kept is no longer true: the next reader reads the database. To be called after the commit.</summary>
    public void Forget() => Interlocked.Increment(ref _forgotten);

    public void Dispose()
    {
        _one.Dispose();
        GC.SuppressFinalize(this);
    }

    protected abstract Task<T> ReadAsync(MatchmakingDb db, CancellationToken ct);

    private T? Fresh() =>
        Volatile.Read(ref _kept) is { } kept && kept.Forgotten == Volatile.Read(ref _forgotten) && clock.GetElapsedTime(kept.At) < Life ? kept.Value : null;

    /// <param name="Forgotten">How often the catalog had been forgotten before this was read; a change during the reading makes it stale.</param>
    private sealed record Kept(T Value, long At, int Forgotten);
}
