namespace Matchmaking.Web.Letters;

/// <summary>A letter in words: what its text and its HTML are both made from, so that they can never say different things.</summary>
/// <param name="Preheader">The line that mailboxes show beside the subject.</param>
/// <param name="Why">Why the person gets this letter.</param>
public sealed record LetterWords(string Subject, string Preheader, IReadOnlyList<LetterBlock> Blocks, string Why)
{
    /// <summary>Where one click ends letters of this kind; nothing for letters one cannot opt out of.</summary>
    public Uri? Unsubscribe { get; init; }

    /// <summary>The kind of letter for mailboxes' own sorting, e.g. "digest".</summary>
    public string? List { get; init; }
}

/// <summary>One part of a letter.</summary>
public abstract record LetterBlock;

public sealed record Paragraph(string Text) : LetterBlock;

/// <summary>A heading between parts, as in a digest.</summary>
public sealed record LetterHeading(string Text) : LetterBlock;

/// <summary>Words of a person, set apart.</summary>
public sealed record Quote(string Text, string? Language = null) : LetterBlock;

/// <summary>A code, alone and large.</summary>
public sealed record Code(string Text) : LetterBlock;

/// <summary>The one thing to do; its address also stands in plain sight.</summary>
/// <param name="Url">Absolute.</param>
public sealed record Button(string Text, string Url) : LetterBlock;

/// <summary>A line that leads somewhere.</summary>
/// <param name="Url">Absolute.</param>
public sealed record LinkLine(string Text, string Url) : LetterBlock;

/// <summary>Things to read one by one.</summary>
public sealed record Bullets(IReadOnlyList<string> Items) : LetterBlock;

/// <summary>One thing of a digest: what it is, where, and why it is told.</summary>
/// <param name="Language">Of the title, which may be another than the letter's.</param>
public sealed record Item(string Title, string Language, string Url, string Text, string Why) : LetterBlock;
