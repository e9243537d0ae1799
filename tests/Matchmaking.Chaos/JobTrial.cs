using Matchmaking.Digests;
using Matchmaking.Local;
using Matchmaking.Matching;
using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Platform.Mail;
using Matchmaking.Vocabulary;
using Microsoft.EntityFrameworkCore;
using static Matchmaking.Chaos.Figures;

namespace Matchmaking.Chaos;

/// <summary>J1: two workers look at the matches of many marked people and are killed every few seconds, frozen and let go, and lose the database. Each
/// mark is worked off, nothing is written twice, and after each blow it soon goes on. Then workers freeze in the middle of sending, and what they do
/// once they wake is nothing: their fence is gone.</summary>
internal sealed class JobTrial(Rig rig, bool test)
{
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(45);
    private static readonly string[] Jobs = [nameof(RefreshMatches)];

    private readonly Random _random = new(4);
    private readonly List<TimeSpan> _pauses = [];
    private readonly List<WorkerProcess> _workers = [];
    private Guid[] _people = [];
    private int _marks, _kills, _freezes, _crashes;
    private long _since;
    private int? _leftThen;

    public static async Task<bool> RunAsync(Rig rig, bool test) => await new JobTrial(rig, test).RunAsync() & await FrozenAsync(rig, test);

    private async Task<bool> RunAsync()
    {
        await FillAsync(test ? 1_000 : 10_000, test ? 8 : 40);
        await WatchAsync();
        await MarkAsync();
        for (var i = 0; i < 2; i++) _workers.Add(rig.Work(Jobs));
        await Task.WhenAll(_workers.Select(w => w.Ready));
        var until = TimeProvider.System.GetTimestamp() + TimeProvider.System.TimestampFrequency * (test ? 9 : 600);
        for (var blow = 1; TimeProvider.System.GetTimestamp() < until; blow++)
        {
            await WatchForAsync(TimeSpan.FromSeconds(test ? 1 : 1 + 4 * _random.NextDouble()));
            if (!test && await LeftAsync() < _people.Length / 10) await MarkAsync();
            await (blow % (test ? 3 : 40) == 2 ? CrashAsync() : blow % (test ? 3 : 30) == 0 ? FreezeAsync() : KillAsync());
        }
        while (await LeftAsync() > 0) await WatchForAsync(TimeSpan.FromMilliseconds(100));
        foreach (var worker in _workers) await rig.BuryAsync(worker);
        return await JudgeAsync() & await ControlAsync();
    }

    private async Task<bool> JudgeAsync()
    {
        var twice = await rig.AskAsync<int>("select count(*)::int from (select 1 from rig_match group by person_id, role_id having count(*) > 1) as t");
        var takings = await rig.AskAsync<int>("select coalesce(sum(fence), 0)::int from rig_done");
        var (done, written) = (await rig.AskAsync<int>("select count(distinct id)::int from rig_done"), await rig.AskAsync<int>("select count(*)::int from rig_match"));
        await rig.RunAsync((RefreshAllMatches all) => all.RunAsync(CancellationToken.None));
        var wrong = await rig.AskAsync<int>("select count(*)::int from rig_match") - written;
        var never = _marks - done + wrong;
        Console.WriteLine($"J1 {_marks} marks of {_people.Length} people: {written} matches written, {takings} takings");
        return Tell($"J1 blows: {_kills} kills, {_freezes} freezes, {_crashes} crashes", _kills > 0 && _freezes > 0 && _crashes > 0)
            & Tell($"J1 done twice: {Bound(twice, written)}", twice == 0 && written > 0)
            & Tell($"J1 never done, or done wrong: {Bound(never, _marks)}", never == 0)
            & Tell($"J1 from a blow to the next mark worked off: p50 {_pauses.At(0.5).TotalSeconds:F1} s, p99 {_pauses.At(0.99).TotalSeconds:F1} s, at most {Within.TotalSeconds} s", _pauses.At(0.99) <= Within);
    }

