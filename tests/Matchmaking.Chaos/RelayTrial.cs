using Matchmaking.Local;
using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Platform.Mail;
using static Matchmaking.Chaos.Figures;

namespace Matchmaking.Chaos;

/// <summary>M2: the relay is away, busy, suspicious, slow, without TLS, or refuses. Every letter comes to an end that is told, and once the relay is well
/// again what waited is soon gone. The pauses between tries pass at once.</summary>
internal sealed class RelayTrial(Rig rig, Relay relay, bool test)
{
    private static readonly (string What, bool Passes, Action<LetterBox> Fail)[] Faults =
    [
        ("away", true, box => box.Fail(LetterBoxStep.Connect, LetterBoxFault.Refuse)),
        ("421 at its banner", true, box => box.Fail(LetterBoxStep.Banner, LetterBoxFault.Reply(421), times: 5)),
        ("450 to everybody, twice", true, box => box.Fail(LetterBoxStep.To, LetterBoxFault.Reply(450, "4.7.1 greylisted"), times: 40)),
        ("451 to each third letter", true, box => box.Fail(LetterBoxStep.Dot, LetterBoxFault.Reply(451), times: 10, every: 3)),
        ("slow, a byte at a time", true, box => box.Fail(LetterBoxStep.To, LetterBoxFault.Drip(TimeSpan.FromMilliseconds(20)), times: 3)),
        ("without TLS for a while", true, box => box.Fail(LetterBoxStep.StartTls, LetterBoxFault.Reply(454), times: 5)),
        ("lost in the middle of TLS", true, box => box.Fail(LetterBoxStep.StartTls, LetterBoxFault.CloseAfter, times: 5)),
        ("550 to everybody", false, box => box.Fail(LetterBoxStep.To, LetterBoxFault.Reply(550, "5.1.1 nobody"), times: int.MaxValue)),
    ];

    private Guid[] _people = [];

    public static async Task<bool> RunAsync(Rig rig, bool test)
    {
        await using var relay = await Relay.StartAsync(rig.Servers.Folder);
        foreach (var (name, value) in relay.Settings) rig.Settings[name] = value;
        return await new RelayTrial(rig, relay, test).RunAsync();
    }

    private async Task<bool> RunAsync()
    {
        _people = await Seeds.SubscribersAsync(rig, test ? 20 : 1_000);
        var worker = rig.Work(DigestTrial.Jobs);
        var holds = true;
        foreach (var (what, passes, fail) in Faults) holds &= await SufferAsync(what, passes, fail);
        holds &= await NeverAsync();
        if (!test) holds &= await DrainAsync(10_000);
        await rig.BuryAsync(worker);
        return holds;
    }

    /// <summary>A day's digests and as many other letters, while the relay fails; then it is well.</summary>
    private async Task<bool> SufferAsync(string what, bool passes, Action<LetterBox> fail)
    {
        var (before, taken) = (await StatesAsync(), relay.Ledger.Read().Count);
        fail(relay.Box);
        await QueueAsync();
        for (var moment = 0; moment < (test ? 10 : 50) && await Mailing.IsLeftAsync(rig); moment++) await Mailing.HurryAsync(rig);
        if (passes) relay.Box.Heal();
        var clock = TimeProvider.System.GetTimestamp();
        await Mailing.EndAsync(rig, test);
        var drained = TimeProvider.System.GetElapsedTime(clock);
        relay.Box.Heal();
        var after = await StatesAsync();
        var ended = after.Keys.ToDictionary(s => s, s => after[s] - before.GetValueOrDefault(s)).Where(s => s.Value > 0).ToDictionary();
        var all = 2 * _people.Length;
        var sent = ended.GetValueOrDefault(nameof(MailState.Sent));
        return Tell($"M2 relay {what}: of {all} letters {string.Join(", ", ended.Select(e => $"{e.Value} {e.Key}"))}; drained in {drained.TotalSeconds:F1} s",
            ended.Values.Sum() == all && (passes ? sent == all : ended.GetValueOrDefault(nameof(MailState.Failed)) == all) && relay.Ledger.Read().Count - taken == sent);
    }

    /// <summary>The relay never comes back: days pass, and each letter is called too late.</summary>
    private async Task<bool> NeverAsync()
    {
        relay.Box.Fail(LetterBoxStep.Connect, LetterBoxFault.Refuse);
        var (before, taken) = (await StatesAsync(), relay.Ledger.Read().Count);
        await QueueAsync();
        while (await rig.AskAsync<bool>("select exists (select 1 from person where next_digest_at <= now())")) await Mailing.HurryAsync(rig);
        await rig.DoAsync("update person set next_digest_at = null"); // the digests after this one are not asked here
        for (var day = 0; day < 3; day++) await rig.PassADayAsync();
        await Mailing.EndAsync(rig, test);
        relay.Box.Heal();
        var expired = (await StatesAsync()).GetValueOrDefault(nameof(MailState.Expired)) - before.GetValueOrDefault(nameof(MailState.Expired));
        return Tell($"M2 relay away for three days: {expired} of {2 * _people.Length} letters Expired", expired == 2 * _people.Length && relay.Ledger.Read().Count == taken);
    }

    private async Task<bool> DrainAsync(int letters)
    {
        relay.Box.Fail(LetterBoxStep.Connect, LetterBoxFault.Refuse);
        await Seeds.SaveAsync(rig, Enumerable.Range(0, letters).Select(i => new SecondFactorMail(_people[i % _people.Length], SecondFactorChange.AppAdded).ToRow(TimeProvider.System.GetUtcNow())));
        await Task.Delay(1_000);
        relay.Box.Heal();
        var clock = TimeProvider.System.GetTimestamp();
        await Mailing.EndAsync(rig, test);
        var drained = TimeProvider.System.GetElapsedTime(clock);
        return Tell($"M2 {letters} letters that waited are gone {drained.TotalMinutes:F1} minutes after the relay is back, with one worker; at most 30", drained < TimeSpan.FromMinutes(30));
    }

    /// <summary>A digest and another letter for each.</summary>
    private async Task QueueAsync()
    {
        await Seeds.ThingsAsync(rig, _people, 1);
        await rig.PassADayAsync();
        await Seeds.MakeDueAsync(rig);
        await Seeds.SaveAsync(rig, _people.Select(p => new SecondFactorMail(p, SecondFactorChange.AppAdded).ToRow(TimeProvider.System.GetUtcNow())));
    }

    private async Task<Dictionary<string, int>> StatesAsync() =>
        (await rig.RowsAsync("select state, count(*)::int from outgoing_mail where done_at is not null group by 1 order by 1", r => (r.GetString(0), r.GetInt32(1)))).ToDictionary();
}
