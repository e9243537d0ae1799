using Matchmaking.Platform.Data;
using Matchmaking.Platform.Jobs;
using Matchmaking.Search.Words;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Search;

/// <summary>Finds what was missed and has it done: things that changed without a mark, documents whose words can be made better,
/// an index that is gone or set otherwise, documents that the engine lost, has in another version, or should no longer have.</summary>
public sealed class ReconcileSearch(MatchmakingDb db, SearchSources sources, SearchEngine engine, RebuildIndex rebuild, TimeProvider clock) : IJob
{
    private const int PageSize = 1000;
    private static readonly TimeSpan TaskAtMost = TimeSpan.FromMinutes(2);

    /// <summary>Returns how many differences it found.</summary>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        var found = await db.InTransactionAsync(() => MarkMissedAsync(ct), ct);
        if (!engine.IsConfigured) return found;
        var isWhole = await engine.Client.SettingsAsync(engine.Index, ct) is { } settings && SearchEngine.HasSettings(settings);
        if (!isWhole) found += await rebuild.RunAsync(ct);
        found += await SendAgainAsync(ct);
        found += await DeleteOrphansAsync(ct);
        await ForgetOldTasksAsync(ct);
        return found;
    }

    /// <summary>What is marked already, even one given up, is not marked again: asked in the same statement, since in the next one the mark may be done with;
    /// and of two who look at once the later one sees the marks of the other.</summary>
    private async Task<int> MarkMissedAsync(CancellationToken ct)
    {
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtext('search-missed'))", ct);
        var kinds = sources.All.Select(s => s.Kind).ToList();
        var found = await MarkAsync(db.SearchDocuments().Where(d => !kinds.Contains(d.Kind)), ct);
        foreach (var language in new[] { "fi", "sv", "en" })
        {
            var level = WordForms.For(language).Level;
            found += await MarkAsync(db.SearchDocuments().Where(d => d.Language == language && d.WordsLevel < level), ct);
        }
        foreach (var source in sources.All)
        {
            var public_ = source.Ids(db);
            found += await MarkAsync(db.SearchDocuments().Where(d => d.Kind == source.Kind && !public_.Contains(d.ObjectId)), ct);
            var have = db.SearchDocuments().Where(d => d.Kind == source.Kind).Select(d => d.ObjectId);
            var marked = db.SearchPendings().Where(p => p.Kind == source.Kind).Select(p => p.ObjectId);
            found += await MarkAsync((await public_.Where(id => !have.Contains(id) && !marked.Contains(id)).ToListAsync(ct)).Select(id => (source.Kind, id)), ct);
        }
        return found;
    }

    private async Task<int> MarkAsync(IQueryable<SearchDocument> documents, CancellationToken ct)
    {
        var unmarked = documents.Where(d => !db.SearchPendings().Any(p => p.Kind == d.Kind && p.ObjectId == d.ObjectId));
        return await MarkAsync((await unmarked.Select(d => new { d.Kind, d.ObjectId }).ToListAsync(ct)).Select(d => (d.Kind, d.ObjectId)), ct);
    }

    private async Task<int> MarkAsync(IEnumerable<(string Kind, Guid ObjectId)> missed, CancellationToken ct)
    {
        db.SearchPendings().AddRange(missed.Select(m => new SearchPending { Kind = m.Kind, ObjectId = m.ObjectId }));
        var saved = await db.SaveChangesAsync(ct);
        db.ChangeTracker.Clear();
        return saved;
    }

    /// <summary>What the engine should have by now, and has not, or has in another version.</summary>
    private async Task<int> SendAgainAsync(CancellationToken ct)
    {
        var found = 0;
        for (var last = 0L; ;)
        {
            var page = await db.SearchDocuments().Where(d => d.Version > last && d.EngineVersion == d.Version).OrderBy(d => d.Version).Take(PageSize)
                .Select(d => new { d.Kind, d.ObjectId, d.Version }).ToListAsync(ct);
            if (page.Count == 0) return found;
            var there = (await engine.Client.VersionsAsync(engine.Index, [.. page.Select(d => EngineDocument.IdOf(d.Kind, d.ObjectId))], ct)).ToDictionary(d => d.Id, d => d.Version);
            var wrong = page.Where(d => there.GetValueOrDefault(EngineDocument.IdOf(d.Kind, d.ObjectId)) != d.Version).Select(d => d.Version).ToList();
            if (wrong.Count > 0) found += await db.SearchDocuments().Where(d => wrong.Contains(d.Version)).ExecuteUpdateAsync(s => s.SetProperty(d => d.EngineVersion, 0), ct);
            last = page[^1].Version;
        }
    }

    private async Task<int> DeleteOrphansAsync(CancellationToken ct)
    {
        var orphans = new List<string>();
        for (var offset = 0; ; offset += PageSize)
        {
            var page = (await engine.Client.VersionsAsync(engine.Index, offset, PageSize, ct)).Select(d => d.Id).ToList();
            var ids = page.Select(id => EngineDocument.TryParseId(id, out _, out var objectId) ? objectId : Guid.Empty).ToList();
            // a row that is gone but not yet forgotten counts: its deletion is under way
            var known = await db.SearchDocuments().IgnoreQueryFilters().Where(d => ids.Contains(d.ObjectId)).Select(d => new { d.Kind, d.ObjectId }).ToListAsync(ct);
            orphans.AddRange(page.Except(known.Select(d => EngineDocument.IdOf(d.Kind, d.ObjectId))));
            if (page.Count < PageSize) break;
        }
        if (orphans.Count > 0) await engine.Client.WaitAsync(await engine.Client.DeleteAsync(engine.Index, orphans, ct), TaskAtMost, ct);
        return orphans.Count;
    }

    /// <summary>The engine keeps a record of every task for ever; ours are of no use after a week. About once a day.</summary>
    private async Task ForgetOldTasksAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (await engine.Client.HasTasksAsync(now.AddDays(-8), ct)) await engine.Client.DeleteTasksAsync(now.AddDays(-7), ct);
    }
}
