using Matchmaking.Platform.Data;

namespace Matchmaking.Platform.Jobs;

/// <summary>Something that has to be done: a row of a work table. Times are on the database's clock.</summary>
public abstract class WorkRow
{
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Lower goes first.</summary>
    public int Priority { get; init; }

    /// <summary>Not done before this time. Left at its default it means: at once.</summary>
    public DateTimeOffset NotBefore { get; set; }

    /// <summary>How often it was taken up.</summary>
    public int Attempts { get; private set; }

    /// <summary>Counts the takings; whoever took an earlier one may no longer finish.</summary>
    public int Fence { get; private set; }

    /// <summary>The worker that holds it.</summary>
    [NotPersonal] public string? Owner { get; private set; }

    public DateTimeOffset? LeaseUntil { get; private set; }

    public DateTimeOffset? DoneAt { get; private set; }

    /// <summary>Given up after too many attempts; the operator is shown it.</summary>
    public DateTimeOffset? DeadAt { get; private set; }

    /// <summary>The type of the last failure and its message's first line, without any value a person typed.</summary>
    [NotPersonal] public string? LastError { get; private set; }
}
