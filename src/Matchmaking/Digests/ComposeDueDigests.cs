using Matchmaking.People;
using Matchmaking.Platform;
using Matchmaking.Platform.Data;
using Matchmaking.Platform.Jobs;
using Matchmaking.Platform.Mail;
using Matchmaking.Platform.Time;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Digests;

/// <summary>Composes the digests that are due, some people at a time: the digests of the periods, the letters and the next due times in
/// one transaction. After days of standing still each person gets one, not one for each day. Nothing to say, nothing sent.</summary>
public sealed class ComposeDueDigests(MatchmakingDb db, GatherFacts facts, TimeProvider clock) : IJob
{
    private const int AtATime = 200;

    /// <summary>News older than this are none, however long no digest arrived.</summary>
    private static readonly TimeSpan LongestWindow = TimeSpan.FromDays(31);

    private static readonly string[] Lasting = [.. DigestRanks.Lasting.Select(k => k.ToString())];

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
        var gathered = await facts.OfAsync([.. plans.Where(p => p.Person.SuspendedAt is null).Select(p => p.Window)], now, ct);
        var told = await ToldAsync(due, now, ct);
        foreach (var plan in plans) plan.Fill(DigestContent.Compose(gathered[plan.Window], told.GetValueOrDefault(plan.Person.Id, []), now), now);
        await AddAsync(plans, now, ct);
    }

    /// <summary>Only of periods that have no digest yet, which is what allows no second letter.</summary>
    private async Task AddAsync(List<Plan> plans, DateTimeOffset now, CancellationToken ct)
    {
        var first = (await db.Database.SqlQuery<Guid>($"""
            insert into digest (id, person_id, rhythm, period_start, window_from, window_to, mail_id, told, left_out)
            select id, person_id, rhythm, period_start, window_from, {now}, mail_id, told::jsonb, left_out::jsonb from unnest({plans.Select(p => p.Id).ToArray()}, {plans.Select(p => p.Person.Id).ToArray()}, {plans.Select(p => p.Window.Rhythm.ToString()).ToArray()},
                {plans.Select(p => p.PeriodStart).ToArray()}, {plans.Select(p => p.Window.From).ToArray()}, {plans.Select(p => p.Mail?.Id).ToArray()},
                {plans.Select(p => JsonList.Write(p.Told)).ToArray()}, {plans.Select(p => JsonList.Write(p.LeftOut)).ToArray()}) as new (id, person_id, rhythm, period_start, window_from, mail_id, told, left_out)
            on conflict do nothing returning id
            """).ToListAsync(ct)).ToHashSet();
        var added = plans.Where(p => first.Contains(p.Id)).ToList();
        await ForgetLeftOutAsync(added, ct);
        await db.AddLettersAsync([.. added.Select(p => p.Mail).OfType<OutgoingMail>()], ct);
        await PlanNextAsync(plans, ct);
        Fail.Hit("digest.composing");
    }

    private Task<int> PlanNextAsync(List<Plan> plans, CancellationToken ct) => db.Database.ExecuteSqlAsync($"""
        update person p set next_digest_at = planned.at from unnest({plans.Select(p => p.Person.Id).ToArray()}, {plans.Select(p => p.Person.NextDigestAt).ToArray()}) as planned (id, at) where p.id = planned.id
        """, ct);

    /// <summary>What still waits and had no place before is now told, left out once more, or no longer so. Only news would be lost.</summary>
    private Task<int> ForgetLeftOutAsync(List<Plan> plans, CancellationToken ct) => db.Database.ExecuteSqlAsync($"""
        update digest set left_out = coalesce((select jsonb_agg(item order by n) from jsonb_array_elements(left_out) with ordinality as items (item, n) where item ->> 'kind' <> all ({Lasting})), '[]')
        where person_id = any ({plans.Select(p => p.Person.Id).ToArray()}) and id <> all ({plans.Select(p => p.Id).ToArray()}) and left_out <> '[]'
        """, ct);

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

    private async Task<Dictionary<Guid, Dictionary<DigestItem, DateTimeOffset>>> ToldAsync(List<Person> due, DateTimeOffset now, CancellationToken ct)
    {
        var (ids, since) = (due.Select(p => p.Id).ToArray(), now - DigestContent.RepeatAfter);
        var told = await db.Database.SqlQuery<ToldRow>($"""
            select d.person_id as "PersonId", item ->> 'kind' as "Kind", (item ->> 'initiativeId')::uuid as "InitiativeId", (item ->> 'aboutId')::uuid as "AboutId", max(d.window_to) as "At"
            from digest d join outgoing_mail m on m.id = d.mail_id and m.state = 'Sent' cross join jsonb_array_elements(d.told) as items (item)
            where d.person_id = any ({ids}) and d.window_to > {since} and item ->> 'kind' = any ({Lasting}) group by 1, 2, 3, 4
            """).ToListAsync(ct);
        return told.GroupBy(t => t.PersonId).ToDictionary(g => g.Key, g => g.ToDictionary(t => new DigestItem(Enum.Parse<DigestItemKind>(t.Kind), t.InitiativeId, t.AboutId ?? Guid.Empty), t => t.At));
    }

    /// <param name="At">When it was told last.</param>
    private sealed record ToldRow(Guid PersonId, string Kind, Guid InitiativeId, Guid? AboutId, DateTimeOffset At);

    /// <summary>A digest on its way to the database.</summary>
    private sealed record Plan(Person Person, Guid Id, DigestWindow Window, DateOnly PeriodStart)
    {
        public IReadOnlyList<DigestItem> Told { get; private set; } = [];

        public IReadOnlyList<DigestItem> LeftOut { get; private set; } = [];

        /// <summary>Nothing without anything to say.</summary>
        public OutgoingMail? Mail { get; private set; }

        public void Fill(DigestContent content, DateTimeOffset now)
        {
            if (content.Items.Count == 0) return;
            (Told, LeftOut) = ([.. content.Items.Select(f => f.Item)], [.. content.LeftOut.Select(f => f.Item)]);
            Mail = new DigestMail(Person.Id, Id) { PeriodLeft = Person.NextDigestAt!.Value - now }.ToRow(now);
        }
    }
}
