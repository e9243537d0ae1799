using Matchmaking.Platform.Data;
using Matchmaking.Platform.Jobs;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Platform.Mail;

/// <summary>What became of letters in one hour.</summary>
/// <param name="Hour">Its beginning.</param>
/// <param name="Failed">Refused for good, or given up.</param>
/// <param name="NotNeeded">No longer wanted, or too late.</param>
public sealed record MailHour(DateTimeOffset Hour, int Sent, int Failed, int NotNeeded);

/// <param name="Hours">The last day, the newest hour first; every hour is there.</param>
/// <param name="Waiting">Not sent yet, whatever the reason.</param>
/// <param name="WaitingLong">Of these, how many could have gone ten minutes ago and did not.</param>
/// <param name="NoneGoes">Letters have waited ten minutes, and in the last hour not one was sent.</param>
public sealed record MailFigures(IReadOnlyList<MailHour> Hours, int Waiting, int WaitingLong, bool NoneGoes);

public static class MailFiguresQueries
{
    /// <summary>How long a letter may wait before the operator is told.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    public static async Task<MailFigures> MailFiguresAsync(this MatchmakingDb db, CancellationToken ct = default)
    {
        var now = await db.NowAsync(ct);
        var (longAgo, hourAgo, dayAgo) = (now - Patience, now.AddHours(-1), now.AddHours(-24));
        var ended = await db.Database.SqlQuery<MailHour>($"""
            select date_trunc('hour', coalesce(done_at, dead_at), 'UTC') as "Hour", count(*) filter (where state in ('Sent', 'Unknown'))::int as "Sent",
                   count(*) filter (where state = 'Failed' or dead_at is not null)::int as "Failed", count(*) filter (where state in ('Suppressed', 'Expired') and dead_at is null)::int as "NotNeeded"
            from outgoing_mail where done_at > {dayAgo} or dead_at > {dayAgo} group by 1
            """).ToDictionaryAsync(h => h.Hour, ct);
        var waiting = db.OutgoingMails().Where(m => m.DoneAt == null && m.DeadAt == null);
        var figures = await waiting.GroupBy(_ => 1).Select(g => new
        {
            All = g.Count(),
            Due = g.Count(m => m.NotBefore < longAgo && (m.LeaseUntil == null || m.LeaseUntil < now)),
            Old = g.Count(m => m.CreatedAt < longAgo && (m.Attempts > 0 || m.NotBefore < longAgo)),
        }).SingleOrDefaultAsync(ct);
        var anySent = await db.OutgoingMails().AnyAsync(m => m.DoneAt > hourAgo && m.State == MailState.Sent, ct);
        var first = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero).AddHours(now.UtcDateTime.Hour);
        var hours = Enumerable.Range(0, 24).Select(i => first.AddHours(-i)).Select(h => ended.GetValueOrDefault(h) ?? new MailHour(h, 0, 0, 0)).ToList();
        return new(hours, figures?.All ?? 0, figures?.Due ?? 0, figures is { Old: > 0 } && !anySent);
    }
}
