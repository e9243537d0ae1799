using Matchmaking.Digests;
using Matchmaking.Local;
using Matchmaking.Platform.Mail;
using static Matchmaking.Chaos.Figures;

namespace Matchmaking.Chaos;

/// <summary>M1: people with a daily digest; workers are killed at each failpoint and SMTP step, conversations cut at each step of the relay, for days on
/// end. Nobody gets two digests of a period, and whatever there was to tell is told, at the latest in the digest of the next calm day.</summary>
internal static class DigestTrial
{
    private static readonly string[] Jobs = [nameof(ComposeDueDigests), nameof(SendOutgoingMail)];

    public static async Task<bool> RunAsync(Rig rig, bool test)
    {
        await using var relay = await Relay.StartAsync(rig.Folder);
        foreach (var (name, value) in relay.Settings) rig.Settings[name] = value;
        var (blows, random) = (new Blows(rig, new(1)), new Random(2));
        var people = await Seeds.SubscribersAsync(rig, test ? 300 : 10_000);
        var titles = new List<string>();
        var (day, cuts, taken) = (0, 0, 0);

        // days of killing: one worker, then two, … until each blow has fallen
        string[] ways = test ? ["kill"] : ["kill", "throw", "kill", "kill"];
        for (var workers = test ? 2 : 1; workers <= (test ? 2 : 4); workers++)
        {
            Queue<(string, string)> left = new(ways.SelectMany(way => Blows.At("job.", "digest.", "mail.", "smtp.").Select(point => (point, way))));
            while (left.Count > 0)
            {
                titles.AddRange(await Seeds.ThingsAsync(rig, people, ++day));
                left = await blows.StrikeAsync(left, workers, Jobs, () => IsLeftAsync(rig));
                taken += await KillBetweenAsync(rig, relay, test ? 2 : 10);
                await FinishAsync(rig, workers);
                await rig.PassADayAsync();
            }
        }
        // a day of cuts, while nobody is killed
        titles.AddRange(await Seeds.ThingsAsync(rig, people, ++day));
        cuts = await CutAsync(rig, relay, random);
        await rig.PassADayAsync();
        // and a calm one
        titles.AddRange(await Seeds.ThingsAsync(rig, people, ++day));
        await FinishAsync(rig, 2);
        var missed = Fail(blows);
        return await JudgeAsync(rig, relay, people.Length, day, titles, blows.Killed + taken, blows.Throws, cuts, missed) & await ControlAsync(rig, relay, test);
    }

    /// <summary>The places that no worker died at.</summary>
    private static string[] Fail(Blows blows) => [.. Blows.At("job.", "digest.", "mail.", "smtp.").Except(blows.Kills.Keys)];

    private static Task<bool> IsLeftAsync(Rig rig) => rig.AskAsync<bool>("""
        select exists (select 1 from person where next_digest_at <= now()) or exists (select 1 from outgoing_mail where done_at is null and dead_at is null)
        """);

    /// <summary>Workers that nothing happens to, until nothing is left; pauses pass at once.</summary>
    private static async Task FinishAsync(Rig rig, int workers)
    {
        var calm = Enumerable.Range(0, workers).Select(_ => rig.Work(Jobs)).ToList();
        while (await IsLeftAsync(rig))
        {
            await HurryAsync(rig);
            await Task.Delay(100);
        }
        foreach (var worker in calm) await rig.BuryAsync(worker);
    }

    /// <summary>The minutes between two tries pass.</summary>
    private static Task<int> HurryAsync(Rig rig) => rig.DoAsync("update outgoing_mail set not_before = now() where not_before > now() and done_at is null and dead_at is null");

    /// <summary>Killed from without in the moment between the relay's taking and its 250.</summary>
    private static async Task<int> KillBetweenAsync(Rig rig, Relay relay, int times)
    {
        var killed = 0;
        while (killed < times && await IsLeftAsync(rig))
        {
            var worker = rig.Work(Jobs);
            relay.WhenTaken(worker.Kill);
            while (!worker.HasEnded && await IsLeftAsync(rig)) await Task.WhenAny(worker.Ended, Task.Delay(200));
            if (worker.HasEnded) killed++;
            await rig.BuryAsync(worker);
        }
        relay.WhenTaken(() => { });
        return killed;
    }

