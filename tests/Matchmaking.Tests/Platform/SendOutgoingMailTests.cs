using System.Collections.Concurrent;
using Matchmaking.Local;
using Matchmaking.Platform.Data;
using Matchmaking.Platform.Jobs;
using Matchmaking.Platform.Mail;
using Matchmaking.Testing;
using Microsoft.EntityFrameworkCore;
using Step = Matchmaking.Local.LetterBoxStep;

namespace Matchmaking.Tests.Platform;

/// <summary>The queue of letters with a real database and a relay that speaks real SMTP and fails when told to.</summary>
public sealed class SendOutgoingMailTests : IAsyncLifetime
{
    private static readonly EmailAddress _from = EmailAddress.Parse("post@treffitori.example.org"), _to = EmailAddress.Parse("anna@example.org");
    private static readonly MailKinds _kinds = new([Kind<NewsMail>(), Kind<CodeMail>(), Kind<SummaryMail>()]);

    private TestDatabase? _database;
    private LetterBox? _box;

    private TestDatabase Database => _database!;

    private LetterBox Box => _box!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => (_database, _box) = (await TestDatabase.CreateAsync(), await LetterBox.StartAsync());

    public async ValueTask DisposeAsync()
    {
        await Box.DisposeAsync();
        await Database.DisposeAsync();
    }

    [Fact]
    public async Task A_letter_is_sent_once_and_a_second_run_is_harmless()
    {
        await QueueAsync(new NewsMail("hei"));
        Assert.Equal(1, await RunAsync());
        Assert.Equal(0, await RunAsync());
        var row = await RowAsync();
        Assert.Equal((MailState.Sent, 1, row.MessageId), (row.State, Box.AcceptedCount, Box.Letters.Single().Headers["Message-ID"].Single()));
        Assert.Null(row.Rendered); // what was said to one may name another
    }

    [Fact]
    public async Task A_letter_that_is_useless_by_now_is_not_sent()
    {
        await QueueAsync(new NewsMail("late"), writtenAgo: TimeSpan.FromDays(4));
        await RunAsync();
        Assert.Equal((MailState.Expired, 0), ((await RowAsync()).State, Box.AcceptedCount));
    }

    [Theory]
    [InlineData("unwanted")] // hidden, over, unsubscribed: the kind's own question says no
    [InlineData("nobody")] // the account or its address is gone: there is nothing to write
    public async Task A_letter_that_is_not_wanted_any_more_is_not_sent(string words)
    {
        await QueueAsync(new NewsMail(words));
        await RunAsync();
        Assert.Equal((MailState.Suppressed, 0), ((await RowAsync()).State, Box.AcceptedCount));
    }

