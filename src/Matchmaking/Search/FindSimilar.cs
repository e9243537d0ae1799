using Matchmaking.Search.Words;

namespace Matchmaking.Search;

/// <summary>What there already is that is like a title: shown beside it while it is written, never as a gate, and to officials who would bring
/// the people of two together.</summary>
public sealed class FindSimilar(FindThings things)
{
    private const int Considered = 20;
    private const int Most = 3;

    /// <summary>Up to three, the likest first; none for a title of fewer than two words that say something.</summary>
    /// <param name="kind">As registered.</param>
    /// <param name="states">Only what is in one of these.</param>
    /// <param name="title">As typed so far.</param>
    /// <param name="language">Of the title; things in other languages come after.</param>
    /// <param name="ct">Ends the search.</param>
    /// <param name="municipalityId">Only of this municipality.</param>
    /// <param name="except">The thing itself, where it is there already.</param>
    public async Task<IReadOnlyList<SearchHit>> RunAsync(string kind, IReadOnlyList<string> states, string title, string language, CancellationToken ct,
        Guid? municipalityId = null, Guid? except = null)
    {
        var question = new SearchQuestion { Text = title, Kind = kind, States = states, Municipality = municipalityId };
        var words = AskedWords.In(question.Text, withParts: true).Where(SaysSomething).ToList();
        if (words.Count < 2) return [];
        var (found, _) = await things.FindAsync(question, words, Considered, anyWords: true, ct);
        return [.. (await things.ShowAsync(found.Things, words, ct))
            .Where(hit => hit.Document.ObjectId != except)
            .Select(hit => (Hit: hit, Likeness: Likeness(hit.Document, words)))
            .Where(h => h.Likeness >= 1)
            .OrderByDescending(h => h.Likeness).ThenByDescending(h => h.Hit.Document.Language == language).ThenByDescending(h => h.Hit.Document.PublishedAt)
            .Take(Most).Select(h => h.Hit)];
    }

    /// <summary>Short words are mostly "and", "for", "with".</summary>
    private static bool SaysSomething(AskedWord word) => word.Typed.Length >= 4;

    /// <summary>A word of the title met in the other title counts one, in the other text a quarter.</summary>
    private static double Likeness(SearchDocument other, List<AskedWord> words)
    {
        var meetings = new Meetings(words, other.Language);
        var inTitle = meetings.In(other.Title, other.Title.Length).Select(m => m.By.Asked).ToHashSet();
        var inText = meetings.In(other.Text, 2_000).Select(m => m.By.Asked).ToHashSet();
        return inTitle.Count + (inText.Except(inTitle).Count() / 4.0);
    }
}
