using Matchmaking.Initiatives;
using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Search;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using static Matchmaking.Chaos.Figures;

namespace Matchmaking.Chaos;

/// <summary>S1: twenty changes a second while the engine is killed, loses its data, and workers die. Things, documents and engine agree again soon after
/// each blow, and what was removed is never found, asked again and again from the moment of its removal.</summary>
internal sealed class SearchTrial(Rig rig, bool test)
{
    private static readonly string[] Jobs = [nameof(UpdateSearch), nameof(ReconcileSearch)];
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(250);

    /// <summary>From a change until the engine has it. Where everything else wants the two cores too, twice as long proves nothing.</summary>
    private TimeSpan Lag => TimeSpan.FromSeconds(test ? 20 : 10);

    private readonly Random _random = new(5);
    private readonly Dictionary<Guid, string> _titles = [];
    private readonly Dictionary<Guid, long> _changed = [];
    private readonly List<(Guid Id, string Title)> _removed = [];
    private readonly List<TimeSpan> _documentLags = [], _engineLags = [];
    private readonly Lock _lock = new();
    private volatile bool _writes, _calm, _ends;
    private int _asked, _shown, _wouldShow, _found, _foundOf, _writesDone;
    private long _worst;
    private WorkerProcess _worker = null!;

    private MeilisearchClient Engine => rig.Services.GetRequiredService<MeilisearchClient>();

    public static async Task<bool> RunAsync(Rig rig, bool test)
    {
        var (url, key) = await rig.Servers.StartMeilisearchAsync();
        var index = $"chaos-{Guid.CreateVersion7():N}";
        (rig.Settings["Search__Url"], rig.Settings["Search__Key"], rig.Settings["Search__Index"]) = (url.ToString(), key, index);
        await rig.ServeAsync(new() { ["Search:Url"] = url.ToString(), ["Search:Key"] = key, ["Search:Index"] = index });
        return await new SearchTrial(rig, test).RunAsync();
    }

    private async Task<bool> RunAsync()
    {
        await FillAsync(test ? 1_000 : 50_000);
        _worker = rig.Work(Jobs);
        var filled = await ConvergeAsync(TimeSpan.FromMinutes(15));
        Console.WriteLine($"S1 {_titles.Count} documents, the first filling {filled.TotalSeconds:F1} s");
        var background = Task.WhenAll(WriteAsync(), AskAsync(), WatchAsync());

        await CalmAsync(test ? 4 : 60);
        var holds = true;
        foreach (var place in test ? ["search.sent"] : Blows.PlacesOf("job.taken", "search.locked", "search.made", "search.sent", "search.confirmed"))
            holds &= await RecoverAsync($"a worker killed at {place}", TimeSpan.FromSeconds(30), () => KillAtAsync(place));
        holds &= await RecoverAsync("the engine killed in the middle of a batch and away", TimeSpan.FromSeconds(30), async () =>
        {
            rig.Servers.KillMeilisearch();
            await Task.Delay(TimeSpan.FromSeconds(test ? 3 : 300));
            await rig.Servers.StartMeilisearchAsync();
        });
        if (!test) holds &= await RecoverAsync("a worker frozen with the lock in its hands", TimeSpan.FromSeconds(30), FreezeAsync);
        if (!test) await CalmAsync(60);
        holds &= await RecoverAsync("the engine's data lost", TimeSpan.FromMinutes(5), async () =>
        {
            rig.Servers.KillMeilisearch(wiped: true);
            await rig.Servers.StartMeilisearchAsync();
        });
        _ends = true;
        await background;
        await rig.BuryAsync(_worker);
        Console.WriteLine($"S1 {_writesDone} changes, {_removed.Count} removals; most documents that differed at once: {_worst}");
        return holds
            & Tell($"S1 from a change to its document: p50 {_documentLags.At(0.5).TotalSeconds:F1} s, p95 {_documentLags.At(0.95).TotalSeconds:F1} s of {_documentLags.Count}, whatever happened; at most {Lag.TotalSeconds} s at p95", _documentLags.At(0.95) <= Lag)
            & Tell($"S1 from a change to the engine on calm days: p50 {_engineLags.At(0.5).TotalSeconds:F1} s, p99 {_engineLags.At(0.99).TotalSeconds:F1} s of {_engineLags.Count}; at most {Lag.TotalSeconds} s", _engineLags.Count > 0 && _engineLags.At(0.99) <= Lag)
            & Tell($"S1 removed things shown: {Bound(_shown, _asked)} questions; of what is there {_found} of {_foundOf} found", _shown == 0 && _asked > 0 && _found > 0)
            & Tell($"S1 control, the engine's own answers without looking at the database: {_wouldShow} removed things", _wouldShow > 0);
    }

