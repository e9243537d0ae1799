using Matchmaking.Search.Words;

namespace Matchmaking.Benchmarks;

/// <summary>Swedish without a dictionary, to hold ours against: endings are cut off by rule, and a word is split where both halves are words
/// that the texts know by themselves.</summary>
internal sealed class IndexWords : WordForms
{
    private const int ShortestPart = 3;

    private static readonly string[] Endings =
        ["arnas", "ernas", "ornas", "andes", "arna", "erna", "orna", "ande", "ades", "aren", "erns", "ade", "are", "ens", "ets", "ern", "ar", "er", "or", "en", "et", "an", "as", "es", "at", "ad", "na", "s", "a", "e", "t", "n"];

    private static readonly string[] Joints = ["s", "e", "o", "u", "a"];

    private readonly HashSet<string> _known;

    public IndexWords(IEnumerable<string> texts) => _known = [.. texts.SelectMany(t => t.Split(' ', ',', '.', '!', '?', ':')).Select(w => Stem(w.ToLowerInvariant())).Where(s => s.Length >= ShortestPart)];

    public override int Level => 1;

    public override WordAnalysis Of(string word)
    {
        var small = word.ToLowerInvariant();
        var stem = Stem(small);
        var parts = Enumerable.Range(ShortestPart, Math.Max(0, stem.Length - (2 * ShortestPart) + 1)).Select(at => (First: First(stem[..at]), Last: stem[at..]))
            .Where(s => s.First is not null && _known.Contains(s.Last)).SelectMany(s => new[] { s.First!, s.Last }).Distinct();
        return new([stem], [.. parts], IsKnown: true);
    }

    private string? First(string first)
    {
        if (_known.Contains(first)) return first;
        var joint = Joints.FirstOrDefault(j => first.EndsWith(j, StringComparison.Ordinal) && _known.Contains(first[..^1]));
        return joint is null ? null : first[..^1];
    }

    private static string Stem(string word)
    {
        var ending = Endings.FirstOrDefault(e => word.Length - e.Length >= ShortestPart && word.EndsWith(e, StringComparison.Ordinal));
        return ending is null ? word : word[..^ending.Length];
    }
}
