using System.Diagnostics;
using Matchmaking.Platform.Data;
using Matchmaking.Platform.Jobs;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Platform.Mail;

/// <summary>Hands waiting letters to the relay, codes first. No transaction is open while the relay is spoken to. A crash before DATA is surely
/// not a delivery and is tried again; a crash after it is: a transactional letter goes again under the same Message-ID, a digest never does.</summary>
public sealed class SendOutgoingMail(MatchmakingDb db, Claims claims, MailKinds kinds, ILetterWriter writer, SmtpSettings settings) : IJob
{
    private const int AtATime = 40;
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan[] Pauses = [.. new[] { 1, 5, 15, 30, 60, 120, 240, 480 }.Select(m => TimeSpan.FromMinutes(m))];

    public async Task<int> RunAsync(CancellationToken ct)
    {
        await using var session = new SmtpSession(settings);
        await db.Database.OpenConnectionAsync(ct); // kept over all letters: taking one from the pool for each statement costs more than most of them
        var done = 0;
        while (await claims.TakeAsync<OutgoingMail>(AtATime, Lease, ct) is { Count: > 0 } rows)
        {
            var taken = Stopwatch.GetTimestamp();
            for (var i = 0; i < rows.Count; i++)
            {
                string? relayFault;
                try
                {
                    ct.ThrowIfCancellationRequested();
                    if (i == 0) await PrepareAsync(rows, ct);
                    relayFault = await SendAsync(session, rows[i], taken, ct);
                }
                catch (OperationCanceledException) when (ct.IsCancellationRequested)
                {
                    await ReturnAsync(rows[i..], TimeSpan.Zero);
                    throw;
                }
                catch
                {
                    await ReturnAsync(rows[(i + 1)..], TimeSpan.Zero); // what became of this one is not known, so it waits for its lease; the others were not tried
                    throw;
                }
                if (relayFault is not null)
                {
                    await ReturnAsync(rows[(i + 1)..], TimeSpan.FromSeconds(30));
                    throw new InvalidOperationException($"The relay does not take letters: {relayFault}");
                }
                done++;
            }
        }
        return done;
    }

    /// <summary>What the letters need is gathered for all of them at once; where that fails, each gathers its own, and the one at fault fails alone.
    /// Digests are marked together as about to be sent: their text is never needed again, so there is nothing more to keep of each.</summary>
    private async Task PrepareAsync(List<OutgoingMail> rows, CancellationToken ct)
    {
        try
        {
            await writer.PrepareAsync([.. rows.Where(r => r.State != MailState.HandingOver).Select(r => kinds.Of(r.Kind).Read(r.Args))], ct);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            db.ChangeTracker.Clear();
        }
        var digests = rows.Where(r => r.Class == MailClass.Digest && r.State != MailState.HandingOver).ToList();
        if (digests.Count == 0) return;
        var (ids, fences) = (digests.Select(r => r.Id).ToArray(), digests.Select(r => r.Fence).ToArray());
        await db.Database.ExecuteSqlAsync($"""
            update outgoing_mail m set state = 'Sending' from unnest({ids}, {fences}) as mine (id, fence) where m.id = mine.id and m.fence = mine.fence and m.done_at is null
            """, ct);
    }

    /// <summary>Sends one letter. Returns what is wrong with the relay, if it is the relay: then the rest waits.</summary>
    private async Task<string?> SendAsync(SmtpSession session, OutgoingMail row, long taken, CancellationToken ct)
    {
        if (row.State == MailState.HandingOver && row.Class == MailClass.Digest) return await EndAsync(row, MailState.Unknown, ct);
        if (IsExpired(row, taken)) return await EndAsync(row, MailState.Expired, ct);

        Letter? letter;
        byte[] bytes;
        try
        {
            var kind = kinds.Of(row.Kind);
            var mail = kind.Read(row.Args);
            letter = await kind.IsStillWanted(db, mail, ct) ? await writer.WriteAsync(row, mail, ct) : null;
            if (letter is null) return await EndAsync(row, MailState.Suppressed, ct);
            var same = row.Class == MailClass.Digest ? null : row.Rendered; // a digest is never handed over twice, so it says what is true now
            bytes = same ?? MimeLetter.Compose(letter);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            // A letter that cannot be written must not hold up the others; it is tried again and the operator sees it.
            await claims.FailAsync(row, e, Claims.Backoff(row.Attempts), ct);
            return null;
        }

        if (row.Class != MailClass.Digest)
        {
            var kept = row.Class == MailClass.Code ? null : bytes;
            var mine = await db.Database.ExecuteSqlAsync(
                $"update outgoing_mail set state = 'Sending', rendered = {kept} where id = {row.Id} and fence = {row.Fence} and done_at is null", ct);
            if (mine == 0) return null;
        }
        Fail.Hit("mail.sending");
        var outcome = await session.SendAsync(letter.From, letter.To, bytes, () => BeginHandingOverAsync(row, ct), ct);
        if (outcome.Verdict == SmtpVerdict.Accepted) Fail.Hit("mail.after-250");
        if (outcome.Step < SmtpStep.BeforeData) ct.ThrowIfCancellationRequested(); // we hung up, not the relay
        return await SettleAsync(row, outcome, CancellationToken.None);
    }

