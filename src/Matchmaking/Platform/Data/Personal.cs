namespace Matchmaking.Platform.Data;

/// <summary>What becomes of a column when the person it speaks of deletes the account.</summary>
public enum OnErase
{
    /// <summary>The row goes.</summary>
    Delete,
    /// <summary>The value goes, the row stays.</summary>
    Null,
    /// <summary>The value stays but points to nobody.</summary>
    Pseudonym,
    /// <summary>The value stays, for the stated reason.</summary>
    Keep,
}

/// <summary>The column can hold something about a person. Read by the test of the data map and by the page that explains it.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class PersonalAttribute(OnErase onErase, string reason = "") : Attribute
{
    public OnErase OnErase { get; } = onErase;

    /// <summary>Why a kept value may stay.</summary>
    public string Reason { get; } = reason;

    /// <summary>Whether the person's own export carries it.</summary>
    public bool Export { get; init; } = true;
}

/// <summary>The column can hold nothing about a person.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Class)]
public sealed class NotPersonalAttribute : Attribute;

/// <summary>One module's part of a person's own data: everything it holds, and how it lets go of it.</summary>
public interface IPersonalData
{
    /// <summary>The name of the part in the export, e.g. "initiatives".</summary>
    string Part { get; }

    /// <summary>Everything this module holds about the person, as plain values that JSON can carry.</summary>
    Task<object> ExportAsync(MatchmakingDb db, Guid personId, CancellationToken ct);

    /// <summary>Lets go of the person, inside the caller's transaction. What others depend on stays, without a name.</summary>
    Task EraseAsync(MatchmakingDb db, Guid personId, CancellationToken ct);
}
