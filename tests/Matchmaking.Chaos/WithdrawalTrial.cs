using Matchmaking.Digests;
using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Platform.Mail;
using Microsoft.EntityFrameworkCore;
using static Matchmaking.Chaos.Figures;

namespace Matchmaking.Chaos;

/// <summary>M4: between the planning of a digest and its sending people end it, are suspended or delete their accounts. Not one letter comes after.</summary>
internal sealed class WithdrawalTrial(Rig rig, Relay relay, bool test)
{
    /// <summary>A letter that is being handed over in the moment of the withdrawal cannot be called back.</summary>
    private static readonly TimeSpan UnderWay = TimeSpan.FromSeconds(1);

    private static readonly string[] Ways = ["unsubscribed", "suspended", "erased", "nothing"];

    public static async Task<bool> RunAsync(Rig rig, bool test)
    {
        await using var relay = await Relay.StartAsync(rig.Servers.Folder);
        foreach (var (name, value) in relay.Settings) rig.Settings[name] = value;
        return await new WithdrawalTrial(rig, relay, test).RunAsync();
    }

    private async Task<bool> RunAsync()
    {
        var before = await SendAfterAsync();
        var during = await SendMeanwhileAsync();
        var control = await SendAfterAsync(Worker.AskNothing);
        return Tell($"M4 withdrawn before sending, letters after it: {Bound(before.Withdrawn, before.OfWithdrawn)}; of the others {before.Others} of {before.OfOthers}",
                before.Withdrawn == 0 && before.Others == before.OfOthers)
            & Tell($"M4 withdrawn while sending, letters more than {UnderWay.TotalSeconds} s after it: {Bound(during.Late, during.Withdrawn)}; {during.Before} had theirs before", during.Late == 0)
            & Tell($"M4 control, a sender that does not ask again: {control.Withdrawn} letters to {control.OfWithdrawn} who had withdrawn", control.Withdrawn > 0);
    }

    /// <summary>All is planned, then people withdraw, then it is sent.</summary>
    private async Task<(int Withdrawn, int OfWithdrawn, int Others, int OfOthers)> SendAfterAsync(params string[] wrong)
    {
        var people = await PlannedAsync(test ? 40 : 4_000);
        var address = await AddressesAsync(people);
        for (var i = 0; i < people.Length; i++) await WithdrawAsync(people[i], Ways[i % Ways.Length]);
        await SendAllAsync(wrong);
        var got = relay.Ledger.Read().Where(t => t.Things.Length > 0).Select(t => t.To).ToHashSet();
        var others = people.Where((_, i) => Ways[i % Ways.Length] == "nothing").ToList();
        return (people.Except(others).Count(p => got.Contains(address[p])), people.Length - others.Count, others.Count(p => got.Contains(address[p])), others.Count);
    }

    /// <summary>People withdraw one after the other while a worker sends.</summary>
    private async Task<(int Late, int Withdrawn, int Before)> SendMeanwhileAsync()
    {
        var people = await PlannedAsync(test ? 60 : 4_000);
        var address = await AddressesAsync(people);
        var withdrawn = new Dictionary<string, DateTimeOffset>();
        var worker = rig.Work([nameof(SendOutgoingMail)]);
        await worker.Ready;
        var first = relay.Ledger.Read().Count;
        while (relay.Ledger.Read().Count == first) await Task.Delay(5);
        foreach (var (person, i) in people.Select((p, i) => (p, i)).OrderByDescending(p => p.i)) // those whose turn comes last first
        {
            await WithdrawAsync(person, Ways[i % 3]);
            withdrawn[address[person]] = TimeProvider.System.GetUtcNow();
        }
        await Mailing.EndAsync(rig, test);
        await rig.BuryAsync(worker);
        var taken = relay.Ledger.Read().Where(t => t.Things.Length > 0 && withdrawn.ContainsKey(t.To)).ToList();
        return (taken.Count(t => t.At > withdrawn[t.To] + UnderWay), withdrawn.Count, taken.Count(t => t.At <= withdrawn[t.To]));
    }

    private async Task<Guid[]> PlannedAsync(int count)
    {
        var people = await Seeds.SubscribersAsync(rig, count);
        await rig.DoAsync("update person set next_digest_at = now() + interval '1 day' where id <> all ($1)", people);
        await Seeds.ThingsAsync(rig, people, 1);
        await rig.RunAsync((ComposeDueDigests job) => job.RunAsync(CancellationToken.None));
        return people;
    }

    private async Task<Dictionary<Guid, string>> AddressesAsync(Guid[] people) =>
        (await rig.RowsAsync("select id, email from person where id = any ($1)", r => (r.GetGuid(0), r.GetString(1)), people)).ToDictionary();

    private Task WithdrawAsync(Guid person, string how) => how switch
    {
        "unsubscribed" => ChangeAsync(person, p => p.Stop(Subscription.Digest)),
        "suspended" => ChangeAsync(person, p => p.SuspendedAt = TimeProvider.System.GetUtcNow()),
        "erased" => rig.RunAsync(async (DeleteAccount delete) => { await delete.RunAsync(person); return true; }),
        _ => Task.CompletedTask,
    };

    private Task<int> ChangeAsync(Guid id, Action<Person> change) => rig.RunAsync(async (MatchmakingDb db) =>
    {
        change(await db.People().SingleAsync(p => p.Id == id));
        return await db.SaveChangesAsync();
    });

    private async Task SendAllAsync(string[] wrong)
    {
        var worker = rig.Work([nameof(SendOutgoingMail), .. wrong]);
        await Mailing.EndAsync(rig, test);
        await rig.BuryAsync(worker);
    }
}