    /// <summary>A blow; then changes pause until things, documents and engine agree.</summary>
    private async Task<bool> RecoverAsync(string what, TimeSpan atMost, Func<Task> blow)
    {
        (_calm, _writes) = (false, true);
        await blow();
        await Task.Delay(500);
        _writes = false;
        var took = await ConvergeAsync(atMost * 2);
        if (took > atMost) Console.WriteLine($"S1 {what}: {await SearchDifference.LookAsync(rig)}\n{_worker.Said}");
        return Tell($"S1 {what}: no difference {took.TotalSeconds:F1} s after; at most {atMost.TotalSeconds:F0} s", took <= atMost);
    }

    /// <summary>Nothing befalls anybody.</summary>
    private async Task CalmAsync(double seconds)
    {
        var before = _engineLags.Count;
        (_writes, _calm) = (true, true);
        await Task.Delay(TimeSpan.FromSeconds(seconds));
        _writes = false;
        for (var begun = TimeProvider.System.GetTimestamp(); TimeProvider.System.GetElapsedTime(begun) < Lag; await Task.Delay(Moment))
            lock (_lock) if (_changed.Count == 0) break;
        _calm = false;
        lock (_lock) Console.WriteLine($"S1 a calm time: the slowest changes reached the engine after {string.Join(", ", _engineLags.Skip(before).OrderDescending().Take(5).Select(l => $"{l.TotalSeconds:F1}"))} s, of {_engineLags.Count - before}");
    }

    /// <summary>For a while there is no worker; then one that dies, then one that lives. The dead one's leases end by themselves.</summary>
    private async Task KillAtAsync(string place)
    {
        await _worker.DisposeAsync();
        var doomed = rig.Work(Jobs, $"{place}=kill@2");
        await doomed.Ended;
        await doomed.DisposeAsync();
        _worker = rig.Work(Jobs);
        await _worker.Ready;
    }

    /// <summary>It stands still in the middle of its write; another works beside it.</summary>
    private async Task FreezeAsync()
    {
        var frozen = rig.Work(Jobs, "search.locked=delay:400@1");
        while (frozen.Struck.Count == 0) await Task.Delay(10);
        frozen.Stop();
    }

