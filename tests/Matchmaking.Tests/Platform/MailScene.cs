using System.Collections.Concurrent;
using Matchmaking.Local;
using Matchmaking.Platform.Data;
using Matchmaking.Platform.Jobs;
using Matchmaking.Platform.Mail;
using Matchmaking.Testing;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Tests.Platform;

/// <summary>A queue of letters in a real database, a relay that speaks real SMTP and fails when told to, and workers between them.</summary>
internal sealed class MailScene : IAsyncDisposable
{
    public static readonly EmailAddress From = EmailAddress.Parse("post@treffitori.example.org"), To = EmailAddress.Parse("anna@example.org");

    private MailScene(TestDatabase database, LetterBox box)
    {
        (Database, Box, Settings) = (database, box, new("127.0.0.1", box.SmtpPort, From, "Treffitori") { Tls = SmtpTls.Never });
        Kinds = new([Kind<NewsMail>(), Kind<CodeMail>(), Kind<SummaryMail>()]);
    }

    public TestDatabase Database { get; }

    public LetterBox Box { get; }

    public SmtpSettings Settings { get; }

    public MailKinds Kinds { get; }

    /// <summary>Of all its workers.</summary>
    public PlainWriter Writer { get; } = new();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<MailScene> CreateAsync() => new(await TestDatabase.CreateAsync(), await LetterBox.StartAsync());

    public async ValueTask DisposeAsync()
    {
        await Box.DisposeAsync();
        await Database.DisposeAsync();
    }

    public Task QueueAsync(params Mail[] mails) => QueueAsync(mails, TimeSpan.Zero);

    public Task QueueAsync(Mail mail, TimeSpan writtenAgo) => QueueAsync([mail], writtenAgo);

    private async Task QueueAsync(IEnumerable<Mail> mails, TimeSpan writtenAgo)
    {
        await using var db = Database.Open();
        db.Letters(mails, TimeProvider.System.GetUtcNow() - writtenAgo);
        await db.SaveChangesAsync(Ct);
    }

    public Task<int> RunAsync() => WorkAsync(Ct);

    /// <summary>One worker, until nothing is due or it is told to stop.</summary>
    public async Task<int> WorkAsync(CancellationToken ct)
    {
        await using var db = Database.Open();
        return await new SendOutgoingMail(db, new Claims(db), Kinds, Writer, Settings).RunAsync(ct);
    }

    public async Task<OutgoingMail> RowAsync()
    {
        await using var db = Database.Open();
        return await db.OutgoingMails().AsNoTracking().SingleAsync(Ct);
    }

    /// <summary>The pauses are over.</summary>
    public async Task MakeDueAsync()
    {
        await using var db = Database.Open();
        await db.Database.ExecuteSqlAsync($"update outgoing_mail set not_before = now() - interval '1 second'", Ct);
    }

    /// <summary>Some words are never wanted, others not any more once somebody wrote them down.</summary>
    private MailKind Kind<T>() where T : Mail => new(typeof(T), (_, mail, _) => Task.FromResult(mail is not NewsMail { Words: "unwanted" }
        && (mail is not NewsMail { Words: "withdrawn" } || Writer.Written("withdrawn") == 0)));

    internal sealed record NewsMail(string Words) : Mail((Guid?)null);

    internal sealed record CodeMail(string Code) : Mail((Guid?)null)
    {
        public override MailClass Class => MailClass.Code;
    }

    internal sealed record SummaryMail() : Mail((Guid?)null)
    {
        public override MailClass Class => MailClass.Digest;
    }

    /// <summary>Writes something new each time, so that a body that stays the same was kept.</summary>
    internal sealed class PlainWriter : ILetterWriter
    {
        private readonly ConcurrentQueue<string> _words = new();
        private readonly ConcurrentQueue<string[]> _together = new();
        private int _written;

        public int Written(string words) => _words.Count(w => w == words);

        /// <summary>How many of them were gathered at once, each time.</summary>
        public int[] Together(string words) => [.. _together.Select(t => t.Count(w => w == words)).Where(n => n > 0)];

        public Task PrepareAsync(IReadOnlyList<Mail> mails, CancellationToken ct)
        {
            _together.Enqueue([.. mails.OfType<NewsMail>().Select(m => m.Words)]);
            return Task.CompletedTask;
        }

        public Task<Letter?> WriteAsync(OutgoingMail row, Mail mail, CancellationToken ct)
        {
            if (mail is NewsMail { Words: "broken" }) throw new FormatException("broken");
            if (mail is NewsMail { Words: "nobody" }) return Task.FromResult<Letter?>(null);
            if (mail is NewsMail news) _words.Enqueue(news.Words);
            var text = $"{mail} {Interlocked.Increment(ref _written)}";
            return Task.FromResult<Letter?>(new Letter
            {
                From = From,
                To = To,
                Subject = row.Kind,
                Text = text,
                Html = $"<p>{text}</p>",
                Language = "en",
                MessageId = row.MessageId,
                Date = row.CreatedAt,
            });
        }
    }
}
