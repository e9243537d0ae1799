using System.Text;

namespace Matchmaking.Search.Words;

/// <summary>One word of a question.</summary>
/// <param name="Typed">In small letters, without joints: what other words may begin with.</param>
/// <param name="Forms">What it is a form of, in each language that knows it; itself where none does.</param>
/// <param name="IsMeant">It is a word as it stands: not the beginning of another, and not misspelt.</param>
internal sealed record AskedWord(string Typed, IReadOnlyList<string> Pieces, IReadOnlyList<string> Forms, bool IsMeant)
{
    /// <summary>Nothing is known of it beyond its letters.</summary>
    public bool StandsForItself => Forms is [var only] && only == Typed;
}

/// <summary>A question as words. Nothing of what was typed reaches an engine but letters and digits, so there is no syntax to break out of.</summary>
internal static class AskedWords
{
    private const int Most = 10;

    /// <summary>Too much begins like a shorter word, or is nearly it.</summary>
    private const int ShortestNearly = 5;

    /// <summary>Well-formed, in form C, without control characters; cut at <see cref="SearchQuestion.LongestText"/>.</summary>
    public static string Clean(string? typed)
    {
        if (string.IsNullOrEmpty(typed)) return "";
        var clean = new StringBuilder();
        foreach (var rune in typed.AsSpan(0, Math.Min(typed.Length, 4 * SearchQuestion.LongestText)).EnumerateRunes())
            clean.Append(Rune.IsControl(rune) || rune.Value is 0xFFFD or >= 0xFDD0 and <= 0xFDEF || (rune.Value & 0xFFFE) == 0xFFFE ? " " : rune.ToString());
        var text = clean.ToString().Normalize(NormalizationForm.FormC).Trim();
        if (text.Length <= SearchQuestion.LongestText) return text;
        return text[..(SearchQuestion.LongestText - (char.IsHighSurrogate(text[SearchQuestion.LongestText - 1]) ? 1 : 0))].TrimEnd();
    }

    /// <param name="text">A clean text.</param>
    /// <param name="reader">The reader's language: its readings come first, and where its words are known a known word is taken at its word.</param>
    /// <param name="withParts">Whether a compound also asks for its parts: wanted where likeness counts, not where a word is looked for.</param>
    public static List<AskedWord> In(string text, string? reader = null, bool withParts = false)
    {
        var languages = WordForms.Known.OrderByDescending(k => k.Key == reader).Select(k => k.Value).ToList();
        var knowsReader = reader is not null && WordForms.Known.ContainsKey(reader);
        return [.. TextWords.In(text).Select(place => place.Of(text)).DistinctBy(WordForms.Normal).Take(Most).Select(word =>
        {
            var analyses = WordForms.Analyses(word, languages);
            var forms = analyses.SelectMany(a => a.Bases).Concat(withParts ? analyses.SelectMany(a => a.Parts) : []);
            return new AskedWord(WordForms.Normal(word), [.. TextWords.Pieces(word).Select(WordForms.Normal)], [.. forms.Distinct()],
                knowsReader && analyses.Exists(a => a.IsKnown));
        })];
    }

    /// <summary>The same words, where they are long enough not taken at their word any more; nothing when that changes none.</summary>
    public static List<AskedWord>? Nearly(List<AskedWord> words) =>
        words.Exists(IsLongAndMeant) ? words.ConvertAll(w => IsLongAndMeant(w) ? w with { IsMeant = false } : w) : null;

    private static bool IsLongAndMeant(AskedWord word) => word.IsMeant && word.Typed.Length >= ShortestNearly;

    /// <summary>The ways to read all the words as base forms, a word for each, the likeliest first.</summary>
    public static List<AskedForm[]> Readings(IReadOnlyList<AskedWord> words, int most)
    {
        List<AskedForm[]> readings = [[]];
        foreach (var word in words)
            readings = [.. readings.SelectMany(reading => word.Forms.Select(form => (AskedForm[])[.. reading, new(word, form)])).Take(most)];
        return readings;
    }
}

/// <summary>A word of a question, read as one of its base forms.</summary>
internal readonly record struct AskedForm(AskedWord Word, string Form);
