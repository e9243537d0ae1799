namespace Matchmaking.Platform.Jobs;

/// <summary>A write that nobody clicked. It may be run twice at any time, and by two processes at once.</summary>
public interface IJob
{
    /// <summary>Does what is due and returns how many things it did. Throws when it fails.</summary>
    Task<int> RunAsync(CancellationToken ct);
}

/// <summary>One line of the schedule: which job, and how often its tick comes.</summary>
/// <param name="Job">A class that implements <see cref="IJob"/>.</param>
/// <param name="Seconds">The pause between two ticks; null for a job of the night.</param>
/// <param name="NightlyAt">The hour and minute of the night, in Europe/Helsinki.</param>
public sealed record Recurring(Type Job, int? Seconds, TimeOnly? NightlyAt)
{
    public string Name => Job.Name;

    public static Recurring Every<T>(int seconds) where T : IJob => new(typeof(T), seconds, null);

    public static Recurring Nightly<T>(int hour, int minute = 0) where T : IJob => new(typeof(T), null, new TimeOnly(hour, minute));

    /// <summary>How long after its last success a job is called late on the operator's page.</summary>
    public TimeSpan LateAfter => Seconds is { } seconds ? TimeSpan.FromSeconds(Math.Max(60, seconds * 10)) : TimeSpan.FromHours(26);
}
