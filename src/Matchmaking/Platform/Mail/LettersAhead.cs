using System.Collections.Concurrent;
using System.Diagnostics;
using System.Threading.Channels;
using Matchmaking.Platform.Data;
using Matchmaking.Platform.Jobs;

namespace Matchmaking.Platform.Mail;

/// <summary>A letter whose turn it is.</summary>
/// <param name="Mail">Nothing where the row cannot be read.</param>
/// <param name="Letter">Nothing where there is nobody to send it to, and nothing was written.</param>
/// <param name="Failure">Why it could not be written.</param>
/// <param name="At">When it was written.</param>
internal sealed record WrittenLetter(OutgoingMail Row, Mail? Mail, Letter? Letter, byte[] Bytes, Exception? Failure, bool IsExpired, long At);

/// <summary>Takes letters that are due and writes them a few ahead of the one that the relay is spoken to about. It writes nothing down of them.</summary>
internal sealed class LettersAhead(MatchmakingDb db, Claims claims, MailKinds kinds, ILetterWriter writer)
{
    private const int AtATime = 40;

    /// <summary>An ordinary relay takes about so many within <see cref="FreshFor"/>: of more, most would be put back and written again.</summary>
    private const int MostAhead = 20;

    /// <summary>What a letter says is gathered no longer than this before it is written, and written no longer than this before it goes.</summary>
    public static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(90);

    private readonly Channel<WrittenLetter> _written = Channel.CreateBounded<WrittenLetter>(MostAhead);
    private readonly ConcurrentDictionary<Guid, OutgoingMail> _waiting = new();

    /// <summary>Those that were taken and whose turn has not come.</summary>
    public IReadOnlyCollection<OutgoingMail> Waiting => [.. _waiting.Values];

    /// <summary>In their order, as they get written; ends when none is due.</summary>
    public async IAsyncEnumerable<WrittenLetter> ReadAllAsync()
    {
        await foreach (var letter in _written.Reader.ReadAllAsync())
        {
            _waiting.TryRemove(letter.Row.Id, out _);
            yield return letter;
        }
    }

    public async Task WriteAllAsync(CancellationToken ct)
    {
        try
        {
            while (await claims.TakeAsync<OutgoingMail>(AtATime, Lease, ct) is { Count: > 0 } rows)
            {
                foreach (var row in rows) _waiting[row.Id] = row;
                await WriteAsync(rows, Stopwatch.GetTimestamp(), ct);
            }
            _written.Writer.Complete();
        }
        catch (Exception e)
        {
            _written.Writer.Complete(e);
        }
    }

    private async Task WriteAsync(List<OutgoingMail> rows, long taken, CancellationToken ct)
    {
        long? prepared = null;
        for (var i = 0; i < rows.Count; i++)
        {
            if (prepared is not { } since || Stopwatch.GetElapsedTime(since) > FreshFor)
            {
                await PrepareAsync(rows[i..], ct);
                prepared = Stopwatch.GetTimestamp();
            }
            await _written.Writer.WriteAsync(await WriteAsync(rows[i], taken, ct), ct);
        }
    }

    /// <summary>What the letters need is gathered for all of them at once; where that fails, each gathers its own, and the one at fault fails alone.</summary>
    private async Task PrepareAsync(List<OutgoingMail> rows, CancellationToken ct)
    {
        try
        {
            await writer.PrepareAsync([.. rows.Select(r => kinds.Of(r.Kind).Read(r.Args))], ct);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            db.ChangeTracker.Clear();
        }
    }

    private async Task<WrittenLetter> WriteAsync(OutgoingMail row, long taken, CancellationToken ct)
    {
        Mail? mail = null;
        try
        {
            mail = kinds.Of(row.Kind).Read(row.Args);
            var letter = await writer.WriteAsync(row, mail, ct);
            var same = row.Class == MailClass.Digest ? null : row.Rendered; // a digest is never handed over twice, so it says what is true now
            return Written(letter, letter is null ? [] : same ?? MimeLetter.Compose(letter), null);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            db.ChangeTracker.Clear();
            return Written(null, [], e);
        }

        WrittenLetter Written(Letter? letter, byte[] bytes, Exception? failure) => new(row, mail, letter, bytes, failure, IsExpired(row, taken), Stopwatch.GetTimestamp());
    }

    /// <summary>By the database's clock, which set the lease when the letter was taken.</summary>
    private static bool IsExpired(OutgoingMail row, long taken) => row.ExpiresAt < row.LeaseUntil - Lease + Stopwatch.GetElapsedTime(taken);
}
