using Matchmaking.Local;
using Matchmaking.Platform.Data;
using Matchmaking.Platform.Jobs;
using Matchmaking.Platform.Mail;
using Microsoft.EntityFrameworkCore;
using static Matchmaking.Tests.Platform.MailScene;
using Step = Matchmaking.Local.LetterBoxStep;

namespace Matchmaking.Tests.Platform;

/// <summary>The queue of letters with a real database and a relay that speaks real SMTP and fails when told to.</summary>
public sealed class SendOutgoingMailTests : IAsyncLifetime
{
    private MailScene? _mail;

    private MailScene Mail => _mail!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _mail = await MailScene.CreateAsync();

    public ValueTask DisposeAsync() => Mail.DisposeAsync();

    [Fact]
    public async Task A_letter_is_sent_once_and_a_second_run_is_harmless()
    {
        await Mail.QueueAsync(new NewsMail("hei"));
        Assert.Equal(1, await Mail.RunAsync());
        Assert.Equal(0, await Mail.RunAsync());
        var row = await Mail.RowAsync();
        Assert.Equal((MailState.Sent, 1, row.MessageId), (row.State, Mail.Box.AcceptedCount, Mail.Box.Letters.Single().Headers["Message-ID"].Single()));
        Assert.Null(row.Rendered); // what was said to one may name another
    }

    [Fact]
    public async Task A_letter_that_is_useless_by_now_is_not_sent()
    {
        await Mail.QueueAsync(new NewsMail("late"), writtenAgo: TimeSpan.FromDays(4));
        await Mail.RunAsync();
        Assert.Equal((MailState.Expired, 0), ((await Mail.RowAsync()).State, Mail.Box.AcceptedCount));
    }

    [Theory]
    [InlineData("unwanted")] // hidden, over, unsubscribed: the kind's own question says no
    [InlineData("nobody")] // the account or its address is gone: there is nothing to write
    public async Task A_letter_that_is_not_wanted_any_more_is_not_sent(string words)
    {
        await Mail.QueueAsync(new NewsMail(words));
        await Mail.RunAsync();
        Assert.Equal((MailState.Suppressed, 0), ((await Mail.RowAsync()).State, Mail.Box.AcceptedCount));
    }

