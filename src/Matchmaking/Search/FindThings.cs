using Matchmaking.Platform.Data;
using Matchmaking.Search.Words;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Matchmaking.Search;

/// <summary>Finds what is public. The engine proposes and PostgreSQL decides: each hit is shown as its document is now, and when a mark says
/// that the document may be out of date, as its module makes it at this moment. So what was removed is never shown, however far the engine lags.</summary>
public sealed partial class FindThings(MatchmakingDb db, SearchSources sources, EngineSearch engine, DatabaseSearch database, ILogger<FindThings> log)
{
    public async Task<SearchAnswer> RunAsync(SearchQuestion question, CancellationToken ct)
    {
        var words = AskedWords.In(question.Text, question.Reader);
        var asksNothing = question.Text.Length > 0 && words.Count == 0;
        if (asksNothing) return SearchAnswer.Nothing;
        var (found, used) = await FindAsync(question, words, SearchQuestion.PageSize, anyWords: false, ct);
        var met = found.Reach == Reach.Words ? words : AskedWords.Nearly(words) ?? words;
        return new(await ShowAsync(found.Things, met, ct), found.Total, found.Facets, used, found.Total > 0 ? found.Reach : Reach.Words,
            found.Total == 0 ? await WithoutFiltersAsync(question, words, ct) : SearchAnswer.Nothing.WithoutFilter);
    }

    internal async Task<(Found Found, EngineUsed Used)> FindAsync(SearchQuestion question, List<AskedWord> words, int take, bool anyWords, CancellationToken ct) =>
        await engine.FindAsync(question, words, take, anyWords, ct) is { } found
            ? (found, EngineUsed.Meilisearch)
            : (await database.FindAsync(question, words, take, anyWords, ct), EngineUsed.PostgreSql);

    /// <summary>One query for the whole page; a second only for what changed within the last seconds.</summary>
    internal async Task<List<SearchHit>> ShowAsync(IReadOnlyList<FoundThing> things, List<AskedWord> words, CancellationToken ct)
    {
        if (things.Count == 0) return [];
        var ids = things.Select(t => t.ObjectId).ToList();
        var current = (await db.SearchDocuments().Where(d => ids.Contains(d.ObjectId)).Select(d => new
        {
            Document = new SearchDocument
            {
                Kind = d.Kind,
                ObjectId = d.ObjectId,
                Language = d.Language,
                Title = d.Title,
                Text = d.Text,
                Keywords = d.Keywords,
                Path = d.Path,
                Municipalities = d.Municipalities,
                Regions = d.Regions,
                Themes = d.Themes,
                State = d.State,
                PeopleMissing = d.PeopleMissing,
                Online = d.Online,
                PublishedAt = d.PublishedAt,
                StartsAt = d.StartsAt,
            },
            IsMarked = db.SearchPendings().Any(p => p.ObjectId == d.ObjectId && p.Kind == d.Kind),
        }).ToListAsync(ct)).ToDictionary(c => new FoundThing(c.Document.Kind, c.Document.ObjectId), c => (SearchDocument?)(c.IsMarked ? null : c.Document));
        foreach (var marked in current.Where(c => c.Value is null).Select(c => c.Key).GroupBy(t => t.Kind).ToList())
            foreach (var (id, now) in await BuildAsync(marked.Key, [.. marked.Select(t => t.ObjectId)], ct))
                current[new(marked.Key, id)] = now;
        return [.. things.Select(t => current.GetValueOrDefault(t)).OfType<SearchDocument>().Select(d => SearchHit.Of(d, words))];
    }

    /// <summary>What cannot be made now cannot be vouched for and is not shown.</summary>
    private async Task<Dictionary<Guid, SearchDocument>> BuildAsync(string kind, List<Guid> ids, CancellationToken ct)
    {
        try
        {
            return await sources.BuildAsync(kind, ids, ct);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            NotBuilt(log, kind, e);
            return [];
        }
    }

    private async Task<Dictionary<SearchFacet, int>> WithoutFiltersAsync(SearchQuestion question, List<AskedWord> words, CancellationToken ct)
    {
        var counts = new Dictionary<SearchFacet, int>();
        foreach (var filter in question.Filters)
        {
            var (found, _) = await FindAsync(question.Without(filter) with { Page = 1 }, words, 0, anyWords: false, ct);
            if (found.Total > 0) counts[filter] = found.Total;
        }
        return counts;
    }

    [LoggerMessage(LogLevel.Error, "The documents of {Kind} could not be made; they are left out")]
    private static partial void NotBuilt(ILogger log, string kind, Exception e);
}
