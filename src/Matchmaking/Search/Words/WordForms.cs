using System.Globalization;
using System.Text;

namespace Matchmaking.Search.Words;

/// <summary>What is known of the words of a language. Documents and questions go through the same knowledge, so that they meet.</summary>
public abstract class WordForms
{
    /// <summary>Grows when documents are to be made of words in another way.</summary>
    internal const int Documents = 10;

    private static readonly PlainWords Plain = new();

    /// <summary>Those that know more of a word than its letters, by language. A question is asked in all of them at once.</summary>
    internal static IReadOnlyDictionary<string, WordForms> Known { get; set; } = new Dictionary<string, WordForms> { ["fi"] = Finnish.Words, ["sv"] = Swedish.Words };

    /// <param name="language">fi, sv or en; of English, and of any other, nothing is known.</param>
    public static WordForms For(string language) => Known.GetValueOrDefault(language, Plain);

    /// <summary>Grows when more is known; documents made with less are made anew.</summary>
    public abstract int Level { get; }

    /// <summary>What a single word is a form of.</summary>
    public abstract WordAnalysis Of(string word);

    /// <summary>Everything the words of a text may be found by, each once, between spaces.</summary>
    public string OfText(string text) => string.Join(' ', Of(text, [this]));

    /// <summary>The same, of a text that mixes languages.</summary>
    internal static string OfMixedText(string text) => string.Join(' ', Of(text, [.. Known.Values]));

    private static HashSet<string> Of(string text, WordForms[] languages)
    {
        var forms = new HashSet<string>(StringComparer.Ordinal);
        foreach (var word in TextWords.In(text).Select(place => place.Of(text)))
        {
            foreach (var analysis in Analyses(word, languages)) forms.UnionWith(analysis.Bases.Concat(analysis.Parts));
        }
        return forms;
    }

    /// <summary>By the languages that know the word; where none does, as far as each sees it.</summary>
    internal static List<WordAnalysis> Analyses(string word, IEnumerable<WordForms> languages)
    {
        var all = languages.Select(l => l.Of(word)).DefaultIfEmpty(WordAnalysis.Unknown(word)).ToList();
        return all.Exists(a => a.IsKnown) ? all.FindAll(a => a.IsKnown) : all;
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
        public override int Level => Documents;

        public override WordAnalysis Of(string word) => WordAnalysis.Unknown(word);
    }
}

/// <summary>A word's base forms, and the base forms of the parts it is put together of. All in small letters.</summary>
/// <param name="Bases">More than one when the word can be read in more than one way; never none.</param>
/// <param name="Parts">None for a word that is no compound.</param>
/// <param name="IsKnown">Whether it is a word of the language.</param>
public sealed record WordAnalysis(string[] Bases, string[] Parts, bool IsKnown)
{
    /// <summary>The word stands for itself; what a hyphen joins are its parts.</summary>
    public static WordAnalysis Unknown(string word)
    {
        var pieces = TextWords.Pieces(word);
        return new([WordForms.Normal(word)], pieces.Count > 1 ? [.. pieces.Select(WordForms.Normal).Distinct()] : [], IsKnown: false);
    }
}
