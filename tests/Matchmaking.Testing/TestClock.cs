namespace Matchmaking.Testing;

/// <summary>A clock that a test sets and moves. Until then it runs with the real one. Elapsed times are always the real ones.</summary>
public sealed class TestClock : TimeProvider
{
    private TimeSpan _ahead;
    private DateTimeOffset? _stopped;

    public override DateTimeOffset GetUtcNow() => _stopped ?? System.GetUtcNow() + _ahead;

    /// <summary>From now on it shows this moment, and goes no further until moved.</summary>
    public void StopAt(DateTimeOffset moment) => _stopped = moment.ToUniversalTime();

    /// <summary>Forwards, or backwards with a negative time.</summary>
    public void Move(TimeSpan by)
    {
        if (_stopped is { } moment) _stopped = moment + by;
        else _ahead += by;
    }

    /// <summary>Runs with the real clock again.</summary>
    public void Release() => (_stopped, _ahead) = (null, TimeSpan.Zero);
}
