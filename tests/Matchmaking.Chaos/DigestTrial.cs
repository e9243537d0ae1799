using Matchmaking.Digests;
using Matchmaking.Local;
using Matchmaking.Platform.Mail;
using static Matchmaking.Chaos.Figures;

namespace Matchmaking.Chaos;

/// <summary>M1: people with a daily digest; workers are killed at each failpoint and SMTP step, conversations cut at each step of the relay, for days on
/// end. Nobody gets two digests of a period, and whatever there was to tell is told, at the latest in the digest of the next calm day.</summary>
internal sealed class DigestTrial(Rig rig, Relay relay, bool test)
{
    public static readonly string[] Jobs = [nameof(ComposeDueDigests), nameof(SendOutgoingMail)];

    /// <summary>Where what is done so far changes what a crash means; elsewhere the short form throws instead of killing.</summary>
    private static readonly string[] Turning = ["mail.handing-over", "smtp.Dot", "mail.after-250"];

    private static readonly string[] Places = [.. Blows.PlacesOf("job.", "digest.", "mail.", "smtp.")];

    private readonly Blows _blows = new(rig, new(1));
    private readonly Random _random = new(2);
    private readonly List<string> _titles = [];
    private readonly List<WorkerProcess> _calm = [];
    private Guid[] _people = [];
    private int _days, _killedBetween, _cuts;

    private int Kills => _blows.Kills + _killedBetween;

    public static async Task<bool> RunAsync(Rig rig, bool test)
    {
        await using var relay = await Relay.StartAsync(rig.Servers.Folder);
        foreach (var (name, value) in relay.Settings) rig.Settings[name] = value;
        return await new DigestTrial(rig, relay, test).RunAsync();
    }

    private async Task<bool> RunAsync()
    {
        _people = await Seeds.SubscribersAsync(rig, test ? 100 : 10_000);
        for (var workers = test ? 2 : 1; workers <= (test ? 2 : 4); workers++)
            for (Queue<Blow> left = new(test ? Short() : Long()); left.Count > 0;)
            {
                await RestAsync();
                await MorningAsync();
                if (!test) Console.WriteLine($"M1 day {_days}, {workers} at work, {left.Count} blows left to fall");
                left = await _blows.StrikeAsync(left, workers, Jobs, () => Mailing.GoesOnAsync(rig));
                _killedBetween += await KillBetweenAsync(test ? 1 : 10);
                await FinishAsync(workers);
            }
        await MorningAsync();
        PlanCuts();
        await FinishAsync(2);
        relay.Box.Heal();
        await MorningAsync(); // a calm day
        await FinishAsync(2);
        await RestAsync();
        return await JudgeAsync() & await ControlAsync();
    }

    private static IEnumerable<Blow> Short() => Turning.Select(point => new Blow("kill", point)).Append(new Blow("throw", [.. Places.Except(Turning)]));

    private static IEnumerable<Blow> Long() => Places.Select(point => new Blow("kill", point)).Append(new Blow("throw", Places));

    /// <summary>There is something new to tell everybody, and a night passes.</summary>
    private async Task MorningAsync()
    {
        await Seeds.TidyAsync(rig);
        _titles.AddRange(await Seeds.ThingsAsync(rig, _people, ++_days));
        if (_days > 1) await rig.PassADayAsync();
    }

    /// <summary>Workers that nothing happens to, until nothing is left.</summary>
    private async Task FinishAsync(int workers)
    {
        while (_calm.Count < (test ? 1 : workers)) _calm.Add(rig.Work(Jobs));
        await Mailing.EndAsync(rig, test);
    }

    private async Task RestAsync()
    {
        foreach (var worker in _calm) await rig.BuryAsync(worker);
        _calm.Clear();
    }

    /// <summary>Killed from without in the moment between the relay's taking and its 250.</summary>
    private async Task<int> KillBetweenAsync(int times)
    {
        var killed = 0;
        while (killed < times && await Mailing.GoesOnAsync(rig))
        {
            var worker = rig.Work(Jobs);
            relay.WhenTaken(worker.Kill);
            while (!worker.HasEnded && await Mailing.GoesOnAsync(rig)) await Task.WhenAny(worker.Ended, Task.Delay(200));
            if (worker.HasEnded) killed++;
            await rig.BuryAsync(worker);
        }
        relay.WhenTaken(() => { });
        return killed;
    }

