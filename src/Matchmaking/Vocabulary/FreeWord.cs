using Matchmaking.Platform.Data;

namespace Matchmaking.Vocabulary;

/// <summary>What a free word is a word for.</summary>
public enum WordKind { Theme, Skill }

public enum Merging { Merged, AlreadyMerged, OtherKind, NotAllowed, Unknown }

/// <summary>A word that people typed because no row said what they meant. It waits until a coordinator merges it into a row; from then
/// on whoever typed it, or types it again, is understood as meaning the row. Matching uses rows only.</summary>
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

    /// <summary>The word as it may be stored, or null when it is no word: empty, longer than <see cref="MaxLength"/>, or with digits, @ or a
    /// slash, so that no address or telephone number gets into a list that others read.</summary>
    public static string? Read(string? typed)
    {
        var clean = TextRules.Clean(typed, TextKind.Name, MaxLength, minElements: 2);
        return clean.IsGood && clean.Text.Any(char.IsLetter) && !clean.Text.Any(c => char.IsDigit(c) || c is '@' or '/' or '\\') ? clean.Text : null;
    }

    public static string Fold(string word) => string.Join(' ', word.ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));

    /// <summary>Says once and for all what the word means. The right to say so is asked by the write.</summary>
    public Merging MergeInto(VocabularyRow row, DateTimeOffset now)
    {
        if (RowId is not null) return Merging.AlreadyMerged;
        if (Kind == WordKind.Theme != row is Theme || Kind == WordKind.Skill != row is Skill) return Merging.OtherKind;
        (RowId, MergedAt) = (row.Id, now);
        return Merging.Merged;
    }
}
