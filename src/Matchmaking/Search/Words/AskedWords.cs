using System.Text;

namespace Matchmaking.Search.Words;

/// <summary>One word of a question.</summary>
/// <param name="Typed">In small letters, without joints: what other words may begin with.</param>
/// <param name="Forms">What it is a form of, in each language that knows it; itself where none does.</param>
internal sealed record AskedWord(string Typed, IReadOnlyList<string> Pieces, IReadOnlyList<string> Forms);

/// <summary>A question as words. Nothing of what was typed reaches an engine but letters and digits, so there is no syntax to break out of.</summary>
internal static class AskedWords
{
    private const int Most = 10;

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
    /// <param name="withParts">Whether a compound also asks for its parts: wanted where likeness counts, not where a word is looked for.</param>
    public static List<AskedWord> In(string text, bool withParts = false) =>
        [.. TextWords.In(text).Select(place => place.Of(text)).DistinctBy(WordForms.Normal).Take(Most).Select(word =>
        {
            var analyses = WordForms.All.Select(forms => forms.Of(word)).ToList();
            var forms = analyses.SelectMany(a => a.Bases).Concat(withParts ? analyses.SelectMany(a => a.Parts) : []);
            return new AskedWord(WordForms.Normal(word), [.. TextWords.Pieces(word).Select(WordForms.Normal)], [.. forms.Distinct()]);
        })];

    /// <summary>The ways to read all the words as base forms, a word for each, the likeliest first; none when every word stands for itself.</summary>
    public static List<string[]> Readings(IReadOnlyList<AskedWord> words, int most)
    {
        if (words.All(w => w.Forms is [var only] && only == w.Typed)) return [];
        List<string[]> readings = [[]];
        foreach (var word in words)
            readings = [.. word.Forms.SelectMany(form => readings.Select(reading => (string[])[.. reading, form])).Take(most)];
        return readings;
    }
}
