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
            var found = await AskAsync(question, words, take, anyWords ? Reach.SomeWords : Reach.Words, patience.Token);
            if (found.Total == 0 && !anyWords) found = await AskWiderAsync(question, words, take, patience.Token) ?? found;
            engine.Asking.Succeeded();
            return found;
        }
        catch (Exception e) when (e is MeilisearchException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            engine.Asking.Failed();
            return null;
        }
    }

    /// <summary>Words that are nearly the same count before some of the words; they are asked for side by side, since nothing was found so far.</summary>
    private async Task<Found?> AskWiderAsync(SearchQuestion question, List<AskedWord> words, int take, CancellationToken ct) =>
        (await Task.WhenAll(Wider(words).Select(w => AskAsync(question, w.Words, take, w.Reach, ct)))).FirstOrDefault(found => found.Total > 0);

    /// <summary>How a question is read when nothing has all its words, the nearest first.</summary>
    internal static IEnumerable<(Reach Reach, List<AskedWord> Words)> Wider(List<AskedWord> words)
    {
        if (AskedWords.Nearly(words) is { } nearly) yield return (Reach.NearlyWords, nearly);
        if (words.Count > 1) yield return (Reach.SomeWords, words);
    }

    private async Task<Found> AskAsync(SearchQuestion question, List<AskedWord> words, int take, Reach reach, CancellationToken ct)
    {
        var answer = await engine.Client.SearchAsync(Ask(question, words, take, reach), ct);
        return new([.. answer.Hits.Select(Thing).OfType<FoundThing>()], answer.EstimatedTotalHits, Counts(answer.FacetDistribution), reach);
    }

    /// <summary>The question in the engine's language.</summary>
    internal FederatedQuestion Ask(SearchQuestion question, List<AskedWord> words, int take, Reach reach)
    {
        var facets = take > 0 ? new Dictionary<string, string[]> { [engine.Index] = Facets } : null;
        var asked = new EngineQuestion(engine.Index, "", EngineFilter.Of(question)) { Sort = Sort(question, words) };
        var queries = reach == Reach.SomeWords ? AnyOf(asked, words) : AllOf(asked, words, question.IsTyping);
        return new(new((question.Page - 1) * take, take, facets), [.. queries.SelectMany(q => ReaderFirst(q, question))]);
    }

    /// <summary>A word that is meant as it stands is asked for by its base form, quoted, so that it meets itself only; any other as it was typed,
    /// which tolerates errors and meets what begins so, and by what it may be a form of.</summary>
    private static IEnumerable<EngineQuestion> AllOf(EngineQuestion asked, List<AskedWord> words, bool isTyping)
    {
        var readings = AskedWords.Readings(words, MostReadings);
        foreach (var q in readings.Select(reading => string.Join(' ', reading.Select(Ask))).Distinct())
            yield return asked with { Q = q };
        if (words.Exists(w => !w.IsMeant && !w.StandsForItself))
            foreach (var reading in readings)
                yield return asked with { Q = string.Join(' ', reading.Select(f => Quoted(f.Form))), AttributesToSearchOn = SearchEngine.BaseForms };
        if (isTyping && words is [.., { IsMeant: true } last])
            yield return asked with { Q = string.Join(' ', readings[0].SkipLast(1).Select(Ask).Concat(last.Pieces)), FederationOptions = EngineWeight.Less };
    }

    private static IEnumerable<EngineQuestion> AnyOf(EngineQuestion asked, List<AskedWord> words)
    {
        yield return asked with { Q = string.Join(' ', words.SelectMany(w => w.Pieces)), MatchingStrategy = "frequency" };
        var forms = words.SelectMany(w => w.Forms).Distinct().ToList();
        if (forms.Count > 0) yield return asked with { Q = string.Join(' ', forms), AttributesToSearchOn = SearchEngine.BaseForms, MatchingStrategy = "frequency" };
        // the engine lets go of the commonest words and never of the rarest: what meets only a common one is found by that word alone, and comes after
        foreach (var word in words.Count > 1 ? words : [])
        {
            yield return asked with { Q = string.Join(' ', word.Pieces), FederationOptions = EngineWeight.Less };
            foreach (var form in word.Forms.Take(MostReadings))
                yield return asked with { Q = Quoted(form), AttributesToSearchOn = SearchEngine.BaseForms, FederationOptions = EngineWeight.Less };
        }
    }

    /// <summary>What is written in the reader's language, then, a little behind, what is not.</summary>
    private static IEnumerable<EngineQuestion> ReaderFirst(EngineQuestion asked, SearchQuestion question)
    {
        if (question.Reader is not { } reader || question.Language is not null || asked.Q.Length == 0 || asked.Sort is not null) return [asked];
        return
        [
            asked with { Filter = [.. asked.Filter, EngineFilter.Is("language", reader)] },
            asked with { Filter = [.. asked.Filter, EngineFilter.IsNot("language", reader)], FederationOptions = EngineWeight.Behind(asked.FederationOptions) },
        ];
    }

    private static string Ask(AskedForm asked) => asked.Word.IsMeant ? Quoted(asked.Form) : string.Join(' ', asked.Word.Pieces);

    private static string Quoted(string form) => $"\"{form}\"";

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
