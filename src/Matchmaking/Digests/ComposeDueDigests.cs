using Matchmaking.People;
using Matchmaking.Platform;
using Matchmaking.Platform.Data;
using Matchmaking.Platform.Jobs;
using Matchmaking.Platform.Mail;
using Matchmaking.Platform.Time;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Digests;

/// <summary>Composes the digests that are due, one person at a time: the mark of the period, the items, the letter and the next due time in one
/// transaction. After days of standing still each person gets one, not one for each day. Nothing to say, nothing sent.</summary>
public sealed class ComposeDueDigests(MatchmakingDb db, DigestSource source, TimeProvider clock) : IJob
{
    /// <summary>News older than this are none, however long no digest arrived.</summary>
    private static readonly TimeSpan LongestWindow = TimeSpan.FromDays(31);

    public async Task<int> RunAsync(CancellationToken ct)
    {
        var (done, failures) = (0, new Dictionary<Guid, Exception>());
        while (await NextAsync([.. failures.Keys], ct) is { } next)
        {
            if (next.Failure is null) done++;
            else failures[next.PersonId] = next.Failure;
        }
        return failures.Count == 0 ? done : throw new AggregateException($"{failures.Count} digests could not be composed.", failures.Values);
    }

    /// <summary>The digest of whoever waits longest and is taken by nobody else. One that fails must not keep the others waiting; it stays due.</summary>
    private async Task<(Guid PersonId, Exception? Failure)?> NextAsync(Guid[] without, CancellationToken ct)
    {
        Guid? personId = null;
        try
        {
            await db.InTransactionAsync(async () =>
            {
                var now = clock.GetUtcNow();
                var due = await db.People().FromSql($"""
                    select * from person where next_digest_at <= {now} and id <> all ({without}) order by next_digest_at, id limit 1 for no key update skip locked
                    """).SingleOrDefaultAsync(ct);
                personId = due?.Id;
                if (due is not null) await ComposeAsync(due, now, ct);
            }, ct);
            if (personId is not null) Fail.Hit("digest.composed");
            return personId is { } composed ? (composed, null) : null;
        }
        catch (Exception e) when (e is not OperationCanceledException && personId is not null)
        {
            return (personId.Value, e);
        }
    }

    private async Task ComposeAsync(Person person, DateTimeOffset now, CancellationToken ct)
    {
        var rhythm = person.DigestRhythm;
        var from = await WindowFromAsync(person.Id, rhythm, now, ct);
        person.PlanNextDigest(now);
        var content = person.SuspendedAt is null
            ? DigestContent.Compose(await source.FactsAsync(new(person.Id, rhythm, from, now), now, ct), await ToldAsync(person.Id, now, ct), now)
            : new([], 0);
        var digest = Guid.CreateVersion7(now);
        var mail = new DigestMail(person.Id, digest) { PeriodLeft = person.NextDigestAt!.Value - now }.ToRow(now);
        Guid? mailId = content.Items.Count > 0 ? mail.Id : null;
        var isFirst = await db.Database.ExecuteSqlAsync($"""
            insert into digest (id, person_id, rhythm, period_start, window_from, window_to, mail_id, more)
            values ({digest}, {person.Id}, {rhythm.ToString()}, {PeriodStart(person, now)}, {from}, {now}, {mailId}, {content.More})
            on conflict do nothing
            """, ct) == 1;
        if (isFirst && mailId is not null)
        {
            db.AddRange(content.Items.Select((f, i) => new DigestItem { DigestId = digest, Position = i, Kind = f.Kind, InitiativeId = f.InitiativeId, AboutId = f.Told.AboutId }));
            db.Add(mail);
        }
        await db.SaveChangesAsync(ct);
        Fail.Hit("digest.composing");
    }

    private static DateOnly PeriodStart(Person person, DateTimeOffset now)
    {
        var today = WallClock.Date(now, TimeZoneInfo.FindSystemTimeZoneById(person.TimeZone));
        return person.DigestRhythm == DigestRhythm.Weekly ? today.AddDays(-(((int)today.DayOfWeek + 6) % 7)) : today;
    }

    /// <summary>Where the last digest ended that reached the person, or that had nothing to tell: what a lost letter told comes again.</summary>
    private async Task<DateTimeOffset> WindowFromAsync(Guid personId, DigestRhythm rhythm, DateTimeOffset now, CancellationToken ct)
    {
        var own = db.Digests().Where(d => d.PersonId == personId);
        var arrived = await own.Where(d => d.MailId == null || db.OutgoingMails().Any(m => m.Id == d.MailId && (m.State == MailState.Sent || m.State == MailState.Suppressed)))
            .MaxAsync(d => (DateTimeOffset?)d.WindowTo, ct);
        var from = arrived ?? await own.MinAsync(d => (DateTimeOffset?)d.WindowFrom, ct) ?? now.AddDays(rhythm == DigestRhythm.Weekly ? -7 : -1);
        return from < now - LongestWindow ? now - LongestWindow : from;
    }

    private async Task<Dictionary<DigestTold, DateTimeOffset>> ToldAsync(Guid personId, DateTimeOffset now, CancellationToken ct)
    {
        var since = now - DigestContent.RepeatAfter;
        var told = await db.Digests().AsNoTracking().Include(d => d.Items).Where(d => d.PersonId == personId && d.WindowTo > since)
            .Where(d => db.OutgoingMails().Any(m => m.Id == d.MailId && m.State == MailState.Sent)).ToListAsync(ct);
        return told.SelectMany(d => d.Items, (d, i) => (i.Told, d.WindowTo)).GroupBy(t => t.Told).ToDictionary(g => g.Key, g => g.Max(t => t.WindowTo));
    }
}
