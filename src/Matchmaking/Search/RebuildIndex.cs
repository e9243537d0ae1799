using Matchmaking.Platform;
using Matchmaking.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Search;

/// <summary>Builds the whole index anew beside the old one and puts it in its place at once: the engine lost its data, or its settings are
/// not ours. Until then the old one answers, or PostgreSQL. What changed meanwhile is found by <see cref="ReconcileSearch"/>, which calls this.</summary>
public sealed class RebuildIndex(MatchmakingDb db, SearchEngine engine, TimeProvider clock)
{
    private const int PageSize = 1000;
    private static readonly TimeSpan AtMost = TimeSpan.FromMinutes(10);

    /// <summary>Returns how many documents were copied.</summary>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        var client = engine.Client;
        await RemoveLeftOversAsync(ct);
        // a name of its own: two rebuilds at once cost time, nothing else
        var fresh = $"{engine.Index}-new-{Guid.CreateVersion7():N}";
        await client.WaitAsync(await client.CreateIndexAsync(fresh, ct), AtMost, ct);
        await client.WaitAsync(await client.SetSettingsAsync(fresh, SearchEngine.Settings(), ct), AtMost, ct);
        var copied = await CopyAsync(fresh, ct);
        Fail.Hit("search.copied");
        var isFirst = await TakeNameAsync(fresh, ct);
        if (!isFirst) await client.WaitAsync(await client.SwapAsync(fresh, engine.Index, rename: false, ct), AtMost, ct);
        Fail.Hit("search.swapped");
        if (!isFirst) await client.WaitAsync(await client.DeleteIndexAsync(fresh, ct), AtMost, ct);
        return copied;
    }

    /// <summary>False when there is an index of the name already, even if it came a moment ago.</summary>
    private async Task<bool> TakeNameAsync(string fresh, CancellationToken ct)
    {
        if (await engine.Client.SettingsAsync(engine.Index, ct) is not null) return false;
        try
        {
            await engine.Client.WaitAsync(await engine.Client.SwapAsync(fresh, engine.Index, rename: true, ct), AtMost, ct);
            return true;
        }
        catch (MeilisearchException e) when (e.Code == MeilisearchException.IndexExists)
        {
            return false;
        }
    }

    /// <summary>In the order of their versions, so that what changes while it runs comes again at the end.</summary>
    private async Task<int> CopyAsync(string index, CancellationToken ct)
    {
        var copied = 0;
        for (var last = 0L; ;)
        {
            var page = await db.SearchDocuments().Where(d => d.Version > last).OrderBy(d => d.Version).Take(PageSize).Select(EngineDocument.Of).ToListAsync(ct);
            if (page.Count == 0) return copied;
            await engine.Client.WaitAsync(await engine.Client.AddAsync(index, page, ct), AtMost, ct);
            last = page[^1].Version;
            copied += page.Count;
        }
    }

    private async Task RemoveLeftOversAsync(CancellationToken ct)
    {
        var old = clock.GetUtcNow().AddHours(-1);
        foreach (var index in await engine.Client.IndexesAsync(ct))
            if (index.CreatedAt < old && index.Uid.StartsWith($"{engine.Index}-new-", StringComparison.Ordinal))
                await engine.Client.WaitAsync(await engine.Client.DeleteIndexAsync(index.Uid, ct), AtMost, ct);
    }
}