    private async Task<TimeSpan> ConvergeAsync(TimeSpan atMost)
    {
        var begun = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(begun) < atMost)
        {
            if ((await SearchDifference.LookAsync(rig)).IsNone) return TimeProvider.System.GetElapsedTime(begun);
            await Task.Delay(Moment);
        }
        return TimeSpan.MaxValue;
    }

    /// <summary>Twenty changes a second, each tenth a removal; saved with their marks, as the site does.</summary>
    private async Task WriteAsync()
    {
        for (var n = 0; !_ends; n++)
        {
            var due = Task.Delay(50);
            if (_writes) await WriteAsync(removes: n % 10 == 9);
            await due;
        }
    }

    private async Task WriteAsync(bool removes)
    {
        Guid id;
        lock (_lock)
        {
            var free = _titles.Keys.Where(t => !_changed.ContainsKey(t)).Take(500).ToList();
            if (free.Count == 0) return;
            id = free[_random.Next(free.Count)];
            if (removes) _titles.Remove(id, out _);
        }
        var title = Word();
        var before = await rig.RunAsync((MatchmakingDb db) => db.InTransactionAsync(async () =>
        {
            if (removes) await new ModeratedInitiative().HideAsync(db, id, TimeProvider.System.GetUtcNow(), CancellationToken.None);
            var initiative = await db.Initiatives().SingleAsync(i => i.Id == id);
            var was = initiative.Title;
            if (!removes) initiative.Title = title;
            db.Changed(initiative);
            await db.SaveChangesAsync();
            return was;
        }));
        lock (_lock)
        {
            _writesDone++;
            if (removes) _removed.Add((id, before));
            else (_titles[id], _changed[id]) = (title, TimeProvider.System.GetTimestamp());
        }
    }

    /// <summary>Looks each second at what differs, and how long each change has taken.</summary>
    private async Task WatchAsync()
    {
        var (inDocument, calmBegun) = (new HashSet<Guid>(), new HashSet<Guid>());
        for (; !_ends; await Task.Delay(Moment))
        {
            Dictionary<Guid, long> changed;
            lock (_lock) changed = new(_changed);
            _worst = Math.Max(_worst, changed.Count);
            if (_calm) calmBegun.UnionWith(changed.Keys);
            else calmBegun.Clear();
            var documents = await rig.RowsAsync("select object_id, title, version from search_document where object_id = any ($1)",
                r => (Id: r.GetGuid(0), Title: r.GetString(1), Version: r.GetInt64(2)), changed.Keys.ToArray());
            var there = await HeldAsync(documents.Select(d => EngineDocument.IdOf(InitiativeSearchDocument.Kind, d.Id)).ToList());
            foreach (var (id, title, version) in documents)
            {
                lock (_lock) if (_titles[id] != title) continue;
                var lag = TimeProvider.System.GetElapsedTime(changed[id]);
                if (inDocument.Add(id)) _documentLags.Add(lag);
                if (there?.GetValueOrDefault(EngineDocument.IdOf(InitiativeSearchDocument.Kind, id)) != version) continue;
                inDocument.Remove(id);
                lock (_lock)
                {
                    if (calmBegun.Remove(id)) _engineLags.Add(lag);
                    _changed.Remove(id);
                }
            }
        }
    }

    private async Task<Dictionary<string, long>?> HeldAsync(List<string> ids)
    {
        if (ids.Count == 0) return [];
        try
        {
            return (await Engine.VersionsAsync(rig.Settings["Search__Index"], ids, CancellationToken.None)).ToDictionary(d => d.Id, d => d.Version);
        }
        catch (MeilisearchException)
        {
            return null;
        }
    }

    /// <summary>Asks for removed things by their own words, as people do, and the engine alone beside it.</summary>
    private async Task AskAsync()
    {
        for (var n = 0; !_ends; n++)
        {
            await Task.Delay(10);
            (Guid Id, string Title)? removed;
            (Guid Id, string Title) there;
            lock (_lock)
            {
                removed = _removed.Count == 0 ? null : _removed[n % 3 == 0 ? _random.Next(_removed.Count) : _removed.Count - 1];
                there = _titles.Where(t => !_changed.ContainsKey(t.Key)).Select(t => (t.Key, t.Value)).Take(50).ElementAt(_random.Next(50));
            }
            if (removed is { } gone)
            {
                _asked++;
                if (await FindsAsync(gone.Title, gone.Id)) _shown++;
                if (await EngineHasAsync(gone.Id)) _wouldShow++;
            }
            if (n % 5 != 0) continue;
            var isFound = await FindsAsync(there.Title, there.Id);
            lock (_lock)
            {
                if (_titles.GetValueOrDefault(there.Id) != there.Title) continue; // changed meanwhile
                _foundOf++;
                if (isFound) _found++;
            }
        }
    }

    private Task<bool> FindsAsync(string title, Guid id) => rig.RunAsync(async (FindThings find) =>
        (await find.RunAsync(new SearchQuestion { Text = title }, CancellationToken.None)).Hits.Any(h => h.Document.ObjectId == id));

    private async Task<bool> EngineHasAsync(Guid id) => await HeldAsync([EngineDocument.IdOf(InitiativeSearchDocument.Kind, id)]) is { Count: > 0 };

    private async Task FillAsync(int things)
    {
        var starter = Person.New("starter@example.org", "fi", TimeProvider.System.GetUtcNow());
        await Seeds.SaveAsync(rig, [starter]);
        var all = Enumerable.Range(0, things).Select(_ => Seeds.Post(starter.Id, Word())).ToList();
        await Seeds.SaveAsync(rig, all);
        foreach (var thing in all) _titles[thing.Id] = thing.Title;
    }

    /// <summary>No two are nearly the same.</summary>
    private string Word()
    {
        lock (_lock) return string.Concat(_random.GetItems("bcdfghjklmnpqrstvz".AsSpan(), 14).ToArray());
    }
}