    /// <summary>False when the letter is another worker's by now: the lease ran out while this one stood still.</summary>
    private async Task<bool> BeginHandingOverAsync(OutgoingMail row, CancellationToken ct)
    {
        var mine = await db.Database.ExecuteSqlAsync(
            $"update outgoing_mail set state = 'HandingOver', lease_until = now() + {TimeSpan.FromMinutes(10)} where id = {row.Id} and fence = {row.Fence} and done_at is null", ct) == 1;
        Fail.Hit("mail.handing-over");
        return mine;
    }

    private async Task<string?> SettleAsync(OutgoingMail row, SmtpOutcome outcome, CancellationToken ct)
    {
        var error = outcome.ToString();
        switch (outcome.Verdict)
        {
            case SmtpVerdict.Withdrawn:
                return null;
            case SmtpVerdict.Accepted:
                return await EndAsync(row, MailState.Sent, ct);
            case SmtpVerdict.Ambiguous when row.Class == MailClass.Digest:
                return await EndAsync(row, MailState.Unknown, ct);
            case SmtpVerdict.AddressRefused or SmtpVerdict.LetterRefused:
                return await EndAsync(row, MailState.Failed, ct, error);
            default:
                await RetryAsync(row, error, ct);
                return IsOfRelay(outcome) ? error : null;
        }
    }

    /// <summary>Every other letter would fare alike: the relay refuses us, is closing down, or the connection is gone.</summary>
    private static bool IsOfRelay(SmtpOutcome outcome) =>
        outcome.Verdict == SmtpVerdict.RelayRefused || (outcome.Verdict == SmtpVerdict.TryLater && (outcome.Step < SmtpStep.From || outcome.Reply is null or { Code: 421 }));

    private Task<int> RetryAsync(OutgoingMail row, string error, CancellationToken ct) => db.Database.ExecuteSqlAsync($"""
        update outgoing_mail set state = 'Retry', lease_until = null, not_before = now() + {Pause(row.Attempts)}, last_error = {error}
        where id = {row.Id} and fence = {row.Fence} and done_at is null
        """, ct);

    /// <summary>Puts letters back that were taken and not tried: as they were, and without counting the taking as an attempt.</summary>
    private async Task ReturnAsync(IEnumerable<OutgoingMail> rows, TimeSpan pause)
    {
        foreach (var row in rows)
            await db.Database.ExecuteSqlAsync($"""
                update outgoing_mail set state = {row.State.ToString()}, lease_until = null, not_before = now() + {pause}, attempts = attempts - 1
                where id = {row.Id} and fence = {row.Fence} and done_at is null and dead_at is null
                """, CancellationToken.None);
    }

    /// <summary>The last word on a letter. Its text is forgotten: it may name people who delete their accounts, and nobody needs it again.
    /// What a code letter was made from goes too.</summary>
    private async Task<string?> EndAsync(OutgoingMail row, MailState state, CancellationToken ct, string? error = null)
    {
        var args = row.Class == MailClass.Code ? "{}" : row.Args;
        await db.Database.ExecuteSqlAsync($"""
            update outgoing_mail set state = {state.ToString()}, done_at = now(), lease_until = null, args = {args}::jsonb, rendered = null, last_error = coalesce({error}, last_error)
            where id = {row.Id} and fence = {row.Fence} and done_at is null
            """, ct);
        Fail.Hit("mail.ended");
        return null;
    }

    /// <summary>By the database's clock, which set the lease when the letter was taken.</summary>
    private static bool IsExpired(OutgoingMail row, long taken) => row.ExpiresAt < row.LeaseUntil - Lease + Stopwatch.GetElapsedTime(taken);

    /// <summary>Longer each time, a fifth shorter or longer by chance, so that a crowd does not come back at one moment.</summary>
    private static TimeSpan Pause(int attempts) => Pauses[Math.Clamp(attempts - 1, 0, Pauses.Length - 1)] * (0.8 + Random.Shared.NextDouble() * 0.4);
}