    [Fact]
    public async Task A_letter_that_stops_being_wanted_after_it_was_written_is_not_sent()
    {
        await QueueAsync(new NewsMail("withdrawn"), new NewsMail("b"));
        await RunAsync();
        await using var db = Database.Open();
        Assert.Equal([MailState.Sent, MailState.Suppressed], await db.OutgoingMails().OrderBy(m => m.State).Select(m => m.State).ToListAsync(Ct));
        Assert.Contains("Words = b", Assert.Single(Box.Letters).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_became_of_a_letter_does_not_wait_for_the_next_one()
    {
        await QueueAsync(new SummaryMail(), new SummaryMail());
        Box.Fail(Step.From, LetterBoxFault.Hang, every: 2);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var running = WorkAsync(stop.Token);
        await using var db = Database.Open();
        while (!await db.OutgoingMails().AnyAsync(m => m.State == MailState.Sent, Ct)) await Task.Delay(10, Ct);
        Assert.False(await db.OutgoingMails().AnyAsync(m => m.State == MailState.HandingOver, Ct));
        Assert.False(running.IsCompleted);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    [Fact]
    public async Task Two_letters_of_one_worker_are_never_being_handed_over_at_once()
    {
        await QueueAsync([.. Enumerable.Range(0, 50).Select(_ => new SummaryMail())]);
        await using var db = Database.Open();
        var most = 0;
        Box.Accepted = _ => most = Math.Max(most, db.OutgoingMails().Count(m => m.State == MailState.HandingOver));
        await RunAsync();
        Assert.Equal((50, 1), (Box.AcceptedCount, most));
    }

    [Fact]
    public async Task Behind_a_slow_relay_a_letter_is_written_anew()
    {
        await QueueAsync(new NewsMail("slow"), new NewsMail("slow"));
        Box.Fail(Step.From, LetterBoxFault.Drip(TimeSpan.FromMilliseconds(200))); // "250 2.1.0 noted" takes longer than a written letter may wait
        Assert.Equal(2, await RunAsync());
        Assert.Equal(2, Box.AcceptedCount);
        Assert.Equal(3, PlainWriter.Written("slow")); // the one that waited twice
        await using var db = Database.Open();
        Assert.Equal([1, 1], await db.OutgoingMails().Select(m => m.Attempts).ToListAsync(Ct)); // it is not to blame
    }

    [Theory]
    [InlineData(0, 80, true)]
    [InlineData(3, 35, false)] // about 55 ms a letter: nine in half a second
    public async Task As_many_are_written_ahead_as_the_relay_takes_in_half_a_second(int pause, int letters, bool more)
    {
        var words = $"pace {pause}";
        await QueueAsync([.. Enumerable.Range(0, letters).Select(_ => new NewsMail(words))]);
        if (pause > 0) Box.Fail(Step.From, LetterBoxFault.Drip(TimeSpan.FromMilliseconds(pause)), times: letters);
        Assert.Equal(letters, await RunAsync());
        var together = PlainWriter.Together(words);
        Assert.Equal(20, together[0]);
        Assert.InRange(together.Sum(), letters, letters + 5); // hardly any twice
        Assert.Equal(more, together.Skip(1).Max() > 12);
    }

    [Fact]
    public async Task A_letter_refused_for_now_is_tried_again_later()
    {
        await QueueAsync(new NewsMail("a"));
        Box.Fail(Step.To, LetterBoxFault.Reply(450));
        await RunAsync();
        Assert.Equal(0, await RunAsync()); // not yet
        var row = await RowAsync();
        Assert.Equal((MailState.Retry, "TryLater at To: 450", 1, 0), (row.State, row.LastError, row.Attempts, Box.AcceptedCount));

        await MakeDueAsync();
        await RunAsync();
        Assert.Equal((MailState.Sent, 1), ((await RowAsync()).State, Box.AcceptedCount));
    }

    [Theory]
    [InlineData("550 5.1.1 no such user", "AddressRefused at To: 550 5.1.1")]
    [InlineData("550 5.7.1 policy", "LetterRefused at To: 550 5.7.1")]
    public async Task A_letter_refused_for_good_fails_and_the_operator_can_read_why(string reply, string error)
    {
        await QueueAsync(new NewsMail("a"));
        Box.Fail(Step.To, LetterBoxFault.Reply(550, reply[4..]));
        await RunAsync();
        await MakeDueAsync();
        await RunAsync();
        await using var db = Database.Open();
        var row = await db.OutgoingMails().Failed().SingleAsync(Ct);
        Assert.Equal((MailState.Failed, error, 0), (row.State, row.LastError, Box.AcceptedCount));
        Assert.NotNull(row.DoneAt);
    }

    [Fact]
    public async Task A_letter_that_the_relay_may_have_goes_again_with_the_same_name_and_body()
    {
        await QueueAsync(new NewsMail("a"));
        Box.Fail(Step.Dot, LetterBoxFault.CloseUnanswered);
        await RunAsync();
        Assert.Equal((MailState.Retry, 1), ((await RowAsync()).State, Box.AcceptedCount));

        await MakeDueAsync();
        await RunAsync(); // the writer would say something else by now
        Assert.Equal((MailState.Sent, 2), ((await RowAsync()).State, Box.AcceptedCount));
        Assert.Equal(Box.Letters[0].Raw, Box.Letters[1].Raw);
        Assert.Equal((await RowAsync()).MessageId, Box.Letters[1].Headers["Message-ID"].Single());
    }

    [Fact]
    public async Task A_digest_that_the_relay_may_have_never_goes_again()
    {
        await QueueAsync(new SummaryMail());
        Box.Fail(Step.Dot, LetterBoxFault.CloseUnanswered);
        await RunAsync();
        await MakeDueAsync();
        await RunAsync();
        Assert.Equal((MailState.Unknown, 1), ((await RowAsync()).State, Box.AcceptedCount));
    }

    [Fact]
    public async Task A_worker_that_died_while_handing_over_leaves_a_digest_unknown_and_another_letter_to_be_sent()
    {
        await QueueAsync(new SummaryMail(), new NewsMail("a"));
        await using (var db = Database.Open()) await db.OutgoingMails().ExecuteUpdateAsync(s => s.SetProperty(m => m.State, MailState.HandingOver), Ct);
        await RunAsync();
        await using var after = Database.Open();
        Assert.Equal([MailState.Sent, MailState.Unknown], await after.OutgoingMails().OrderBy(m => m.Priority).Select(m => m.State).ToListAsync(Ct));
        Assert.Equal(1, Box.AcceptedCount);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(450)]
    [InlineData(550)]
    public async Task A_code_leaves_no_text_in_its_row(int? refusal)
    {
        await QueueAsync(new CodeMail("123 456"));
        if (refusal is { } code) Box.Fail(Step.Dot, LetterBoxFault.Reply(code));
        await RunAsync();
        var row = await RowAsync();
        Assert.Null(row.Rendered);
        Assert.Equal(refusal == 450 ? MailState.Retry : refusal == 550 ? MailState.Failed : MailState.Sent, row.State);
        if (refusal != 450) Assert.Equal("{}", row.Args);
    }

    [Fact]
    public async Task Codes_go_first()
    {
        await QueueAsync(new SummaryMail(), new NewsMail("a"), new CodeMail("1"));
        await RunAsync();
        Assert.Equal(["CodeMail", "NewsMail", "SummaryMail"], Box.Letters.Select(l => l.Subject));
    }

    [Theory]
    [InlineData(Step.From, "drop")]
    [InlineData(Step.From, "421")]
    [InlineData(Step.Banner, "554")]
    public async Task When_the_relay_is_at_fault_the_other_letters_spend_no_attempt(Step step, string how)
    {
        await QueueAsync(new NewsMail("a"), new NewsMail("b"), new NewsMail("c"));
        Box.Fail(step, how == "drop" ? LetterBoxFault.Drop : LetterBoxFault.Reply(int.Parse(how)), times: int.MaxValue);
        await Assert.ThrowsAsync<InvalidOperationException>(RunAsync);
        await using var db = Database.Open();
        Assert.Equal([0, 0, 1], await db.OutgoingMails().Select(m => m.Attempts).OrderBy(a => a).ToListAsync(Ct));
        Assert.Equal(2, await db.OutgoingMails().CountAsync(m => m.State == MailState.Queued && m.LeaseUntil == null, Ct));

        Box.Heal();
        await MakeDueAsync();
        Assert.Equal(3, await RunAsync());
    }

    [Fact] // the control of the one above: where the letter is at fault, the others go
    public async Task When_one_letter_is_refused_for_now_the_others_go()
    {
        await QueueAsync(new NewsMail("a"), new NewsMail("b"), new NewsMail("c"));
        Box.Fail(Step.From, LetterBoxFault.Reply(451));
        await RunAsync();
        Assert.Equal(2, Box.AcceptedCount);
    }

    [Fact]
    public async Task A_worker_that_is_told_to_stop_puts_its_letters_back_without_blame()
    {
        await QueueAsync(new NewsMail("a"), new NewsMail("b"));
        Box.Fail(Step.From, LetterBoxFault.Hang);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var running = WorkAsync(stop.Token);
        while (Box.Connections == 0) await Task.Delay(10, Ct);
        await Task.Delay(200, Ct);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        await using (var db = Database.Open())
        {
            foreach (var row in await db.OutgoingMails().AsNoTracking().ToListAsync(Ct))
                Assert.Equal((MailState.Queued, 0, null, null), (row.State, row.Attempts, row.LeaseUntil, row.LastError));
        }
        Box.Heal();
        Assert.Equal(2, await RunAsync()); // at once
    }

    [Fact]
    public async Task A_letter_that_cannot_be_written_holds_up_no_other_and_is_given_up_in_the_end()
    {
        await QueueAsync(new NewsMail("broken"), new NewsMail("b"));
        await RunAsync();
        Assert.Equal(1, Box.AcceptedCount);
        for (var i = 1; i < Claims.MostAttempts; i++)
        {
            await MakeDueAsync();
            await RunAsync();
        }
        await using var db = Database.Open();
        Assert.Equal("FormatException: broken", (await db.OutgoingMails().Failed().SingleAsync(Ct)).LastError);
    }

    [Fact]
    public async Task Two_workers_at_once_send_each_letter_once()
    {
        await QueueAsync([.. Enumerable.Range(0, 60).Select(i => new NewsMail($"{i}"))]);
        await Task.WhenAll(RunAsync(), RunAsync());
        Assert.Equal(60, Box.AcceptedCount);
        Assert.Equal(60, Box.Letters.Select(l => l.Headers["Message-ID"].Single()).Distinct().Count());
    }

    [Fact] // the control: the same two workers, who look at what is due without taking it
    public async Task Two_workers_that_take_nothing_send_letters_twice()
    {
        await QueueAsync([.. Enumerable.Range(0, 5).Select(i => new NewsMail($"{i}"))]);
        using var bothHaveLooked = new Barrier(2);
        await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(async () =>
        {
            await using var db = Database.Open();
            var due = await db.OutgoingMails().AsNoTracking().Where(m => m.DoneAt == null).ToListAsync(Ct);
            bothHaveLooked.SignalAndWait(TimeSpan.FromSeconds(20), Ct);
            await using var session = new SmtpSession(Settings);
            foreach (var row in due)
                await session.SendAsync(_from, _to, MimeLetter.Compose((await new PlainWriter().WriteAsync(row, _kinds.Of(row.Kind).Read(row.Args), Ct))!), () => Task.FromResult(true), Ct);
        }, Ct)));
        Assert.Equal(10, Box.AcceptedCount);
    }

    private SmtpSettings Settings => new("127.0.0.1", Box.SmtpPort, _from, "Treffitori") { Tls = SmtpTls.Never };

    private async Task QueueAsync(params Mail[] mails) => await QueueAsync(mails, TimeSpan.Zero);

    private Task QueueAsync(Mail mail, TimeSpan writtenAgo) => QueueAsync([mail], writtenAgo);

    private async Task QueueAsync(IEnumerable<Mail> mails, TimeSpan writtenAgo)
    {
        await using var db = Database.Open();
        db.Letters(mails, TimeProvider.System.GetUtcNow() - writtenAgo);
        await db.SaveChangesAsync(Ct);
    }

    private Task<int> RunAsync() => WorkAsync(Ct);

    /// <summary>One worker, until nothing is due or it is told to stop.</summary>
    private async Task<int> WorkAsync(CancellationToken ct)
    {
        await using var db = Database.Open();
        return await new SendOutgoingMail(db, new Claims(db), _kinds, new PlainWriter(), Settings).RunAsync(ct);
    }

    private async Task<OutgoingMail> RowAsync()
    {
        await using var db = Database.Open();
        return await db.OutgoingMails().AsNoTracking().SingleAsync(Ct);
    }

    /// <summary>The pauses are over.</summary>
    private async Task MakeDueAsync()
    {
        await using var db = Database.Open();
        await db.Database.ExecuteSqlAsync($"update outgoing_mail set not_before = now() - interval '1 second'", Ct);
    }

    private static MailKind Kind<T>() where T : Mail => new(typeof(T), (_, mail, _) => Task.FromResult(mail is not NewsMail { Words: "unwanted" } && (mail is not NewsMail { Words: "withdrawn" } || PlainWriter.Written("withdrawn") == 0)));

    private sealed record NewsMail(string Words) : Mail((Guid?)null);

    private sealed record CodeMail(string Code) : Mail((Guid?)null)
    {
        public override MailClass Class => MailClass.Code;
    }

    private sealed record SummaryMail() : Mail((Guid?)null)
    {
        public override MailClass Class => MailClass.Digest;
    }

    /// <summary>Writes something new each time, so that a body that stays the same was kept.</summary>
    private sealed class PlainWriter : ILetterWriter
    {
        private static int _written;
        private static readonly ConcurrentQueue<string> _words = new();
        private static readonly ConcurrentQueue<string[]> _together = new();

        public static int Written(string words) => _words.Count(w => w == words);

        /// <summary>How many of them were gathered at once, each time.</summary>
        public static int[] Together(string words) => [.. _together.Select(t => t.Count(w => w == words)).Where(n => n > 0)];

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
                From = _from,
                To = _to,
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
