using Matchmaking.People;
using Matchmaking.Platform.Data;

namespace Matchmaking.Moderation;

/// <summary>A thing as a moderator sees it.</summary>
/// <param name="Title">What it is called; of what has no title, its first words.</param>
/// <param name="Text">All of its own words.</param>
/// <param name="Language">Of the words, as far as known.</param>
/// <param name="AuthorId">Nobody once the account is gone.</param>
/// <param name="HiddenAt">Since when it is hidden itself; what it stands in may be hidden beside that.</param>
/// <param name="IsShown">Others see it now.</param>
/// <param name="Path">The page it stands on, without the language.</param>
public sealed record ModeratedThing(string Kind, Guid Id, string Title, string Text, string Language, Guid? AuthorId, Guid MunicipalityId,
    DateTimeOffset? HiddenAt, bool IsShown, string Path, Guid? PictureId = null)
{
    /// <summary>Was reported and is no longer there, as when its author deleted the account.</summary>
    public bool IsGone => Path.Length == 0;

    /// <summary>What is left of a thing that is gone.</summary>
    public static ModeratedThing Gone(Report report) => new(report.Kind, report.ObjectId, report.Title, "", report.Language, null, report.MunicipalityId, null, IsShown: false, Path: "");
}

/// <summary>A kind of thing that can be reported and hidden. The module that owns it registers it (<see cref="ModerationModule.AddModerated"/>).</summary>
public abstract class Moderated
{
    /// <summary>A short title for what has none.</summary>
    private const int LongestExcerpt = 80;

    /// <summary>Small letters, as it stands in addresses.</summary>
    public abstract string Kind { get; }

    /// <summary>Waits until nobody else decides about the thing, or changes it, and keeps others waiting until the transaction ends.</summary>
    public abstract Task LockAsync(MatchmakingDb db, Guid id, CancellationToken ct);

    /// <summary>The thing as it is now; nothing when there is none.</summary>
    public abstract Task<ModeratedThing?> FindAsync(MatchmakingDb db, Guid id, CancellationToken ct);

    /// <summary>Whether the reader may know of it while it is shown. Anyone may, unless the kind says otherwise.</summary>
    public virtual Task<bool> MayReadAsync(MatchmakingDb db, Actor? reader, ModeratedThing thing, CancellationToken ct) => Task.FromResult(true);

    /// <summary>Takes it out of everything that shows it, within the caller's transaction.</summary>
    public abstract Task HideAsync(MatchmakingDb db, Guid id, DateTimeOffset now, CancellationToken ct);

    /// <summary>Shows it again, exactly as it was.</summary>
    public abstract Task RestoreAsync(MatchmakingDb db, Guid id, CancellationToken ct);

    /// <summary>The first words of a text, for want of a title.</summary>
    public static string Excerpt(string text)
    {
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (TextRules.CountElements(line) <= LongestExcerpt) return line;
        var cut = 0;
        for (var elements = 0; elements < LongestExcerpt - 1; elements++) cut += System.Globalization.StringInfo.GetNextTextElementLength(line.AsSpan(cut));
        return line[..cut].TrimEnd() + "…";
    }
}

/// <summary>Every kind that can be reported.</summary>
public sealed class ModeratedKinds(IEnumerable<Moderated> kinds)
{
    private readonly Dictionary<string, Moderated> _kinds = kinds.ToDictionary(k => k.Kind, StringComparer.Ordinal);

    public IEnumerable<string> Names => _kinds.Keys;

    /// <summary>Nothing for a kind that nobody registered.</summary>
    public Moderated? Of(string kind) => _kinds.GetValueOrDefault(kind);
}
