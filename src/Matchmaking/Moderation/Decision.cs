using Matchmaking.Platform.Data;

namespace Matchmaking.Moderation;

/// <summary>What a moderator decided.</summary>
public enum Verdict
{
    /// <summary>It stays as it is: the rules are not broken.</summary>
    Kept,
    Hidden,
    /// <summary>It is shown again, exactly as it was.</summary>
    Restored,
    /// <summary>It was no longer there when somebody came to decide.</summary>
    Gone,
}

/// <summary>A person's decision about a thing, with its reasons. Decisions are only added: the latest holds. Nothing is hidden without one.</summary>
public sealed class Decision
{
    /// <summary>How long the author and those who reported may complain.</summary>
    public const int ComplaintMonths = 6;

    /// <summary>The longest statement of the facts.</summary>
    public const int MostFacts = 2000;

    private const string Reasons = "The reasons of a decision must be there while one can complain of it; names go.";

    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Grows with each decision; given by the database.</summary>
    public int Number { get; private set; }

    /// <inheritdoc cref="Report.Kind"/>
    [NotPersonal] public required string Kind { get; init; }
    public Guid ObjectId { get; init; }
    public Guid MunicipalityId { get; init; }

    /// <summary>What the thing was called then.</summary>
    [Personal(OnErase.Keep, Reasons)] public required string Title { get; init; }

    /// <summary>Whose thing it is; nobody once the account is gone.</summary>
    public Guid? AuthorId { get; init; }
    public Verdict Verdict { get; init; }

    /// <summary>What it rests on; nothing where nothing is hidden.</summary>
    public ContentRule? Rule { get; init; }

    /// <summary>The facts, in the moderator's words.</summary>
    [Personal(OnErase.Keep, Reasons)] public required string Facts { get; init; }

    /// <summary>Whether somebody had reported it; else the moderator found it.</summary>
    public bool FromReport { get; init; }

    /// <summary>Who decided; nobody once the account is gone.</summary>
    public Guid? ById { get; init; }
    public DateTimeOffset At { get; init; }

    public DateTimeOffset ComplaintUntil => At.AddMonths(ComplaintMonths);
}