    [Fact]
    public async Task What_became_of_a_letter_does_not_wait_for_the_next_one()
    {
        await Mail.QueueAsync(new SummaryMail(), new SummaryMail());
        Mail.Box.Fail(Step.From, LetterBoxFault.Hang, every: 2);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var running = Mail.WorkAsync(stop.Token);
        await using var db = Mail.Database.Open();
        while (!await db.OutgoingMails().AnyAsync(m => m.State == MailState.Sent, Ct)) await Task.Delay(10, Ct);
        Assert.False(await db.OutgoingMails().AnyAsync(m => m.State == MailState.HandingOver, Ct));
        Assert.False(running.IsCompleted);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    [Fact]
    public async Task Two_letters_of_one_worker_are_never_being_handed_over_at_once()
    {
        await Mail.QueueAsync([.. Enumerable.Range(0, 50).Select(_ => new SummaryMail())]);
        await using var db = Mail.Database.Open();
        var most = 0;
        Mail.Box.Accepted = _ => most = Math.Max(most, db.OutgoingMails().Count(m => m.State == MailState.HandingOver));
        await Mail.RunAsync();
        Assert.Equal((50, 1), (Mail.Box.AcceptedCount, most));
    }

    [Fact]
    public async Task A_letter_refused_for_now_is_tried_again_later()
    {
        await Mail.QueueAsync(new NewsMail("a"));
        Mail.Box.Fail(Step.To, LetterBoxFault.Reply(450));
        await Mail.RunAsync();
        Assert.Equal(0, await Mail.RunAsync()); // not yet
        var row = await Mail.RowAsync();
        Assert.Equal((MailState.Retry, "TryLater at To: 450", 1, 0), (row.State, row.LastError, row.Attempts, Mail.Box.AcceptedCount));

        await Mail.MakeDueAsync();
        await Mail.RunAsync();
        Assert.Equal((MailState.Sent, 1), ((await Mail.RowAsync()).State, Mail.Box.AcceptedCount));
    }

    [Theory]
    [InlineData("550 5.1.1 no such user", "AddressRefused at To: 550 5.1.1")]
    [InlineData("550 5.7.1 policy", "LetterRefused at To: 550 5.7.1")]
    public async Task A_letter_refused_for_good_fails_and_the_operator_can_read_why(string reply, string error)
    {
        await Mail.QueueAsync(new NewsMail("a"));
        Mail.Box.Fail(Step.To, LetterBoxFault.Reply(550, reply[4..]));
        await Mail.RunAsync();
        await Mail.MakeDueAsync();
        await Mail.RunAsync();
        await using var db = Mail.Database.Open();
        var row = await db.OutgoingMails().Failed().SingleAsync(Ct);
        Assert.Equal((MailState.Failed, error, 0), (row.State, row.LastError, Mail.Box.AcceptedCount));
        Assert.NotNull(row.DoneAt);
    }

    [Fact]
    public async Task A_letter_that_the_relay_may_have_goes_again_with_the_same_name_and_body()
    {
        await Mail.QueueAsync(new NewsMail("a"));
        Mail.Box.Fail(Step.Dot, LetterBoxFault.CloseUnanswered);
        await Mail.RunAsync();
        Assert.Equal((MailState.Retry, 1), ((await Mail.RowAsync()).State, Mail.Box.AcceptedCount));

        await Mail.MakeDueAsync();
        await Mail.RunAsync(); // the writer would say something else by now
        Assert.Equal((MailState.Sent, 2), ((await Mail.RowAsync()).State, Mail.Box.AcceptedCount));
        Assert.Equal(Mail.Box.Letters[0].Raw, Mail.Box.Letters[1].Raw);
        Assert.Equal((await Mail.RowAsync()).MessageId, Mail.Box.Letters[1].Headers["Message-ID"].Single());
    }

    [Fact]
    public async Task A_digest_that_the_relay_may_have_never_goes_again()
    {
        await Mail.QueueAsync(new SummaryMail());
        Mail.Box.Fail(Step.Dot, LetterBoxFault.CloseUnanswered);
        await Mail.RunAsync();
        await Mail.MakeDueAsync();
        await Mail.RunAsync();
        Assert.Equal((MailState.Unknown, 1), ((await Mail.RowAsync()).State, Mail.Box.AcceptedCount));
    }

    [Fact]
    public async Task A_worker_that_died_while_handing_over_leaves_a_digest_unknown_and_another_letter_to_be_sent()
    {
        await Mail.QueueAsync(new SummaryMail(), new NewsMail("a"));
        await using (var db = Mail.Database.Open()) await db.OutgoingMails().ExecuteUpdateAsync(s => s.SetProperty(m => m.State, MailState.HandingOver), Ct);
        await Mail.RunAsync();
        await using var after = Mail.Database.Open();
        Assert.Equal([MailState.Sent, MailState.Unknown], await after.OutgoingMails().OrderBy(m => m.Priority).Select(m => m.State).ToListAsync(Ct));
        Assert.Equal(1, Mail.Box.AcceptedCount);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(450)]
    [InlineData(550)]
    public async Task A_code_leaves_no_text_in_its_row(int? refusal)
    {
        await Mail.QueueAsync(new CodeMail("123 456"));
        if (refusal is { } code) Mail.Box.Fail(Step.Dot, LetterBoxFault.Reply(code));
        await Mail.RunAsync();
        var row = await Mail.RowAsync();
        Assert.Null(row.Rendered);
        Assert.Equal(refusal == 450 ? MailState.Retry : refusal == 550 ? MailState.Failed : MailState.Sent, row.State);
        if (refusal != 450) Assert.Equal("{}", row.Args);
    }

    [Fact]
    public async Task Codes_go_first()
    {
        await Mail.QueueAsync(new SummaryMail(), new NewsMail("a"), new CodeMail("1"));
        await Mail.RunAsync();
        Assert.Equal(["CodeMail", "NewsMail", "SummaryMail"], Mail.Box.Letters.Select(l => l.Subject));
    }

    [Fact]
    public async Task Two_workers_at_once_send_each_letter_once()
    {
        await Mail.QueueAsync([.. Enumerable.Range(0, 60).Select(i => new NewsMail($"{i}"))]);
        await Task.WhenAll(Mail.RunAsync(), Mail.RunAsync());
        Assert.Equal(60, Mail.Box.AcceptedCount);
        Assert.Equal(60, Mail.Box.Letters.Select(l => l.Headers["Message-ID"].Single()).Distinct().Count());
    }

    [Fact] // the control: the same two workers, who look at what is due without taking it
    public async Task Two_workers_that_take_nothing_send_letters_twice()
    {
        await Mail.QueueAsync([.. Enumerable.Range(0, 5).Select(i => new NewsMail($"{i}"))]);
        using var bothHaveLooked = new Barrier(2);
        await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(async () =>
        {
            await using var db = Mail.Database.Open();
            var due = await db.OutgoingMails().AsNoTracking().Where(m => m.DoneAt == null).ToListAsync(Ct);
            bothHaveLooked.SignalAndWait(TimeSpan.FromSeconds(20), Ct);
            await using var session = new SmtpSession(Mail.Settings);
            foreach (var row in due)
                await session.SendAsync(From, To, MimeLetter.Compose((await new PlainWriter().WriteAsync(row, Mail.Kinds.Of(row.Kind).Read(row.Args), Ct))!), () => Task.FromResult(true), Ct);
        }, Ct)));
        Assert.Equal(10, Mail.Box.AcceptedCount);
    }
}
