using Matchmaking.Platform;
using Matchmaking.Platform.Data;
using Matchmaking.Platform.Jobs;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Search;

/// <summary>Makes the documents of what was marked, then sends to the engine every document whose version the engine is not known to hold.
/// The first half needs PostgreSQL only and never waits for the second; what the engine lacks is a difference of two numbers, so however long
/// it is away nothing is lost and nothing piles up.</summary>
public sealed class UpdateSearch(MatchmakingDb db, Claims claims, SearchSources sources, SearchEngine engine, ReconcileSearch reconcile) : IJob
{
    private const int MarksAtOnce = 200;
    private const int SentTogether = 1000;
    private const int SentAtOnce = 5000;
    private const int MostRounds = 20;
    private const long OneAtATime = 0x5EA2C4;
    /// <summary>Making the documents takes seconds; if the worker dies, its marks wait no longer than this.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan TaskAtMost = TimeSpan.FromMinutes(2);

    public async Task<int> RunAsync(CancellationToken ct)
    {
        var done = 0;
        for (var round = 0; round < MostRounds; round++)
        {
            var (taken, made) = await MakeAsync(ct);
            done += made;
            var sent = await SendAsync(ct);
            if (taken < SentTogether && sent < SentAtOnce) break;
        }
        return done;
    }

    /// <summary>As many as are sent together, since the engine takes a thousand in little more time than two hundred.</summary>
    private async Task<(int Taken, int Made)> MakeAsync(CancellationToken ct)
    {
        var (taken, made) = (0, 0);
        while (taken < SentTogether && await claims.TakeAsync<SearchPending>(MarksAtOnce, Lease, ct) is { Count: > 0 } marks)
        {
            made += await MakeOrFailAsync(marks, ct);
            taken += marks.Count;
            if (marks.Count < MarksAtOnce) break;
        }
        return (taken, made);
    }

    /// <summary>When making them together fails, each is made alone, so that only the one to blame waits.</summary>
    private async Task<int> MakeOrFailAsync(List<SearchPending> marks, CancellationToken ct)
    {
        if (marks.Count == 0) return 0;
        try
        {
            await db.InTransactionAsync(() => MakeAsync(marks, ct), ct);
            Fail.Hit("search.made");
            return marks.Count;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            db.ChangeTracker.Clear();
            if (marks is [var alone])
            {
                await claims.FailAsync(alone, e, Claims.Backoff(alone.Attempts), ct);
                return 0;
            }
        }
        var made = 0;
        foreach (var mark in marks) made += await MakeOrFailAsync([mark], ct);
        return made;
    }

    /// <summary>The lock comes before the reading: of two workers the later one always reads what is true later.</summary>
    private async Task MakeAsync(List<SearchPending> marks, CancellationToken ct)
    {
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock({OneAtATime})", ct);
        Fail.Hit("search.locked");
        foreach (var marked in marks.GroupBy(m => m.Kind))
        {
            var ids = marked.Select(m => m.ObjectId).Distinct().ToList();
            var built = await sources.BuildAsync(marked.Key, ids, ct);
            var stored = await db.SearchDocuments().IgnoreQueryFilters().Where(d => d.Kind == marked.Key && ids.Contains(d.ObjectId))
                .ToDictionaryAsync(d => d.ObjectId, ct);
            foreach (var id in ids) Keep(built.GetValueOrDefault(id), stored.GetValueOrDefault(id));
        }
        await TakeVersionsAsync(ct);
        await db.SaveChangesAsync(ct);
        await RemoveAsync(marks, ct);
    }

    private void Keep(SearchDocument? now, SearchDocument? stored)
    {
        if (now is null) stored?.BecomeGone();
        else if (stored is not null) stored.Become(now);
        else
        {
            now.Become(now);
            db.SearchDocuments().Add(now);
        }
    }

    private async Task TakeVersionsAsync(CancellationToken ct)
    {
        var changed = db.ChangeTracker.Entries<SearchDocument>().Where(e => e.State is EntityState.Added or EntityState.Modified).Select(e => e.Entity).ToList();
        var versions = await db.Database
            .SqlQuery<long>($"""select nextval('search_document_version') as "Value" from generate_series(1, {changed.Count})""").ToListAsync(ct);
        foreach (var (document, version) in changed.Zip(versions)) document.TakeVersion(version);
    }

