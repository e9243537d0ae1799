using Matchmaking.People;

namespace Matchmaking.Digests;

/// <summary>The one letter to a person for a period, or the mark that there was nothing to say. There is never a second for the same period.</summary>
public sealed class Digest
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid PersonId { get; init; }

    /// <summary>Weekly or daily.</summary>
    public DigestRhythm Rhythm { get; init; }

    /// <summary>The day, or the Monday of the week, on the person's clock.</summary>
    public DateOnly PeriodStart { get; init; }

    /// <summary>It tells the news since then, …</summary>
    public DateTimeOffset WindowFrom { get; init; }

    /// <summary>… up to the moment when it was composed.</summary>
    public DateTimeOffset WindowTo { get; init; }

    /// <summary>The letter; nothing where there was nothing to say.</summary>
    public Guid? MailId { get; init; }

    /// <summary>What the letter tells, in its order.</summary>
    public IReadOnlyList<DigestItem> Told { get; init; } = [];

    /// <summary>What had no place in it, in its order: the person finds it on the page of notifications, and it has not been told.</summary>
    public IReadOnlyList<DigestItem> LeftOut { get; init; } = [];
}

/// <summary>What is still true of a digest.</summary>
/// <param name="Told">What its letter tells, in its order.</param>
/// <param name="LeftOut">What had no place.</param>
public sealed record DigestState(DigestRhythm Rhythm, IReadOnlyList<DigestFact> Told, IReadOnlyList<DigestFact> LeftOut);
