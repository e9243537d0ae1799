using Matchmaking.Initiatives;
using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Search;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Chaos;

/// <summary>What goes on at the site while the search is struck: things change and are removed, people ask for them, and it is seen how long each change takes.</summary>
internal sealed class SearchTraffic(Rig rig)
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(250);

    private readonly Random _random = new(5);
    private readonly Dictionary<Guid, string> _titles = [];
    private readonly Dictionary<Guid, long> _changed = [];
    private readonly List<(Guid Id, string Title)> _removed = [];
    private readonly List<TimeSpan> _documentLags = [], _engineLags = [];
    private readonly Lock _lock = new();
    private volatile bool _writes, _calm, _ends;
    private Task _all = Task.CompletedTask;

    /// <summary>Whether things change, twenty a second.</summary>
    public bool Writes { set => _writes = value; }

    /// <summary>While nothing befalls anybody, it is counted how long the engine takes.</summary>
    public bool Calm { set => _calm = value; }

    public int Written { get; private set; }

    public int Removed => _removed.Count;

    /// <summary>Most changes at once that the engine had not.</summary>
    public int Worst { get; private set; }

    /// <summary>From each change to its document, and of those in calm times to the engine.</summary>
    public IReadOnlyList<TimeSpan> DocumentLags => _documentLags;

    public IReadOnlyList<TimeSpan> EngineLags
    {
        get { lock (_lock) return [.. _engineLags]; }
    }

    /// <summary>Questions for removed things, those that showed one, and those of which the engine still had it.</summary>
    public (int Asked, int Shown, int Held) OfRemoved { get; private set; }

    /// <summary>Questions for things that are there, and how many found them.</summary>
    public (int Asked, int Found) OfThere { get; private set; }

    /// <summary>How long those changes wait that the engine has not.</summary>
    public IReadOnlyList<TimeSpan> Waiting
    {
        get { lock (_lock) return [.. _changed.Values.Select(since => TimeProvider.System.GetElapsedTime(since))]; }
    }

    public async Task FillAsync(int things)
    {
        var starter = Person.New("starter@example.org", "fi", TimeProvider.System.GetUtcNow());
        await Seeds.SaveAsync(rig, [starter]);
        var all = Enumerable.Range(0, things).Select(_ => Seeds.Post(starter.Id, Word())).ToList();
        await Seeds.SaveAsync(rig, all);
        foreach (var thing in all) _titles[thing.Id] = thing.Title;
    }

    public void Begin() => _all = Task.WhenAll(WriteAsync(), AskAsync(), WatchAsync());

    public Task EndAsync()
    {
        _ends = true;
        return _all;
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
            Written++;
            if (removes) _removed.Add((id, before));
            else (_titles[id], _changed[id]) = (title, TimeProvider.System.GetTimestamp());
        }
    }

    /// <summary>Looks all the time at what differs, and how long each change has taken.</summary>
    private async Task WatchAsync()
    {
        var (inDocument, calmBegun) = (new HashSet<Guid>(), new HashSet<Guid>());
        for (; !_ends; await Task.Delay(Moment))
        {
            Dictionary<Guid, long> changed;
            lock (_lock) changed = new(_changed);
            Worst = Math.Max(Worst, changed.Count);
            if (_calm) calmBegun.UnionWith(changed.Keys);
            else calmBegun.Clear();
            var documents = await rig.RowsAsync("select object_id, title, version from search_document where object_id = any ($1)",
                r => (Id: r.GetGuid(0), Title: r.GetString(1), Version: r.GetInt64(2)), changed.Keys.ToArray());
            var there = await SearchDifference.HeldAsync(rig, [.. documents.Select(d => EngineDocument.IdOf(InitiativeSearchDocument.Kind, d.Id))]);
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
            if (removed is { } gone) OfRemoved = (OfRemoved.Asked + 1, OfRemoved.Shown + (await FindsAsync(gone.Title, gone.Id) ? 1 : 0), OfRemoved.Held + (await EngineHasAsync(gone.Id) ? 1 : 0));
            if (n % 5 != 0) continue;
            var isFound = await FindsAsync(there.Title, there.Id);
            lock (_lock)
            {
                if (_titles.GetValueOrDefault(there.Id) != there.Title) continue; // changed meanwhile
                OfThere = (OfThere.Asked + 1, OfThere.Found + (isFound ? 1 : 0));
            }
        }
    }

    private Task<bool> FindsAsync(string title, Guid id) => rig.RunAsync(async (FindThings find) =>
        (await find.RunAsync(new SearchQuestion { Text = title }, CancellationToken.None)).Hits.Any(h => h.Document.ObjectId == id));

    private async Task<bool> EngineHasAsync(Guid id) => await SearchDifference.HeldAsync(rig, [EngineDocument.IdOf(InitiativeSearchDocument.Kind, id)]) is { Count: > 0 };

    /// <summary>No two are nearly the same.</summary>
    private string Word()
    {
        lock (_lock) return string.Concat(_random.GetItems("bcdfghjklmnpqrstvz".AsSpan(), 14).ToArray());
    }
}
