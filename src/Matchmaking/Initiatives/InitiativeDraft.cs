using Matchmaking.Platform.Data;

namespace Matchmaking.Initiatives;

/// <summary>An initiative while it is being written: saved after each step, and by itself between them. Deleted 180 days after the last change.</summary>
public sealed class InitiativeDraft
{
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(180);

    /// <summary>After so long its owner is told that it waits, and when it goes.</summary>
    public static readonly TimeSpan ToldAfter = TimeSpan.FromDays(150);

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid OwnerId { get; init; }

    /// <summary>What was typed in the three steps, as JSON, clean or not: nothing is lost because it is not valid yet.</summary>
    [Personal(OnErase.Delete)] public required string Words { get; set; }

    /// <summary>The first words of the title, for the list of drafts.</summary>
    [Personal(OnErase.Delete)] public string Title { get; set; } = "";

    /// <summary>1 to 3: where to go on.</summary>
    public int Step { get; set; } = 1;

    /// <summary>Counts the savings; a save from an older copy is refused and told.</summary>
    public int Version { get; set; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset SavedAt { get; set; }

    /// <summary>Set when it was posted: posting the same draft again finds the same initiative.</summary>
    public Guid? PostedAsId { get; set; }
}
