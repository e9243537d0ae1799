using System.Buffers;
using System.Text;

namespace Matchmaking.Search.Words;

/// <summary>A word's place in a text.</summary>
internal readonly record struct WordPlace(int Start, int Length)
{
    public int End => Start + Length;

    public string Of(string text) => text.Substring(Start, Length);
}

/// <summary>Where the words of a text stand. A word is made of letters and digits; a hyphen, colon or apostrophe inside joins it:
/// <c>linja-auto</c>, <c>EU:n</c>, <c>d'accord</c> are one word each.</summary>
internal static class TextWords
{
    public static IEnumerable<WordPlace> In(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            if (LetterAt(text, at, inside: false) is 0)
            {
                at++;
                continue;
            }
            var start = at;
            while (at < text.Length)
            {
                if (LetterAt(text, at) is > 0 and var length) at += length;
                else if (IsJoint(text[at]) && at + 1 < text.Length && LetterAt(text, at + 1, inside: false) > 0) at++;
                else break;
            }
            yield return new(start, at - start);
        }
    }

    /// <summary>What the joints of a word separate.</summary>
    public static IReadOnlyList<string> Pieces(string word) => word.Split(['-', ':', '\'', '’', '\u2011'], StringSplitOptions.RemoveEmptyEntries);

    private static bool IsJoint(char c) => c is '-' or ':' or '\'' or '’' or '\u2011';

    /// <summary>How many chars the letter or digit at this place takes (a mark, inside a word); 0 when there is none. Half a pair is none.</summary>
    private static int LetterAt(string text, int at, bool inside = true)
    {
        if (Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out var length) != OperationStatus.Done) return 0;
        return Rune.IsLetterOrDigit(rune) || (inside && WordForms.IsMark(rune)) ? length : 0;
    }
}
