using Matchmaking.People;
using Matchmaking.Platform;
using Matchmaking.Platform.Data;
using Matchmaking.Platform.Jobs;
using Matchmaking.Platform.Mail;
using Matchmaking.Platform.Time;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Digests;

/// <summary>Composes the digests that are due, some people at a time: the marks of the periods, the items, the letters and the next due times in
/// one transaction. After days of standing still each person gets one, not one for each day. Nothing to say, nothing sent.</summary>
public sealed class ComposeDueDigests(MatchmakingDb db, DigestSource source, TimeProvider clock) : IJob
{
    private const int AtATime = 200;

    /// <summary>News older than this are none, however long no digest arrived.</summary>
    private static readonly TimeSpan LongestWindow = TimeSpan.FromDays(31);

    /// <summary>One who fails must not keep the others waiting: those taken together are then taken one by one, and whoever fails stays due.</summary>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        var (done, alone, failures) = (0, 0, new Dictionary<Guid, Exception>());
        while (await NextAsync([.. failures.Keys], alone > 0 ? 1 : AtATime, ct) is { PersonIds.Length: > 0 } next)
        {
            if (alone > 0) alone--;
            if (next.Failure is null) done += next.PersonIds.Length;
            else if (next.PersonIds is [var one]) failures[one] = next.Failure;
            else alone = next.PersonIds.Length;
        }
        return failures.Count == 0 ? done : throw new AggregateException($"{failures.Count} digests could not be composed.", failures.Values);
    }

    /// <summary>The digests of those who wait longest and are taken by nobody else.</summary>
    private async Task<(Guid[] PersonIds, Exception? Failure)> NextAsync(Guid[] without, int count, CancellationToken ct)
    {
        Guid[] taken = [];
        try
        {
            await db.InTransactionAsync(async () =>
            {
                var now = clock.GetUtcNow();
                var due = await db.People().FromSql($"""
                    select * from person where next_digest_at <= {now} and id <> all ({without}) order by next_digest_at, id limit {count} for no key update skip locked
                    """).AsNoTracking().ToListAsync(ct);
                taken = [.. due.Select(p => p.Id)];
                if (due.Count > 0) await ComposeAsync(due, now, ct);
            }, ct);
            if (taken.Length > 0) Fail.Hit("digest.composed");
            return (taken, null);
        }
        catch (Exception e) when (e is not OperationCanceledException && taken.Length > 0)
        {
            return (taken, e);
        }
    }

    private async Task ComposeAsync(List<Person> due, DateTimeOffset now, CancellationToken ct)
    {
        var from = await WindowsFromAsync(due, now, ct);
        var plans = due.Select(p => new Plan(p, Guid.CreateVersion7(now), new(p.Id, p.DigestRhythm, from[p.Id], now), PeriodStart(p, now))).ToList();
        foreach (var person in due) person.PlanNextDigest(now);
        var facts = await source.FactsAsync([.. plans.Where(p => p.Person.SuspendedAt is null).Select(p => p.Window)], now, ct);
        var told = await ToldAsync(due, now, ct);
        foreach (var plan in plans) plan.Fill(DigestContent.Compose(facts[plan.Window], told.GetValueOrDefault(plan.Person.Id, []), now), now);
        await AddAsync(plans, now, ct);
    }

    /// <summary>Only of periods that have no digest yet, which is what allows no second letter.</summary>
    private async Task AddAsync(List<Plan> plans, DateTimeOffset now, CancellationToken ct)
    {
        var first = (await db.Database.SqlQuery<Guid>($"""
            insert into digest (id, person_id, rhythm, period_start, window_from, window_to, mail_id)
            select id, person_id, rhythm, period_start, window_from, {now}, mail_id from unnest({plans.Select(p => p.Id).ToArray()}, {plans.Select(p => p.Person.Id).ToArray()}, {plans.Select(p => p.Window.Rhythm.ToString()).ToArray()},
                {plans.Select(p => p.PeriodStart).ToArray()}, {plans.Select(p => p.Window.From).ToArray()}, {plans.Select(p => p.Mail?.Id).ToArray()}) as new (id, person_id, rhythm, period_start, window_from, mail_id)
            on conflict do nothing returning id
            """).ToListAsync(ct)).ToHashSet();
        var added = plans.Where(p => first.Contains(p.Id)).ToList();
        await ForgetLeftOutAsync(added, ct);
        await AddItemsAsync([.. added.SelectMany(p => p.Items)], ct);
        await db.AddLettersAsync([.. added.Select(p => p.Mail).OfType<OutgoingMail>()], ct);
        await PlanNextAsync(plans, ct);
        Fail.Hit("digest.composing");
    }

    private Task<int> PlanNextAsync(List<Plan> plans, CancellationToken ct) => db.Database.ExecuteSqlAsync($"""
        update person p set next_digest_at = planned.at from unnest({plans.Select(p => p.Person.Id).ToArray()}, {plans.Select(p => p.Person.NextDigestAt).ToArray()}) as planned (id, at) where p.id = planned.id
        """, ct);

    private Task<int> AddItemsAsync(IReadOnlyList<DigestItem> items, CancellationToken ct) => db.Database.ExecuteSqlAsync($"""
        insert into digest_item (digest_id, position, is_in_letter, kind, initiative_id, about_id)
        select * from unnest({items.Select(i => i.DigestId).ToArray()}, {items.Select(i => i.Position).ToArray()}, {items.Select(i => i.IsInLetter).ToArray()},
            {items.Select(i => i.Kind.ToString()).ToArray()}, {items.Select(i => i.InitiativeId).ToArray()}, {items.Select(i => i.AboutId).ToArray()})
        """, ct);

    /// <summary>What still waits and had no place before is now told, left out once more, or no longer so. Only news would be lost.</summary>
    private Task<int> ForgetLeftOutAsync(List<Plan> plans, CancellationToken ct)
    {
        var (people, digests) = (plans.Select(p => p.Person.Id).ToArray(), plans.Select(p => p.Id).ToArray());
        return db.Set<DigestItem>().Where(i => !i.IsInLetter && DigestRanks.Lasting.Contains(i.Kind)
            && db.Digests().Any(d => d.Id == i.DigestId && people.Contains(d.PersonId) && !digests.Contains(d.Id))).ExecuteDeleteAsync(ct);
    }

    private static DateOnly PeriodStart(Person person, DateTimeOffset now)
    {
        var today = WallClock.Date(now, TimeZoneInfo.FindSystemTimeZoneById(person.TimeZone));
        return person.DigestRhythm == DigestRhythm.Weekly ? today.AddDays(-(((int)today.DayOfWeek + 6) % 7)) : today;
    }

    /// <summary>Where the last digest ended that reached the person, or that had nothing to tell: what a lost letter told comes again.</summary>
    private async Task<Dictionary<Guid, DateTimeOffset>> WindowsFromAsync(List<Person> due, DateTimeOffset now, CancellationToken ct)
    {
        var ids = due.Select(p => p.Id).ToArray();
        var own = await db.Digests().Where(d => ids.Contains(d.PersonId)).Select(d => new
        {
            d.PersonId,
            d.WindowFrom,
            d.WindowTo,
            Arrived = d.MailId == null || db.OutgoingMails().Any(m => m.Id == d.MailId && (m.State == MailState.Sent || m.State == MailState.Suppressed)),
        }).GroupBy(d => d.PersonId).Select(g => new { g.Key, Arrived = g.Max(d => d.Arrived ? d.WindowTo : (DateTimeOffset?)null), First = g.Min(d => d.WindowFrom) }).ToDictionaryAsync(g => g.Key, ct);
        return due.ToDictionary(p => p.Id, p =>
        {
            var from = own.GetValueOrDefault(p.Id) is { } known ? known.Arrived ?? known.First : now.AddDays(p.DigestRhythm == DigestRhythm.Weekly ? -7 : -1);
            return from < now - LongestWindow ? now - LongestWindow : from;
        });
    }

    private async Task<Dictionary<Guid, Dictionary<DigestTold, DateTimeOffset>>> ToldAsync(List<Person> due, DateTimeOffset now, CancellationToken ct)
    {
        var (ids, since) = (due.Select(p => p.Id).ToArray(), now - DigestContent.RepeatAfter);
        var told = await (
            from d in db.Digests()
            where ids.Contains(d.PersonId) && d.WindowTo > since && db.OutgoingMails().Any(m => m.Id == d.MailId && m.State == MailState.Sent)
            from i in d.Items
            where i.IsInLetter && DigestRanks.Lasting.Contains(i.Kind)
            group d by new { d.PersonId, i.Kind, i.InitiativeId, i.AboutId } into g
            select new { g.Key, At = g.Max(d => d.WindowTo) }).ToListAsync(ct);
        return told.GroupBy(t => t.Key.PersonId).ToDictionary(g => g.Key, g => g.ToDictionary(t => new DigestTold(t.Key.Kind, t.Key.InitiativeId, t.Key.AboutId), t => t.At));
    }

    /// <summary>A digest on its way to the database.</summary>
    private sealed record Plan(Person Person, Guid Id, DigestWindow Window, DateOnly PeriodStart)
    {
        public List<DigestItem> Items { get; } = [];

        /// <summary>Nothing without anything to say.</summary>
        public OutgoingMail? Mail { get; private set; }

        public void Fill(DigestContent content, DateTimeOffset now)
        {
            if (content.Items.Count == 0) return;
            Items.AddRange(content.Items.Select(f => (Fact: f, IsInLetter: true)).Concat(content.LeftOut.Select(f => (Fact: f, IsInLetter: false))).Select((i, position) =>
                new DigestItem { DigestId = Id, Position = position, IsInLetter = i.IsInLetter, Kind = i.Fact.Kind, InitiativeId = i.Fact.InitiativeId, AboutId = i.Fact.Told.AboutId }));
            Mail = new DigestMail(Person.Id, Id) { PeriodLeft = Person.NextDigestAt!.Value - now }.ToRow(now);
        }
    }
}
