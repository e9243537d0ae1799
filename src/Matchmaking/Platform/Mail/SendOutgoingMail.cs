using System.Diagnostics;
using Matchmaking.Platform.Data;
using Matchmaking.Platform.Jobs;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Platform.Mail;

/// <summary>Hands waiting letters to the relay, codes first, one after the other over one connection, while the next ones are written. No transaction
/// is open while the relay is spoken to. A crash before DATA is surely not a delivery and is tried again; a crash after it is: a transactional
/// letter goes again under the same Message-ID, a digest never does.</summary>
public sealed class SendOutgoingMail(MatchmakingDb db, Claims claims, MailKinds kinds, ILetterWriter writer, SmtpSettings settings) : IJob
{
    private static readonly TimeSpan[] Pauses = [.. new[] { 1, 5, 15, 30, 60, 120, 240, 480 }.Select(m => TimeSpan.FromMinutes(m))];

    public async Task<int> RunAsync(CancellationToken ct)
    {
        await using var session = new SmtpSession(settings);
        await using var books = new MailBooks(db.Another(), db.Another());
        await books.OpenAsync(ct);
        await db.Database.OpenConnectionAsync(ct); // kept over all letters: taking one from the pool for each statement costs more than most of them
        var done = 0;
        while (await SendDueAsync(session, books, ct) is > 0 and var some) done += some;
        return done;
    }

    /// <summary>Those that are due. One that waited too long behind a slow relay is put back, and due again.</summary>
    private async Task<int> SendDueAsync(SmtpSession session, MailBooks books, CancellationToken ct)
    {
        var ahead = new LettersAhead(db, claims, kinds, writer);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var writing = Task.Run(() => ahead.WriteAllAsync(stop.Token), CancellationToken.None);
        var (done, pause) = (0, TimeSpan.Zero);
        try
        {
            await foreach (var letter in ahead.ReadAllAsync())
            {
                if (Stopwatch.GetElapsedTime(letter.At) > LettersAhead.FreshFor)
                {
                    await books.ReturnAsync([letter.Row], TimeSpan.Zero);
                    continue;
                }
                if (await SendAsync(session, books, letter, ct) is { } relayFault)
                {
                    pause = TimeSpan.FromSeconds(30);
                    throw new InvalidOperationException($"The relay does not take letters: {relayFault}");
                }
                ahead.Done();
                done++;
            }
            await books.SettledAsync();
        }
        finally
        {
            // Whatever happened to the one whose turn it was, these were not tried.
            await stop.CancelAsync();
            await writing;
            await books.ReturnAsync(ahead.Waiting, pause);
        }
        return done;
    }

    /// <summary>Sends one letter. Returns what is wrong with the relay, if it is the relay: then the rest waits.</summary>
    private async Task<string?> SendAsync(SmtpSession session, MailBooks books, WrittenLetter letter, CancellationToken ct)
    {
        var row = letter.Row;
        try
        {
            ct.ThrowIfCancellationRequested();
            if (row.State == MailState.HandingOver && row.Class == MailClass.Digest) books.End(row, MailState.Unknown);
            else if (letter.IsExpired) books.End(row, MailState.Expired);
            else if (letter.Letter is { } words) return await HandOverAsync(session, books, letter, words, ct);
            else if (letter.Failure is { } failure && (letter.Mail is null || await IsWantedAsync(books, letter, ct) is not (false, null))) await books.FailAsync(row, failure);
            else books.End(row, MailState.Suppressed); // what is gone cannot be written, and is not wanted either
            return null;
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            await books.ReturnAsync([row], TimeSpan.Zero);
            throw;
        }
    }

    /// <summary>Whether it is still wanted is asked while the relay is told of sender and receiver, and heeded before DATA.</summary>
    private async Task<string?> HandOverAsync(SmtpSession session, MailBooks books, WrittenLetter letter, Letter words, CancellationToken ct)
    {
        var row = letter.Row;
        Fail.Hit("mail.sending");
        var asked = IsWantedAsync(books, letter, ct);
        SmtpOutcome outcome;
        try
        {
            outcome = await session.SendAsync(words.From, words.To, letter.Bytes,
                async () => (await asked).IsWanted && await books.BeginAsync(row, row.Class == MailClass.Transactional ? letter.Bytes : null, ct), ct);
        }
        finally
        {
            await ((Task)asked).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // whoever writes next has the connection alone
        }
        if (outcome.Verdict == SmtpVerdict.Accepted) Fail.Hit("mail.after-250");
        if (outcome.Step < SmtpStep.BeforeData) ct.ThrowIfCancellationRequested(); // we hung up, not the relay
        var (isWanted, failure) = await asked;
        if (isWanted) return await SettleAsync(books, row, outcome);
        if (failure is not null) await books.FailAsync(row, failure);
        else books.End(row, MailState.Suppressed);
        return null;
    }

    /// <summary>Where the kind fails to answer, the letter is not wanted for now, and holds up no other.</summary>
    private async Task<(bool IsWanted, Exception? Failure)> IsWantedAsync(MailBooks books, WrittenLetter letter, CancellationToken ct)
    {
        try
        {
            return (await books.IsStillWantedAsync(kinds.Of(letter.Row.Kind), letter.Mail!, ct), null);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return (false, e);
        }
    }

    private static async Task<string?> SettleAsync(MailBooks books, OutgoingMail row, SmtpOutcome outcome)
    {
        var error = outcome.ToString();
        switch (outcome.Verdict)
        {
            case SmtpVerdict.Withdrawn:
                return null;
            case SmtpVerdict.Accepted:
                books.End(row, MailState.Sent);
                return null;
            case SmtpVerdict.Ambiguous when row.Class == MailClass.Digest:
                books.End(row, MailState.Unknown);
                return null;
            case SmtpVerdict.AddressRefused or SmtpVerdict.LetterRefused:
                books.End(row, MailState.Failed, error);
                return null;
            default:
                await books.RetryAsync(row, error, Pause(row.Attempts));
                return IsOfRelay(outcome) ? error : null;
        }
    }

    /// <summary>Every other letter would fare alike: the relay refuses us, is closing down, or the connection is gone.</summary>
    private static bool IsOfRelay(SmtpOutcome outcome) =>
        outcome.Verdict == SmtpVerdict.RelayRefused || (outcome.Verdict == SmtpVerdict.TryLater && (outcome.Step < SmtpStep.From || outcome.Reply is null or { Code: 421 }));

    /// <summary>Longer each time, a fifth shorter or longer by chance, so that a crowd does not come back at one moment.</summary>
    private static TimeSpan Pause(int attempts) => Pauses[Math.Clamp(attempts - 1, 0, Pauses.Length - 1)] * (0.8 + Random.Shared.NextDouble() * 0.4);
}
