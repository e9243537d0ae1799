using Matchmaking.Platform.Data;

namespace Matchmaking.Vocabulary;

/// <summary>What a free word is a word for.</summary>
public enum WordKind { Theme, Skill }

/// <summary>What came of a coordinator's word about a word: it means a row, or it is none of ours.</summary>
public enum Merging { Merged, SetAside, AlreadyMerged, AlreadySetAside, OtherKind, NotAllowed, Unknown }

/// <summary>What came of taking that back.</summary>
public enum TakingBack { TakenBack, WaitsAlready, NotAllowed, Unknown }

/// <summary>A word that people typed because no row said what they meant. It waits until a coordinator merges it into a row, or sets it
/// aside; once merged, whoever typed it, or types it again, is understood as meaning the row. Matching uses rows only.</summary>
public sealed class FreeWord
{
    public const int MaxLength = 40;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public WordKind Kind { get; init; }

    /// <summary>fi, sv or en: the language of the page it was typed on.</summary>
    [NotPersonal] public required string Language { get; init; }

    /// <summary>As it was first typed.</summary>
    [Personal(OnErase.Keep, "A word for a theme or a skill, without digits or @, shared by all who use it")]
    public required string Text { get; init; }

    /// <summary>The form in which two typings are one word.</summary>
    [Personal(OnErase.Keep, "The same word in small letters", Export = false)]
    public required string Folded { get; init; }

    /// <summary>The person who typed it first; nobody once the account is gone.</summary>
    [Personal(OnErase.Null)] public Guid? FirstSaidBy { get; init; }

    public DateTimeOffset FirstSaidAt { get; init; }

    /// <summary>How often it was typed; what many say is merged first.</summary>
    public int TimesSaid { get; init; } = 1;

    /// <summary>The theme or skill that it means.</summary>
    public Guid? RowId { get; private set; }

    public DateTimeOffset? MergedAt { get; private set; }

    /// <summary>When a coordinator said that it is no word for us: a joke, a name, something that nobody can be matched by.</summary>
    public DateTimeOffset? SetAsideAt { get; private set; }

    public bool Waits => RowId is null && SetAsideAt is null;

    /// <summary>The word as it may be stored, or null when it is no word: empty, longer than <see cref="MaxLength"/>, or with digits, @ or a
    /// slash, so that no address or telephone number gets into a list that others read.</summary>
    public static string? Read(string? typed)
    {
        var clean = TextRules.Clean(typed, TextKind.Name, MaxLength, minElements: 2);
        return clean.IsGood && clean.Text.Any(char.IsLetter) && !clean.Text.Any(c => char.IsDigit(c) || c is '@' or '/' or '\\') ? clean.Text : null;
    }

    public static string Fold(string word) => string.Join(' ', word.ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    /// <summary>What was typed in one field, with commas between words: the words, each once, and what is no word.</summary>
    public static (IReadOnlyList<string> Words, IReadOnlyList<string> NoWords) ReadMany(string? typed)
    {
        var parts = (typed ?? "").Split([',', ';', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(p => (Typed: p, Word: Read(p))).ToList();
        return ([.. parts.Select(p => p.Word).OfType<string>().DistinctBy(Fold)], [.. parts.Where(p => p.Word is null).Select(p => p.Typed)]);
    }

    /// <summary>Says what the word means. The right to say so is asked by the write.</summary>
    public Merging MergeInto(VocabularyRow row, DateTimeOffset now)
    {
        if (Decided is { } already) return already;
        if (Kind == WordKind.Theme != row is Theme || Kind == WordKind.Skill != row is Skill) return Merging.OtherKind;
        (RowId, MergedAt) = (row.Id, now);
        return Merging.Merged;
    }

    /// <summary>It is no word for us: those who typed it see it gone, and it is not asked about again.</summary>
    public Merging SetAside(DateTimeOffset now)
    {
        if (Decided is { } already) return already;
        SetAsideAt = now;
        return Merging.SetAside;
    }

    /// <summary>It waits again, and whoever was understood by it is so no longer.</summary>
    public TakingBack TakeBack()
    {
        if (Waits) return TakingBack.WaitsAlready;
        (RowId, MergedAt, SetAsideAt) = (null, null, null);
        return TakingBack.TakenBack;
    }

    private Merging? Decided => RowId is not null ? Merging.AlreadyMerged : SetAsideAt is not null ? Merging.AlreadySetAside : null;
}