    /// <summary>While two workers send, the relay cuts or refuses at each of its steps.</summary>
    private static async Task<int> CutAsync(Rig rig, Relay relay, Random random)
    {
        LetterBoxFault[] faults = [LetterBoxFault.Drop, LetterBoxFault.CloseBefore, LetterBoxFault.CloseUnanswered, LetterBoxFault.CloseAfter, LetterBoxFault.Reply(421), LetterBoxFault.Reply(451)];
        var cuts = 0;
        foreach (var step in Enum.GetValues<LetterBoxStep>())
            foreach (var fault in faults)
            {
                relay.Box.Fail(step, fault, every: random.Next(1, 4));
                cuts++;
            }
        await FinishAsync(rig, 2);
        relay.Box.Heal();
        return cuts;
    }

    private static async Task<bool> JudgeAsync(Rig rig, Relay relay, int people, int days, List<string> titles, int kills, int throws, int cuts, string[] missed)
    {
        var ledger = relay.Ledger.Read();
        var letters = (await rig.RowsAsync("""
            select m.message_id, m.state, d.person_id::text || ' ' || d.rhythm || ' ' || d.period_start::text from outgoing_mail m join digest d on d.mail_id = m.id
            """, r => (Id: r.GetString(0), State: r.GetString(1), Period: r.GetString(2)))).ToDictionary(l => l.Id);
        var most = ledger.GroupBy(t => letters[t.MessageId].Period).Select(g => g.Count()).DefaultIfEmpty().Max();
        var doubles = ledger.GroupBy(t => letters[t.MessageId].Period).Count(g => g.Count() > 1);
        var never = titles.Except(ledger.SelectMany(t => t.Things)).Count();
        var unknown = letters.Values.Where(l => l.State == nameof(MailState.Unknown)).ToList();
        var kept = unknown.Count(l => ledger.Any(t => t.MessageId == l.Id));
        var taken = ledger.Select(t => t.MessageId).ToHashSet();
        var claimed = letters.Values.Count(l => l.State == nameof(MailState.Sent) && !taken.Contains(l.Id));
        var states = string.Join(", ", letters.Values.GroupBy(l => l.State).OrderBy(g => g.Key).Select(g => $"{g.Count()} {g.Key}"));
        Console.WriteLine($"M1 {people} people, {days} days, {kills} kills, {throws} throws, {cuts} cuts: {ledger.Count} letters taken by the relay ({states})");
        return Tell($"M1 most digests of one person and period: {most}; periods with two: {Bound(doubles, letters.Count)}", most == 1)
            & Tell($"M1 things never told: {Bound(never, titles.Count)}", never == 0)
            & Tell($"M1 unknown: {unknown.Count}, of which the relay has {kept}; at most one a kill, throw or cut", unknown.Count <= kills + throws + cuts)
            & Tell($"M1 called sent and never taken by the relay: {Bound(claimed, letters.Count)}", claimed == 0)
            & Tell($"M1 places where nobody died: {(missed.Length == 0 ? "none" : string.Join(", ", missed))}", missed.Length == 0);
    }

    /// <summary>The same with a sender that calls a letter sent after its 250 and sends again whatever is not: what the site does with other letters.</summary>
    private static async Task<bool> ControlAsync(Rig rig, Relay relay, bool test)
    {
        await rig.DoAsync("""
            create function naive() returns trigger language plpgsql as $$ begin new.class := 'Transactional'; return new; end $$;
            create trigger naive before insert on outgoing_mail for each row execute function naive();
            update person set digest_rhythm = 'Never', next_digest_at = null;
            """);
        var before = relay.Ledger.Read().Count;
        var people = await Seeds.SubscribersAsync(rig, test ? 60 : 2_000);
        await Seeds.ThingsAsync(rig, people, 99);
        var blows = new Blows(rig, new(3));
        var times = test ? 1 : 10;
        await blows.StrikeAsync(new(Enumerable.Repeat(("mail.after-250", "kill"), times)), 1, Jobs, () => IsLeftAsync(rig));
        var kills = blows.Killed + await KillBetweenAsync(rig, relay, times);
        relay.Box.Fail(LetterBoxStep.Dot, LetterBoxFault.CloseUnanswered, times: 2 * times, every: 3);
        await FinishAsync(rig, 1);
        relay.Box.Heal();
        var doubles = relay.Ledger.Read().Skip(before).GroupBy(t => t.MessageId).Count(g => g.Count() > 1);
        return Tell($"M1 control, a naive sender: {doubles} people got two in {kills} kills and {2 * times} cuts after the relay had taken the letter", doubles > 0);
    }
}
