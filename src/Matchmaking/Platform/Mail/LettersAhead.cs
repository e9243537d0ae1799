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
/// <param name="At">Before what it says was gathered.</param>
internal sealed record WrittenLetter(OutgoingMail Row, Mail? Mail, Letter? Letter, byte[] Bytes, Exception? Failure, bool IsExpired, long At);

/// <summary>Takes letters that are due and writes them ahead of the one that the relay is spoken to about: the quicker the relay, the more. It writes nothing
/// down of them.</summary>
internal sealed class LettersAhead(MatchmakingDb db, Claims claims, MailKinds kinds, ILetterWriter writer)
{
    private const int First = 20, Fewest = 10, Most = 200;

    /// <summary>So many are taken at once as the relay took in this time.</summary>
    private static readonly TimeSpan AtATime = TimeSpan.FromSeconds(0.5);

    /// <summary>What a letter says was gathered no longer than this before it goes.</summary>
    public static readonly TimeSpan FreshFor = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(90);

    private readonly Channel<WrittenLetter> _written = Channel.CreateUnbounded<WrittenLetter>();
    private readonly ConcurrentDictionary<Guid, OutgoingMail> _waiting = new();
    private volatile int _done;
    private long _since = Stopwatch.GetTimestamp();
    private int _doneBefore, _pace;

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

    /// <summary>The relay is done with one of them.</summary>
    public void Done() => _done++;

    public async Task WriteAllAsync(CancellationToken ct)
    {
        try
        {
            for (var count = First; await claims.TakeAsync<OutgoingMail>(count, Lease, ct) is { Count: > 0 } rows;)
            {
                foreach (var row in rows) _waiting[row.Id] = row;
                await WriteAsync(rows, ct);
                while (_waiting.Count > (count = Pace())) await Task.Delay(5, ct);
            }
            _written.Writer.Complete();
        }
        catch (Exception e)
        {
            _written.Writer.Complete(e);
        }
    }

    /// <summary>How many the relay took in the last whole half second, or more if it has taken more since. Of a shorter time it is not told how quick it is.</summary>
    private int Pace()
    {
        var (done, time) = (_done - _doneBefore, Stopwatch.GetElapsedTime(_since));
        if (time < AtATime) return Math.Clamp(Math.Max(_pace, done), Fewest, Most);
        (_pace, _doneBefore, _since) = ((int)(done * (AtATime / time)), _done, Stopwatch.GetTimestamp());
        return Math.Clamp(_pace, Fewest, Most);
    }

    private async Task WriteAsync(List<OutgoingMail> rows, CancellationToken ct)
    {
        var taken = Stopwatch.GetTimestamp();
        await PrepareAsync(rows, ct);
        foreach (var row in rows) await _written.Writer.WriteAsync(await WriteAsync(row, taken, ct), ct);
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

        WrittenLetter Written(Letter? letter, byte[] bytes, Exception? failure) => new(row, mail, letter, bytes, failure, IsExpired(row, taken), taken);
    }

    /// <summary>By the database's clock, which set the lease when the letter was taken.</summary>
    private static bool IsExpired(OutgoingMail row, long taken) => row.ExpiresAt < row.LeaseUntil - Lease + Stopwatch.GetElapsedTime(taken);
}
