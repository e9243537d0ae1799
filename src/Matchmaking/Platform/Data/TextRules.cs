using System.Globalization;
using System.Text;

namespace Matchmaking.Platform.Data;

/// <summary>What a field takes. A title is a <see cref="SingleLine"/>; the name of a person or a group is a <see cref="Name"/>,
/// in which nothing invisible may make two names look alike.</summary>
public enum TextKind { SingleLine, MultiLine, Name }

/// <summary>What is wrong with a text. <see cref="NotText"/>: it holds what nobody writes: control characters, half characters,
/// or a line break where one line is asked for.</summary>
public enum TextProblem { None, Empty, TooShort, TooLong, NotText }

/// <summary>A text that may be stored, or the problem; with a problem the text is empty and the form keeps what was typed.</summary>
public readonly record struct CleanText(string Text, TextProblem Problem)
{
    public bool IsGood => Problem == TextProblem.None;

    /// <summary>For a field that may be left empty.</summary>
    public bool IsGoodOrEmpty => Problem is TextProblem.None or TextProblem.Empty;
}

/// <summary>The one rule for every text that comes from outside. What it returns is well-formed, in Unicode form C, trimmed, holds
/// no control characters, and comes back unchanged when cleaned again.</summary>
public static class TextRules
{
    /// <summary>The bytes (UTF-8) that a text of so many characters may take when nothing else is said: enough for every script, too
    /// few for a letter with a hundred accents. A column as long as this always holds the text.</summary>
    public static int BytesFor(int elements) => Math.Max(64, 8 * elements);

    /// <param name="value">As it came from the form, the API or the file.</param>
    /// <param name="kind">What the field takes.</param>
    /// <param name="maxElements">Counted as people count: 👩‍👩‍👧‍👦 is one, and so is é.</param>
    /// <param name="maxBytes">In UTF-8; when null, <see cref="BytesFor"/>.</param>
    /// <param name="minElements">Fewer than this, but not none, is <see cref="TextProblem.TooShort"/>.</param>
    public static CleanText Clean(string? value, TextKind kind, int maxElements, int? maxBytes = null, int minElements = 1)
    {
        var most = maxBytes ?? BytesFor(maxElements);
        if (string.IsNullOrEmpty(value)) return new("", TextProblem.Empty);
        if (value.Length > 4L * most) return new("", TextProblem.TooLong);
        if (Filter(WithoutLoneIsolates(value), kind) is not { } filtered) return new("", TextProblem.NotText);

        var text = Trim(filtered.Normalize(NormalizationForm.FormC));
        if (!text.EnumerateRunes().Any(IsSeen)) return new("", TextProblem.Empty);
        if (Encoding.UTF8.GetByteCount(text) > most) return new("", TextProblem.TooLong);
        var elements = CountElements(text);
        if (elements > maxElements) return new("", TextProblem.TooLong);
        return elements < minElements ? new("", TextProblem.TooShort) : new(text, TextProblem.None);
    }

    /// <summary>Characters as people count them.</summary>
    public static int CountElements(ReadOnlySpan<char> text)
    {
        var count = 0;
        for (; text.Length > 0; count++) text = text[StringInfo.GetNextTextElementLength(text)..];
        return count;
    }

    /// <summary>Null when something in it is not text.</summary>
    private static string? Filter(string value, TextKind kind)
    {
        var kept = new StringBuilder(value.Length);
        for (var at = 0; at < value.Length;)
        {
            if (Rune.DecodeFromUtf16(value.AsSpan(at), out var rune, out var length) != System.Buffers.OperationStatus.Done) return null;
            at += length;
            if (rune.Value == '\r' && at < value.Length && value[at] == '\n') continue;
            if (rune.Value is '\n' or 0x2028 or 0x2029)
            {
                if (kind != TextKind.MultiLine) return null;
                kept.Append('\n');
            }
            else if (rune.Value == '\t' && kind == TextKind.MultiLine) kept.Append('\t');
            else if (Rune.IsControl(rune) || IsNoCharacter(rune.Value)) return null;
            else if (kind != TextKind.MultiLine && rune.Value is >= 0x202A and <= 0x202E) { }
            else if (kind == TextKind.Name && IsInvisible(rune.Value)) { }
            else if (kind == TextKind.Name && Rune.IsWhiteSpace(rune))
            {
                if (kept.Length > 0 && kept[^1] != ' ') kept.Append(' ');
            }
            else kept.Append(value, at - length, length);
        }
        return kept.ToString();
    }

    /// <summary>The replacement character stands where a decoder has already lost something; noncharacters stand for nothing.</summary>
    private static bool IsNoCharacter(int value) => value == 0xFFFD || (value & 0xFFFE) == 0xFFFE || value is >= 0xFDD0 and <= 0xFDEF;

    /// <summary>Soft hyphen, zero-width space, word joiner and their like; the joiners of emoji and Persian are not among them.</summary>
    private static bool IsInvisible(int value) => value is 0x00AD or 0x180E or 0x200B or >= 0x2060 and <= 0x2064 or 0xFEFF;

    /// <summary>Isolates turn the direction of writing until they are closed, so one that is left open, or closes nothing, goes.
    /// Direction ends with the line, hence so does the count.</summary>
    private static string WithoutLoneIsolates(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\u2066', '\u2069')) return text;
        var open = new Stack<int>();
        var lone = new HashSet<int>();
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] is >= '\u2066' and <= '\u2068') open.Push(at);
            else if (text[at] == '\u2069' && !open.TryPop(out _)) lone.Add(at);
            else if (text[at] is '\n' or '\u2028' or '\u2029') LeaveOpen();
        }
        LeaveOpen();
        return string.Concat(text.Where((_, at) => !lone.Contains(at)));

        void LeaveOpen()
        {
            lone.UnionWith(open);
            open.Clear();
        }
    }

    private static string Trim(string text)
    {
        var from = 0;
        var to = text.Length;
        while (from < to && IsEdge(text[from])) from++;
        while (to > from && IsEdge(text[to - 1])) to--;
        return text[from..to];

        static bool IsEdge(char c) => char.IsWhiteSpace(c) || c is '\u200B' or '\uFEFF';
    }

    /// <summary>Some letters are drawn as nothing: Hangul fillers and the empty Braille cell.</summary>
    private static bool IsSeen(Rune rune) => rune.Value is not (0x115F or 0x1160 or 0x2800 or 0x3164 or 0xFFA0)
        && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Format or UnicodeCategory.Control or UnicodeCategory.SpaceSeparator
            or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark);
}