    /// <summary>The relay will cut and refuse at each of its steps.</summary>
    private void PlanCuts()
    {
        LetterBoxFault[] faults = [LetterBoxFault.CloseBefore, LetterBoxFault.CloseUnanswered, .. test ? Array.Empty<LetterBoxFault>()
            : [LetterBoxFault.Drop, LetterBoxFault.CloseAfter, LetterBoxFault.Reply(421), LetterBoxFault.Reply(451)]];
        foreach (var step in Enum.GetValues<LetterBoxStep>())
            foreach (var fault in faults)
            {
                relay.Box.Fail(step, fault, every: _random.Next(1, 4));
                _cuts++;
            }
    }

    private async Task<bool> JudgeAsync()
    {
        var ledger = relay.Ledger.Read();
        var letters = (await rig.RowsAsync("""
            select m.message_id, m.state, d.person_id::text || ' ' || d.rhythm || ' ' || d.period_start::text from outgoing_mail m join digest d on d.mail_id = m.id
            """, r => (Id: r.GetString(0), State: r.GetString(1), Period: r.GetString(2)))).ToDictionary(l => l.Id);
        var taken = ledger.Select(t => t.MessageId).ToHashSet();
        var periods = ledger.GroupBy(t => letters[t.MessageId].Period).Select(g => g.Count()).ToList();
        var never = _titles.Except(ledger.SelectMany(t => t.Things)).Count();
        var unknown = letters.Values.Where(l => l.State == nameof(MailState.Unknown)).ToList();
        var claimed = letters.Values.Count(l => l.State == nameof(MailState.Sent) && !taken.Contains(l.Id));
        var missed = Places.Except(_blows.Struck).ToList();
        var states = string.Join(", ", letters.Values.GroupBy(l => l.State).OrderBy(g => g.Key).Select(g => $"{g.Count()} {g.Key}"));
        Console.WriteLine($"M1 {_people.Length} people, {_days} days, {Kills} kills, {_blows.Throws} throws, {_cuts} cuts and refusals: {ledger.Count} letters taken by the relay ({states})");
        return Tell($"M1 most digests of one person and period: {periods.Max()}; periods with two: {Bound(periods.Count(n => n > 1), letters.Count)}", periods.Max() == 1)
            & Tell($"M1 things never told: {Bound(never, _titles.Count)}", never == 0)
            & Tell($"M1 unknown: {unknown.Count}, of which the relay has {unknown.Count(l => taken.Contains(l.Id))}; at most one a kill, throw or cut", unknown.Count <= Kills + _blows.Throws + _cuts)
            & Tell($"M1 called sent and never taken by the relay: {Bound(claimed, letters.Count)}", claimed == 0)
            & Tell($"M1 places where no blow fell: {(missed.Count == 0 ? "none" : string.Join(", ", missed))}", missed.Count == 0);
    }

    /// <summary>The same with a sender that calls a letter sent after its 250 and sends again whatever is not: what the site does with other letters.</summary>
    private async Task<bool> ControlAsync()
    {
        await rig.DoAsync("""
            create function naive() returns trigger language plpgsql as $$ begin new.class := 'Transactional'; return new; end $$;
            create trigger naive before insert on outgoing_mail for each row execute function naive();
            update person set digest_rhythm = 'Never', next_digest_at = null;
            """);
        var (before, times) = (relay.Ledger.Read().Count, test ? 1 : 10);
        await Seeds.ThingsAsync(rig, await Seeds.SubscribersAsync(rig, test ? 40 : 2_000), 99);
        var blows = new Blows(rig, new(3));
        await blows.StrikeAsync(new(Enumerable.Repeat(new Blow("kill", "mail.after-250"), times)), 1, Jobs, () => Mailing.GoesOnAsync(rig));
        var kills = blows.Kills + (test ? 0 : await KillBetweenAsync(times));
        relay.Box.Fail(LetterBoxStep.Dot, LetterBoxFault.CloseUnanswered, times: 2 * times, every: 3);
        await FinishAsync(1);
        relay.Box.Heal();
        var doubles = relay.Ledger.Read().Skip(before).GroupBy(t => t.MessageId).Count(g => g.Count() > 1);
        return Tell($"M1 control, a naive sender: {doubles} people got two, with {kills} kills and {2 * times} cuts after the relay had taken the letter", doubles > 0);
    }
}