    /// <summary>A mark made meanwhile stays; so does one whose lease another worker has by now. One given up is outlived by a later success.</summary>
    private async Task RemoveAsync(List<SearchPending> marks, CancellationToken ct)
    {
        var (ids, fences) = (marks.Select(m => m.Id).ToArray(), marks.Select(m => m.Fence).ToArray());
        await db.Database.ExecuteSqlAsync($"""
            delete from search_pending p using unnest({ids}, {fences}) as m(id, fence) where p.id = m.id and p.fence = m.fence
            """, ct);
        var (kinds, objects) = (marks.Select(m => m.Kind).ToArray(), marks.Select(m => m.ObjectId).ToArray());
        await db.Database.ExecuteSqlAsync($"""
            delete from search_pending p using unnest({kinds}, {objects}) as m(kind, object_id)
            where p.object_id = m.object_id and p.kind = m.kind and p.dead_at is not null
            """, ct);
    }

    /// <summary>Returns how many documents were sent. When the engine is away the failure is told, and then not again before it is tried again.</summary>
    private async Task<int> SendAsync(CancellationToken ct)
    {
        if (!engine.IsConfigured) return 0;
        var unsent = await UnsentAsync(after: 0, ct);
        if ((unsent.Count == 0 && !engine.IsTimeToLook()) || !engine.Feeding.MayTry()) return 0;
        try
        {
            var sent = 0;
            if (await engine.Client.SettingsAsync(engine.Index, ct) is null) await reconcile.RunAsync(ct);
            else sent = await SendAsync(unsent, ct);
            engine.Feeding.Succeeded();
            return sent;
        }
        catch (Exception e) when (e is MeilisearchException)
        {
            engine.Feeding.Failed();
            throw;
        }
    }

    private Task<List<EngineDocument>> UnsentAsync(long after, CancellationToken ct) =>
        db.SearchDocuments().IgnoreQueryFilters().Where(d => d.Version != d.EngineVersion && d.Version > after).OrderBy(d => d.Version).Take(SentTogether).Select(EngineDocument.Of).ToListAsync(ct);

    /// <summary>What is handed over while the engine works it takes up all together, which is much quicker than one after the other.</summary>
    private async Task<int> SendAsync(List<EngineDocument> unsent, CancellationToken ct)
    {
        var (sent, tasks) = (new List<DocumentVersion>(), new List<EngineTask>());
        for (; unsent.Count > 0; unsent = unsent.Count < SentTogether || sent.Count >= SentAtOnce ? [] : await UnsentAsync(unsent[^1].Version, ct))
        {
            var (gone, here) = (unsent.Where(d => d.IsGone).Select(d => d.Id).ToList(), unsent.Where(d => !d.IsGone).ToList());
            if (here.Count > 0) tasks.Add(await engine.Client.AddAsync(engine.Index, here, ct));
            if (gone.Count > 0) tasks.Add(await engine.Client.DeleteAsync(engine.Index, gone, ct));
            sent.AddRange(unsent.Select(d => new DocumentVersion(d.Id, d.Version)));
        }
        if (sent.Count == 0) return 0;
        foreach (var task in tasks) await engine.Client.WaitAsync(task, TaskAtMost, ct);
        Fail.Hit("search.sent");
        await ConfirmAsync(sent, ct);
        Fail.Hit("search.confirmed");
        return sent.Count;
    }

    /// <summary>Where the document has changed since it was read, another worker may have sent the newer one before us: it is sent once more. Where it
    /// is gone and forgotten, another worker's deletion may have come before our addition: it is deleted once more.</summary>
    internal async Task ConfirmAsync(List<DocumentVersion> sent, CancellationToken ct)
    {
        var things = sent.Select(d => EngineDocument.TryParseId(d.Id, out var kind, out var objectId) ? (Kind: kind, ObjectId: objectId) : throw new FormatException(d.Id)).ToList();
        var (keys, versions) = (sent.Select(d => d.Id).ToArray(), sent.Select(d => d.Version).ToArray());
        var (kinds, objects) = (things.Select(t => t.Kind).ToArray(), things.Select(t => t.ObjectId).ToArray());
        var known = await db.Database.SqlQuery<string>($"""
            update search_document d set engine_version = case when d.version = s.version then s.version else 0 end
            from unnest({kinds}, {objects}, {versions}, {keys}) as s(kind, object_id, version, key)
            where d.object_id = s.object_id and d.kind = s.kind
            returning s.key as "Value"
            """).ToListAsync(ct);
        await db.SearchDocuments().IgnoreQueryFilters().Where(d => d.IsGone && d.EngineVersion == d.Version).ExecuteDeleteAsync(ct);
        var late = keys.Except(known).ToList();
        if (late.Count > 0) await engine.Client.WaitAsync(await engine.Client.DeleteAsync(engine.Index, late, ct), TaskAtMost, ct);
    }
}
