using Matchmaking.Search.Words;
using Matchmaking.Testing;

namespace Matchmaking.Benchmarks;

/// <summary>The pairs of words of each language among a thousand other texts of it and two thousand of the other languages: how many of those that
/// must meet are found, and how many meet that must not; beside it the same with less.</summary>
internal static class WordsMeeting
{
    private const double LeastFound = 0.95, MostFalse = 0.05;

    public static async Task<bool> RunAsync(bool test)
    {
        var holds = true;
        await using (var rig = await WordPairRig.StartAsync())
        {
            foreach (var language in new[] { "fi", "sv", "en" })
            {
                var figures = await rig.WithEngineAsync(language);
                var good = language == "en" || (figures.FoundShare >= LeastFound && figures.FalselyMet.Count <= MostFalse * WordPairs.Apart(language).Count);
                holds &= good;
                Console.WriteLine($"{language}: {figures}{(language == "en" ? "" : good ? " holds" : " DOES NOT HOLD")}");
                if (!test) Explain(figures);
                Console.WriteLine($"{language}, PostgreSQL alone: {await rig.WithDatabaseAsync(language)}");
                Console.WriteLine($"{language}, Meilisearch by itself: {await rig.PlainEngineAsync(language)}");
            }
        }
        if (!test) await WithLessAsync();
        return holds;
    }

    /// <summary>The same search, knowing no words; and Swedish split by the words of the texts instead of by a dictionary.</summary>
    private static async Task WithLessAsync()
    {
        var swedish = new[] { "sv" }.SelectMany(l => WordPairs.Meeting(l).Concat(WordPairs.Apart(l)).Select(p => p.Text).Concat(WordPairs.Distractors(l)));
        foreach (var (name, known) in new (string, Dictionary<string, WordForms>)[] { ("without a dictionary", []), ("split by known words", new() { ["sv"] = new IndexWords(swedish) }) })
        {
            using var _ = WordKnowledge.Only(known);
            await using var rig = await WordPairRig.StartAsync();
            foreach (var language in known.Count == 0 ? ["fi", "sv"] : known.Keys.ToArray())
            {
                Console.WriteLine($"{language}, {name}: {await rig.WithEngineAsync(language)}");
                Console.WriteLine($"{language}, {name}, PostgreSQL alone: {await rig.WithDatabaseAsync(language)}");
            }
        }
    }

    private static void Explain(WordFigures figures)
    {
        foreach (var pair in figures.Missed) Console.WriteLine($"  not found: {pair.Asked} – {pair.Stands} ({pair.Kind}): {pair.Text}");
        foreach (var pair in figures.FalselyMet) Console.WriteLine($"  falsely met: {pair.Asked} – {pair.Stands}: {pair.Text}");
        foreach (var (pair, text) in figures.Unrelated) Console.WriteLine($"  for {pair.Asked} also: {text}");
    }
}
