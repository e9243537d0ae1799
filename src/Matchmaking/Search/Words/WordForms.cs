using System.Globalization;
using System.Text;

namespace Matchmaking.Search.Words;

/// <summary>What is known of the words of a language. Documents and questions go through the same knowledge, so that they meet.</summary>
public abstract class WordForms
{
    private static readonly PlainWords Plain = new();

    /// <param name="language">fi, sv or en; of any other nothing is known.</param>
    public static WordForms For(string language) => language == "fi" ? Finnish.Words : Plain;

    /// <summary>Those that know more of a word than its letters. A question is asked in all languages at once.</summary>
    internal static IReadOnlyList<WordForms> All => [Finnish.Words];

    /// <summary>Grows when more is known; documents made with less are made anew. Zero: words are taken as they stand.</summary>
    public abstract int Level { get; }

    /// <summary>What a single word is a form of.</summary>
    public abstract WordAnalysis Of(string word);

    /// <summary>Everything the words of a text may be found by, each once, between spaces.</summary>
    public string OfText(string text)
    {
        var forms = new HashSet<string>(StringComparer.Ordinal);
        foreach (var word in TextWords.In(text))
        {
            var analysis = Of(word.Of(text));
            forms.UnionWith(analysis.Bases);
            forms.UnionWith(analysis.Parts);
        }
        return string.Join(' ', forms);
    }

    /// <summary>Small letters and digits only, so that a form is one word for every engine: <c>linja-auto</c> is <c>linjaauto</c>.</summary>
    internal static string Normal(string word)
    {
        var normal = new StringBuilder(word.Length);
        foreach (var rune in word.EnumerateRunes())
            if (Rune.IsLetterOrDigit(rune) || IsMark(rune)) normal.Append(Rune.ToLowerInvariant(rune).ToString());
        return normal.ToString();
    }

    internal static bool IsMark(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    private sealed class PlainWords : WordForms
    {
        public override int Level => 0;

        public override WordAnalysis Of(string word) => WordAnalysis.Unknown(word);
    }
}

/// <summary>A word's base forms, and the base forms of the parts it is put together of. All in small letters.</summary>
/// <param name="Bases">More than one when the word can be read in more than one way; never none.</param>
/// <param name="Parts">None for a word that is no compound.</param>
public sealed record WordAnalysis(string[] Bases, string[] Parts)
{
    /// <summary>The word stands for itself; what a hyphen joins are its parts.</summary>
    public static WordAnalysis Unknown(string word)
    {
        var pieces = TextWords.Pieces(word);
        return new([WordForms.Normal(word)], pieces.Count > 1 ? [.. pieces.Select(WordForms.Normal).Distinct()] : []);
    }
}