    /// <summary>Without leases every mark is anybody's at any time.</summary>
    private async Task<bool> ControlAsync()
    {
        await rig.DoAsync("""
            create function no_lease() returns trigger language plpgsql as $$ begin new.lease_until := null; return new; end $$;
            create trigger no_lease before update on match_pending for each row execute function no_lease();
            truncate rig_done;
            """);
        await MarkAsync(100);
        await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => rig.RunAsync((RefreshMatches job) => job.RunAsync(CancellationToken.None))));
        while (await LeftAsync() > 0) await rig.RunAsync((RefreshMatches job) => job.RunAsync(CancellationToken.None));
        var takings = await rig.AskAsync<int>("select sum(fence)::int from rig_done");
        return Tell($"J1 control, without leases: {takings} takings of 100 marks", takings > 100);
    }

    private async Task KillAsync()
    {
        var worker = _workers[_random.Next(_workers.Count)];
        worker.Kill();
        _kills++;
        await StruckAsync();
        _workers.Remove(worker);
        await BuryAsync(worker);
        _workers.Add(rig.Work(Jobs));
    }

    /// <summary>Longer than its leases last; meanwhile the other does its work.</summary>
    private async Task FreezeAsync()
    {
        var worker = _workers[_random.Next(_workers.Count)];
        worker.Stop();
        _freezes++;
        await StruckAsync();
        if (test) await rig.EndLeasesAsync(worker);
        await WatchForAsync(TimeSpan.FromSeconds(test ? 3 : 60));
        worker.Continue();
    }

    private async Task CrashAsync()
    {
        await StruckAsync();
        await rig.CrashPostgresAsync();
        _crashes++;
        if (test) foreach (var worker in _workers) await rig.EndLeasesAsync(worker); // what they were at failed, and they let it lie
    }

    /// <summary>In the long form a dead worker's leases end by themselves.</summary>
    private async Task BuryAsync(WorkerProcess worker)
    {
        if (test) await rig.BuryAsync(worker);
        else await worker.DisposeAsync();
    }

    private async Task StruckAsync()
    {
        var left = await LeftAsync();
        (_since, _leftThen) = (TimeProvider.System.GetTimestamp(), left > 0 ? left : (int?)null); // with nothing to do nothing stands still
    }

    /// <summary>Looks how far the work is, and notes how long it stood still after the last blow.</summary>
    private async Task WatchForAsync(TimeSpan time)
    {
        for (var begun = TimeProvider.System.GetTimestamp(); TimeProvider.System.GetElapsedTime(begun) < time; await Task.Delay(50))
        {
            if (_leftThen is not { } then || await LeftAsync() >= then) continue;
            _pauses.Add(TimeProvider.System.GetElapsedTime(_since));
            _leftThen = null;
        }
    }

    private Task<int> LeftAsync() => rig.AskAsync<int>("select count(*)::int from match_pending");

    private Task MarkAsync(int? count = null)
    {
        var marked = _people.Take(count ?? _people.Length).ToList();
        _marks += marked.Count;
        _leftThen = null; // there is more to do than before
        return Seeds.SaveAsync(rig, marked.Select(p => new MatchPending { Cause = MatchCause.Person, AboutId = p }));
    }

    /// <summary>What the jobs write and work off is noted by the database itself.</summary>
    private Task<int> WatchAsync() => rig.DoAsync("""
        create table rig_match (person_id uuid, role_id uuid);
        create table rig_done (id uuid, fence int);
        create function note_match() returns trigger language plpgsql as $$ begin
            insert into rig_match select coalesce(new.person_id, old.person_id), coalesce(new.role_id, old.role_id); return null; end $$;
        create function note_done() returns trigger language plpgsql as $$ begin insert into rig_done values (old.id, old.fence); return null; end $$;
        create trigger note_match after insert or update or delete on match for each row execute function note_match();
        create trigger note_done after delete on match_pending for each row execute function note_done();
        """);

    private async Task FillAsync(int people, int initiatives)
    {
        var themes = await rig.RunAsync((MatchmakingDb db) => db.Themes().OrderBy(t => t.Key).Select(t => t.Id).ToArrayAsync());
        var now = TimeProvider.System.GetUtcNow();
        var doers = Enumerable.Range(0, people).Select(i =>
        {
            var person = Person.New($"p{Guid.CreateVersion7():N}@example.org", "fi", now);
            person.EmailConfirmed = true;
            person.Welcome("Aino", under18: false, Seeds.Joensuu, now);
            person.ChangeProfile(new Profile("Aino", Seeds.Joensuu, null, [.. _random.GetItems(themes, 3).Distinct()], [], ["fi"], 0, Effort.TwoHours, [], true));
            return person;
        }).ToList();
        await Seeds.SaveAsync(rig, doers);
        await Seeds.SaveAsync(rig, Enumerable.Range(0, initiatives).Select(i => Seeds.Post(doers[i].Id, $"Talkoot {i}", [.. _random.GetItems(themes, 2).Distinct()])));
        _people = [.. doers.Select(p => p.Id)];
    }

    /// <summary>A worker freezes with a letter in its hands, before it has begun to hand it over. Another takes the letter; while it is handing it over,
    /// the first wakes.</summary>
    private static async Task<bool> FrozenAsync(Rig rig, bool test)
    {
        await using var relay = await Relay.StartAsync(rig.Servers.Folder);
        foreach (var (name, value) in relay.Settings) rig.Settings[name] = value;
        var (frozen, other) = (rig.Work([nameof(SendOutgoingMail)], "mail.sending=delay:400"), rig.Work([nameof(SendOutgoingMail)]));
        await Task.WhenAll(frozen.Ready, other.Ready);
        var (times, twice) = (test ? 1 : 20, 0);
        for (var i = 0; i < times; i++) twice += await WakeAsync(rig, relay, frozen, other);
        await rig.DoAsync("""
            create function no_fence() returns trigger language plpgsql as $$ begin new.fence := old.fence; return new; end $$;
            create trigger no_fence before update on outgoing_mail for each row execute function no_fence();
            """);
        var without = await WakeAsync(rig, relay, frozen, other);
        return Tell($"J1 letters sent twice by a worker that woke up: {Bound(twice, times)}", twice == 0)
            & Tell($"J1 control, without fences: {without} of 1 sent twice", without == 1);
    }

    private static async Task<int> WakeAsync(Rig rig, Relay relay, WorkerProcess frozen, WorkerProcess other)
    {
        other.Stop();
        await rig.DoAsync("update person set digest_rhythm = 'Never', next_digest_at = null");
        var person = await Seeds.SubscribersAsync(rig, 1);
        await Seeds.ThingsAsync(rig, person, 1);
        var (before, hits) = (relay.Ledger.Read().Count, frozen.Struck.Count);
        relay.Box.Clear();
        await rig.RunAsync((ComposeDueDigests job) => job.RunAsync(CancellationToken.None));
        while (frozen.Struck.Count == hits) await Task.Delay(10);
        frozen.Stop();
        await rig.EndLeasesAsync(frozen);
        relay.Box.Fail(LetterBoxStep.Dot, LetterBoxFault.Drip(TimeSpan.FromMilliseconds(100)));
        other.Continue();
        while (!relay.Box.Heard.Contains("DATA")) await Task.Delay(10);
        frozen.Continue();
        await Mailing.EndAsync(rig, test: true);
        while (relay.Box.Heard.Count(c => c == "QUIT") < 2) await Task.Delay(50); // both are through
        return relay.Ledger.Read().Count - before - 1;
    }
}
