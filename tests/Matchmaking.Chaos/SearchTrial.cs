using Matchmaking.Search;
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

    private readonly SearchTraffic _traffic = new(rig);
    private WorkerProcess _worker = null!;

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
        var things = test ? 1_000 : 50_000;
        await _traffic.FillAsync(things);
        _worker = rig.Work(Jobs);
        var filled = await ConvergeAsync(TimeSpan.FromMinutes(15));
        Console.WriteLine($"S1 {things} documents, the first filling {filled.TotalSeconds:F1} s");
        _traffic.Begin();

        var holds = await CalmAsync(test ? 4 : 60);
        foreach (var place in test ? ["search.sent"] : Blows.PlacesOf("job.taken", "search.locked", "search.made", "search.sent", "search.confirmed"))
            holds &= await RecoverAsync($"a worker killed at {place}", TimeSpan.FromSeconds(30), () => KillAtAsync(place));
        holds &= await RecoverAsync("the engine killed in the middle of a batch and away", TimeSpan.FromSeconds(30), async () =>
        {
            rig.Servers.KillMeilisearch();
            await Task.Delay(TimeSpan.FromSeconds(test ? 3 : 300));
            await rig.Servers.StartMeilisearchAsync();
        });
        if (!test) holds &= await RecoverAsync("a worker frozen with the lock in its hands", TimeSpan.FromSeconds(30), FreezeAsync);
        if (!test) holds &= await CalmAsync(60);
        holds &= await RecoverAsync("the engine's data lost", TimeSpan.FromMinutes(5), async () =>
        {
            rig.Servers.KillMeilisearch(wiped: true);
            await rig.Servers.StartMeilisearchAsync();
        });
        if (!test) holds &= await FullAsync();
        await _traffic.EndAsync();
        await rig.BuryAsync(_worker);
        var (toDocument, toEngine, (asked, shown, held), (askedOther, found)) = (_traffic.DocumentLags, _traffic.EngineLags, _traffic.OfRemoved, _traffic.OfThere);
        Console.WriteLine($"S1 {_traffic.Written} changes, {_traffic.Removed} removals; most documents that differed at once: {_traffic.Worst}");
        return holds
            & Tell($"S1 from a change to its document: p50 {toDocument.At(0.5).TotalSeconds:F1} s, p95 {toDocument.At(0.95).TotalSeconds:F1} s of {toDocument.Count}, whatever happened; at most {Lag.TotalSeconds} s at p95", toDocument.At(0.95) <= Lag)
            & Tell($"S1 from a change to the engine on calm days: p50 {toEngine.At(0.5).TotalSeconds:F1} s, p99 {toEngine.At(0.99).TotalSeconds:F1} s of {toEngine.Count}; at most {Lag.TotalSeconds} s", toEngine.Count > 0 && toEngine.At(0.99) <= Lag)
            & Tell($"S1 removed things shown: {Bound(shown, asked)} questions; of what is there {found} of {askedOther} found", shown == 0 && asked > 0 && found > 0)
            & Tell($"S1 control, the engine's own answers without looking at the database: {held} removed things", held > 0);
    }

    /// <summary>A blow; then changes pause until things, documents and engine agree.</summary>
    private async Task<bool> RecoverAsync(string what, TimeSpan atMost, Func<Task> blow)
    {
        (_traffic.Calm, _traffic.Writes) = (false, true);
        await blow();
        await Task.Delay(500);
        _traffic.Writes = false;
        var took = await ConvergeAsync(atMost * 2);
        if (took > atMost) Console.WriteLine($"S1 {what}: {await SearchDifference.LookAsync(rig)}\n{_worker.Said}");
        return Tell($"S1 {what}: no difference {took.TotalSeconds:F1} s after; at most {atMost.TotalSeconds:F0} s", took <= atMost);
    }

    /// <summary>Nothing befalls anybody. It ends when the engine has every change, or has waited a minute for one.</summary>
    private async Task<bool> CalmAsync(double seconds)
    {
        var before = _traffic.EngineLags.Count;
        (_traffic.Writes, _traffic.Calm) = (true, true);
        await Task.Delay(TimeSpan.FromSeconds(seconds));
        _traffic.Writes = false;
        while (_traffic.Waiting is { Count: > 0 } waiting && waiting.Max() < TimeSpan.FromMinutes(1)) await Task.Delay(Moment);
        _traffic.Calm = false;
        var lags = _traffic.EngineLags.Skip(before).OrderDescending().ToList();
        Console.WriteLine($"S1 a calm time: the slowest changes reached the engine after {string.Join(", ", lags.Take(5).Select(l => $"{l.TotalSeconds:F1}"))} s, of {lags.Count}");
        return Tell($"S1 changes of a calm time that did not reach the engine: {_traffic.Waiting.Count}", _traffic.Waiting.Count == 0);
    }

    /// <summary>The engine begins anew on a small volume, and then can write nothing down for a minute.</summary>
    private async Task<bool> FullAsync()
    {
        var isGiven = false;
        var filled = await RecoverAsync("the engine begun anew on a volume of its own", TimeSpan.FromMinutes(5), async () => isGiven = await rig.Servers.StartMeilisearchOnVolumeAsync(megabytes: 4_000));
        if (!isGiven) return Tell("S1 the engine's volume full: this machine gives no volume of its own", holds: false);
        return filled & await RecoverAsync("the engine's volume full for a minute", TimeSpan.FromSeconds(30), async () =>
        {
            await rig.Servers.FillVolumeAsync();
            await Task.Delay(TimeSpan.FromMinutes(1));
            rig.Servers.FreeVolume();
        });
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
}
