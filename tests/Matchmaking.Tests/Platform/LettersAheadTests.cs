using Matchmaking.Local;
using Matchmaking.Platform.Jobs;
using Matchmaking.Platform.Mail;
using Microsoft.EntityFrameworkCore;
using static Matchmaking.Tests.Platform.MailScene;
using Step = Matchmaking.Local.LetterBoxStep;

namespace Matchmaking.Tests.Platform;

/// <summary>Letters are taken and written ahead of their turn: as many as the relay is quick, none too long, and those whose turn does not come go back.</summary>
public sealed class LettersAheadTests : IAsyncLifetime
{
    private MailScene? _mail;

    private MailScene Mail => _mail!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _mail = await MailScene.CreateAsync();

    public ValueTask DisposeAsync() => Mail.DisposeAsync();

    [Fact]
    public async Task Behind_a_slow_relay_a_letter_is_written_anew()
    {
        await Mail.QueueAsync(new NewsMail("slow"), new NewsMail("slow"));
        Mail.Box.Fail(Step.From, LetterBoxFault.Drip(TimeSpan.FromMilliseconds(200))); // "250 2.1.0 noted" takes longer than a written letter may wait
        Assert.Equal(2, await Mail.RunAsync());
        Assert.Equal(2, Mail.Box.AcceptedCount);
        Assert.Equal(3, Mail.Writer.Written("slow")); // the one that waited twice
        await using var db = Mail.Database.Open();
        Assert.Equal([1, 1], await db.OutgoingMails().Select(m => m.Attempts).ToListAsync(Ct)); // it is not to blame
    }

    [Theory]
    [InlineData(0, 80, true)]
    [InlineData(50, 35, false)] // nine in half a second, whatever else a letter needs
    public async Task As_many_are_written_ahead_as_the_relay_takes_in_half_a_second(int pause, int letters, bool more)
    {
        var words = $"pace {pause}";
        using var never = new ManualResetEventSlim();
        await Mail.QueueAsync([.. Enumerable.Range(0, letters).Select(_ => new NewsMail(words))]);
        Mail.Box.Accepted = _ => never.Wait(pause, Ct);
        Assert.Equal(letters, await Mail.RunAsync());
        var together = Mail.Writer.Together(words);
        Assert.Equal(20, together[0]);
        Assert.InRange(together.Sum(), letters, letters + 5); // hardly any twice
        Assert.Equal(more, together.Skip(1).Max() > 12);
    }

    [Fact]
    public async Task A_letter_that_stops_being_wanted_after_it_was_written_is_not_sent()
    {
        await Mail.QueueAsync(new NewsMail("withdrawn"), new NewsMail("b"));
        await Mail.RunAsync();
        await using var db = Mail.Database.Open();
        Assert.Equal([MailState.Sent, MailState.Suppressed], await db.OutgoingMails().OrderBy(m => m.State).Select(m => m.State).ToListAsync(Ct));
        Assert.Contains("Words = b", Assert.Single(Mail.Box.Letters).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Step.From, "drop")]
    [InlineData(Step.From, "421")]
    [InlineData(Step.Banner, "554")]
    public async Task When_the_relay_is_at_fault_the_other_letters_spend_no_attempt(Step step, string how)
    {
        await Mail.QueueAsync(new NewsMail("a"), new NewsMail("b"), new NewsMail("c"));
        Mail.Box.Fail(step, how == "drop" ? LetterBoxFault.Drop : LetterBoxFault.Reply(int.Parse(how)), times: int.MaxValue);
        await Assert.ThrowsAsync<InvalidOperationException>(Mail.RunAsync);
        await using var db = Mail.Database.Open();
        Assert.Equal([0, 0, 1], await db.OutgoingMails().Select(m => m.Attempts).OrderBy(a => a).ToListAsync(Ct));
        Assert.Equal(2, await db.OutgoingMails().CountAsync(m => m.State == MailState.Queued && m.LeaseUntil == null, Ct));

        Mail.Box.Heal();
        await Mail.MakeDueAsync();
        Assert.Equal(3, await Mail.RunAsync());
    }

    [Fact] // the control of the one above: where the letter is at fault, the others go
    public async Task When_one_letter_is_refused_for_now_the_others_go()
    {
        await Mail.QueueAsync(new NewsMail("a"), new NewsMail("b"), new NewsMail("c"));
        Mail.Box.Fail(Step.From, LetterBoxFault.Reply(451));
        await Mail.RunAsync();
        Assert.Equal(2, Mail.Box.AcceptedCount);
    }

    [Fact]
    public async Task A_worker_that_is_told_to_stop_puts_its_letters_back_without_blame()
    {
        await Mail.QueueAsync(new NewsMail("a"), new NewsMail("b"));
        Mail.Box.Fail(Step.From, LetterBoxFault.Hang);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var running = Mail.WorkAsync(stop.Token);
        while (Mail.Box.Connections == 0) await Task.Delay(10, Ct);
        await Task.Delay(200, Ct);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        await using (var db = Mail.Database.Open())
        {
            foreach (var row in await db.OutgoingMails().AsNoTracking().ToListAsync(Ct))
                Assert.Equal((MailState.Queued, 0, null, null), (row.State, row.Attempts, row.LeaseUntil, row.LastError));
        }
        Mail.Box.Heal();
        Assert.Equal(2, await Mail.RunAsync()); // at once
    }

    [Fact]
    public async Task A_letter_that_cannot_be_written_holds_up_no_other_and_is_given_up_in_the_end()
    {
        await Mail.QueueAsync(new NewsMail("broken"), new NewsMail("b"));
        await Mail.RunAsync();
        Assert.Equal(1, Mail.Box.AcceptedCount);
        for (var i = 1; i < Claims.MostAttempts; i++)
        {
            await Mail.MakeDueAsync();
            await Mail.RunAsync();
        }
        await using var db = Mail.Database.Open();
        Assert.Equal("FormatException: broken", (await db.OutgoingMails().Failed().SingleAsync(Ct)).LastError);
    }
}
