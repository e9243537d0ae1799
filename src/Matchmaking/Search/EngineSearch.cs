using System.Globalization;
using Matchmaking.Search.Words;

namespace Matchmaking.Search;

/// <summary>Asks Meilisearch: the words as they were typed, which tolerates typing errors, and beside them the base forms, which does not.
/// Each thing is found once.</summary>
public sealed class EngineSearch(SearchEngine engine)
{
    private const int MostReadings = 4;
    private static readonly string[] Facets = ["kind", "municipalities", "regions", "themes", "language", SearchEngine.NeedsHands];

    /// <summary>Nothing when the engine is away or has just been; the caller asks PostgreSQL.</summary>
    /// <param name="anyWords">Things that meet only some of the words are wanted too.</param>
    internal async Task<Found?> FindAsync(SearchQuestion question, List<AskedWord> words, int take, bool anyWords, CancellationToken ct)
    {
        if (!engine.IsConfigured || !engine.Asking.MayTry()) return null;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(engine.Patience);
        try
        {
            var found = await AskAsync(question, words, take, anyWords, patience.Token);
            if (found.Total == 0 && !anyWords && words.Count > 1)
                found = await AskAsync(question, words, take, anyWords: true, patience.Token) with { SomeWords = true };
            engine.Asking.Succeeded();
            return found;
        }
        catch (Exception e) when (e is MeilisearchException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            engine.Asking.Failed();
            return null;
        }
    }

    private async Task<Found> AskAsync(SearchQuestion question, List<AskedWord> words, int take, bool anyWords, CancellationToken ct)
    {
        var facets = take > 0 ? new Dictionary<string, string[]> { [engine.Index] = Facets } : null;
        var answer = await engine.Client.SearchAsync(new(new((question.Page - 1) * take, take, facets), [.. Queries(question, words, anyWords)]), ct);
        return new([.. answer.Hits.Select(Thing).OfType<FoundThing>()], answer.EstimatedTotalHits, Counts(answer.FacetDistribution));
    }

    private IEnumerable<EngineQuestion> Queries(SearchQuestion question, List<AskedWord> words, bool anyWords)
    {
        var typed = new EngineQuestion(engine.Index, string.Join(' ', words.SelectMany(w => w.Pieces)), EngineFilter.Of(question))
        {
            Sort = Sort(question, words),
            MatchingStrategy = anyWords ? "frequency" : "all",
        };
        yield return typed;
        if (anyWords)
        {
            var forms = words.SelectMany(w => w.Forms).Distinct().ToList();
            if (forms.Count > 0) yield return typed with { Q = string.Join(' ', forms), AttributesToSearchOn = ["words"] };
            // the engine lets go of the commonest words and never of the rarest: what meets only a common one is found by that word alone, and comes after
            foreach (var word in words.Count > 1 ? words : [])
            {
                yield return typed with { Q = string.Join(' ', word.Pieces), MatchingStrategy = "all", FederationOptions = EngineWeight.Less };
                foreach (var form in word.Forms.Take(MostReadings))
                    yield return typed with { Q = $"\"{form}\"", MatchingStrategy = "all", AttributesToSearchOn = ["words"], FederationOptions = EngineWeight.Less };
            }
            yield break;
        }
        // quoted, a base form meets itself only, not words that begin with it
        foreach (var reading in AskedWords.Readings(words, MostReadings))
            yield return typed with { Q = string.Join(' ', reading.Select(form => $"\"{form}\"")), AttributesToSearchOn = ["words"] };
    }

    private static string[]? Sort(SearchQuestion question, List<AskedWord> words) => question.Order switch
    {
        SearchOrder.NeedsHands => ["peopleMissing:asc", "publishedAt:desc"],
        SearchOrder.Newest => ["publishedAt:desc"],
        _ => words.Count == 0 ? ["publishedAt:desc"] : null,
    };

    private static FoundThing? Thing(DocumentVersion hit) => EngineDocument.TryParseId(hit.Id, out var kind, out var id) ? new(kind, id) : null;

    private static FacetCounts Counts(IReadOnlyDictionary<string, IReadOnlyDictionary<string, int>>? facets)
    {
        if (facets is null) return FacetCounts.None;
        return new(Of("kind", Text), Of("municipalities", Id), Of("regions", Text), Of("themes", Id), Of("language", Text),
            facets.GetValueOrDefault(SearchEngine.NeedsHands)?.GetValueOrDefault("true") ?? 0);

        List<FacetCount<T>> Of<T>(string facet, Func<string, T> read) => facets.GetValueOrDefault(facet) is { } counts
            ? [.. counts.OrderByDescending(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal).Select(c => new FacetCount<T>(read(c.Key), c.Value))] : [];
        static string Text(string value) => value;
        static Guid Id(string value) => Guid.TryParse(value, CultureInfo.InvariantCulture, out var id) ? id : Guid.Empty;
    }
}
