namespace Matchmaking.Search;

/// <summary>Keeps callers from waiting for a server that is away: after a failure nobody asks it for a while, then one caller tries.
/// The while grows from one second to ten, so that a server that is back is noticed well within half a minute.</summary>
internal sealed class Breaker(TimeProvider clock)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);
    private readonly Lock _lock = new();
    private DateTimeOffset _quietUntil;
    private int _failures;

    /// <summary>Whether to ask now. True after a failure makes the caller the one who tries: it says how it went.</summary>
    public bool MayTry()
    {
        lock (_lock)
        {
            var now = clock.GetUtcNow();
            if (_failures == 0) return true;
            if (now < _quietUntil) return false;
            _quietUntil = now + TimeSpan.FromSeconds(1);
            return true;
        }
    }

    public void Succeeded()
    {
        lock (_lock) _failures = 0;
    }

    public void Failed()
    {
        lock (_lock)
        {
            _failures = Math.Min(_failures + 1, 6);
            var pause = TimeSpan.FromSeconds(Math.Pow(2, _failures - 1));
            _quietUntil = clock.GetUtcNow() + (pause < Longest ? pause : Longest);
        }
    }
}
