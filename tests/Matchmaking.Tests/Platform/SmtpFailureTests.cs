using Matchmaking.Local;
using Matchmaking.Platform.Mail;
using static Matchmaking.Local.LetterBoxStep;

namespace Matchmaking.Tests.Platform;

/// <summary>The relay fails at each step, in each way. Told of every failure: the step reached, the verdict, and whether the relay in
/// truth kept the letter. A verdict may be unsure; it may never be wrong.</summary>
public sealed class SmtpFailureTests
{
    private static readonly EmailAddress _from = EmailAddress.Parse("post@treffitori.example.org"), _to = EmailAddress.Parse("anna@example.org");
    private static readonly byte[] _letter = MimeLetter.Compose(MimeLetterTests.Make());
    private static readonly byte[] _large = MimeLetter.Compose(MimeLetterTests.Make(text: new string('x', 8 << 20)));

    public static TheoryData<LetterBoxStep, string, SmtpStep, SmtpVerdict, bool> Failures() => new()
    {
        { Connect, "refuse", SmtpStep.Connect, SmtpVerdict.TryLater, false },
        { Connect, "close before", SmtpStep.Banner, SmtpVerdict.TryLater, false },
        { Banner, "close before", SmtpStep.Banner, SmtpVerdict.TryLater, false },
        { Banner, "421", SmtpStep.Banner, SmtpVerdict.TryLater, false },
        { Banner, "451", SmtpStep.Banner, SmtpVerdict.TryLater, false },
        { Banner, "554", SmtpStep.Banner, SmtpVerdict.RelayRefused, false },
        { Banner, "close after", SmtpStep.Hello, SmtpVerdict.TryLater, false },
        { Hello, "drop", SmtpStep.Hello, SmtpVerdict.TryLater, false },
        { Hello, "close before", SmtpStep.Hello, SmtpVerdict.TryLater, false },
        { Hello, "421", SmtpStep.Hello, SmtpVerdict.TryLater, false },
        { Hello, "550", SmtpStep.Hello, SmtpVerdict.RelayRefused, false },
        { Hello, "close after", SmtpStep.StartTls, SmtpVerdict.TryLater, false },
        { StartTls, "drop", SmtpStep.StartTls, SmtpVerdict.TryLater, false },
        { StartTls, "454", SmtpStep.StartTls, SmtpVerdict.TryLater, false },
        { StartTls, "550", SmtpStep.StartTls, SmtpVerdict.RelayRefused, false },
        { StartTls, "close after", SmtpStep.StartTls, SmtpVerdict.TryLater, false }, // in the handshake
        { SignIn, "drop", SmtpStep.SignIn, SmtpVerdict.TryLater, false },
        { SignIn, "close before", SmtpStep.SignIn, SmtpVerdict.TryLater, false },
        { SignIn, "421", SmtpStep.SignIn, SmtpVerdict.TryLater, false },
        { SignIn, "454", SmtpStep.SignIn, SmtpVerdict.TryLater, false },
        { SignIn, "535", SmtpStep.SignIn, SmtpVerdict.RelayRefused, false },
        { SignIn, "close after", SmtpStep.From, SmtpVerdict.TryLater, false },
        { From, "drop", SmtpStep.From, SmtpVerdict.TryLater, false },
        { From, "close before", SmtpStep.From, SmtpVerdict.TryLater, false },
        { From, "421", SmtpStep.From, SmtpVerdict.TryLater, false },
        { From, "450", SmtpStep.From, SmtpVerdict.TryLater, false },
        { From, "451", SmtpStep.From, SmtpVerdict.TryLater, false },
        { From, "550", SmtpStep.From, SmtpVerdict.RelayRefused, false },
        { From, "close after", SmtpStep.To, SmtpVerdict.TryLater, false },
        { To, "drop", SmtpStep.To, SmtpVerdict.TryLater, false },
        { To, "close before", SmtpStep.To, SmtpVerdict.TryLater, false },
        { To, "421", SmtpStep.To, SmtpVerdict.TryLater, false },
        { To, "450", SmtpStep.To, SmtpVerdict.TryLater, false },
        { To, "451", SmtpStep.To, SmtpVerdict.TryLater, false },
        { To, "550", SmtpStep.To, SmtpVerdict.AddressRefused, false },
        { To, "550 5.1.1 nobody", SmtpStep.To, SmtpVerdict.AddressRefused, false },
        { To, "554 5.7.1 your network is on a block list", SmtpStep.To, SmtpVerdict.LetterRefused, false },
        { To, "530 5.7.0 sign in first", SmtpStep.To, SmtpVerdict.LetterRefused, false },
        { To, "close after", SmtpStep.Data, SmtpVerdict.TryLater, false },
        { LetterBoxStep.Data, "drop", SmtpStep.Data, SmtpVerdict.TryLater, false },
        { LetterBoxStep.Data, "close before", SmtpStep.Data, SmtpVerdict.TryLater, false },
        { LetterBoxStep.Data, "421", SmtpStep.Data, SmtpVerdict.TryLater, false },
        { LetterBoxStep.Data, "451", SmtpStep.Data, SmtpVerdict.TryLater, false },
        { LetterBoxStep.Data, "550", SmtpStep.Data, SmtpVerdict.LetterRefused, false },
        { LetterBoxStep.Data, "250", SmtpStep.Data, SmtpVerdict.TryLater, false }, // agrees where it should ask for the letter
        { LetterBoxStep.Data, "close after", SmtpStep.Dot, SmtpVerdict.Ambiguous, false },
        { Body, "drop", SmtpStep.Dot, SmtpVerdict.Ambiguous, false },
        { Body, "close before", SmtpStep.Dot, SmtpVerdict.Ambiguous, false },
        { Body, "451", SmtpStep.Dot, SmtpVerdict.TryLater, false }, // said before the letter was over
        { Body, "550", SmtpStep.Dot, SmtpVerdict.LetterRefused, false },
        { Body, "drop, large", SmtpStep.Body, SmtpVerdict.TryLater, false },
        { Body, "close before, large", SmtpStep.Body, SmtpVerdict.TryLater, false },
        { Dot, "drop", SmtpStep.Dot, SmtpVerdict.Ambiguous, false },
        { Dot, "close before", SmtpStep.Dot, SmtpVerdict.Ambiguous, false },
        { Dot, "close unanswered", SmtpStep.Dot, SmtpVerdict.Ambiguous, true },
        { Dot, "421", SmtpStep.Dot, SmtpVerdict.TryLater, false },
        { Dot, "450", SmtpStep.Dot, SmtpVerdict.TryLater, false },
        { Dot, "451", SmtpStep.Dot, SmtpVerdict.TryLater, false },
        { Dot, "550", SmtpStep.Dot, SmtpVerdict.LetterRefused, false },
        { Dot, "552", SmtpStep.Dot, SmtpVerdict.LetterRefused, false },
        { Dot, "554", SmtpStep.Dot, SmtpVerdict.LetterRefused, false },
        { Dot, "354", SmtpStep.Dot, SmtpVerdict.Ambiguous, false }, // an answer that means nothing there
        { Dot, "close after", SmtpStep.Dot, SmtpVerdict.Accepted, true },
    };

    [Theory]
    [MemberData(nameof(Failures))]
    public async Task A_failure_is_told_by_its_step_and_verdict_and_the_next_letter_goes_out(
        LetterBoxStep where, string how, SmtpStep step, SmtpVerdict verdict, bool kept)
    {
        await using var box = await StartAsync();
        await using var session = Session(box, new());
        box.Fail(where, Fault(how));
        var asked = 0;
        var outcome = await SendAsync(session, how.EndsWith("large", StringComparison.Ordinal) ? _large : _letter, () => asked++);

        Assert.Equal((step, verdict), (outcome.Step, outcome.Verdict));
        Assert.Equal(kept ? 1 : 0, box.AcceptedCount);
        Assert.Equal(step > SmtpStep.BeforeData ? 1 : 0, asked);

        box.Heal();
        Assert.Equal(SmtpVerdict.Accepted, (await SendAsync(session, _letter)).Verdict);
    }

    [Theory] // the reset may be seen while the connection is still being made
    [InlineData(Connect)]
    [InlineData(Banner)]
    public async Task A_connection_reset_at_once_is_a_relay_to_try_later(LetterBoxStep where)
    {
        await using var box = await StartAsync();
        await using var session = Session(box, new());
        box.Fail(where, LetterBoxFault.Drop);
        var outcome = await SendAsync(session, _letter);
        Assert.Equal(SmtpVerdict.TryLater, outcome.Verdict);
        Assert.InRange(outcome.Step, SmtpStep.Connect, SmtpStep.Banner);
    }

    [Fact] // the control: who took a lost connection for a refusal would send this letter twice
    public async Task After_the_dot_nobody_can_tell_a_kept_letter_from_a_lost_one()
    {
        var seen = new List<(SmtpOutcome Outcome, int Kept)>();
        foreach (var how in (LetterBoxFault[])[LetterBoxFault.CloseBefore, LetterBoxFault.CloseUnanswered])
        {
            await using var box = await StartAsync();
            await using var session = Session(box, new());
            box.Fail(Dot, how);
            seen.Add((await SendAsync(session, _letter), box.AcceptedCount));
        }
        Assert.Equal(seen[0].Outcome, seen[1].Outcome);
        Assert.NotEqual(seen[0].Kept, seen[1].Kept);
    }

    public static TheoryData<LetterBoxStep, string, SmtpStep, SmtpVerdict, bool> Delays() => new()
    {
        { Connect, "hang", SmtpStep.Banner, SmtpVerdict.TryLater, false },
        { Banner, "hang", SmtpStep.Banner, SmtpVerdict.TryLater, false },
        { Banner, "drip", SmtpStep.Banner, SmtpVerdict.TryLater, false },
        { Hello, "hang", SmtpStep.Hello, SmtpVerdict.TryLater, false },
        { Hello, "drip", SmtpStep.Hello, SmtpVerdict.TryLater, false },
        { StartTls, "hang", SmtpStep.StartTls, SmtpVerdict.TryLater, false },
        { SignIn, "hang", SmtpStep.SignIn, SmtpVerdict.TryLater, false },
        { From, "hang", SmtpStep.From, SmtpVerdict.TryLater, false },
        { From, "drip", SmtpStep.From, SmtpVerdict.TryLater, false },
        { To, "hang", SmtpStep.To, SmtpVerdict.TryLater, false },
        { LetterBoxStep.Data, "hang", SmtpStep.Data, SmtpVerdict.TryLater, false },
        { Body, "hang", SmtpStep.Dot, SmtpVerdict.Ambiguous, false },
        { Body, "hang, large", SmtpStep.Body, SmtpVerdict.TryLater, false },
        { Dot, "hang", SmtpStep.Dot, SmtpVerdict.Ambiguous, false },
        { Dot, "drip", SmtpStep.Dot, SmtpVerdict.Ambiguous, true },
    };

    [Fact] // all at once: each waits out its patience
    public async Task A_relay_that_hangs_or_drips_a_byte_at_a_time_is_left_when_patience_ends()
    {
        var patience = TimeSpan.FromSeconds(1.5);
        var told = await Task.WhenAll(Delays().Select(async row =>
        {
            var (where, how, step, verdict, kept) = row.Data;
            await using var box = await StartAsync();
            await using var session = Session(box, new() { Connect = patience, Answer = patience, Verdict = patience });
            box.Fail(where, Fault(how));
            var outcome = await SendAsync(session, how.EndsWith("large", StringComparison.Ordinal) ? _large : _letter);
            return (Expected: $"{where} {how}: {step} {verdict} {(kept ? 1 : 0)}", Told: $"{where} {how}: {outcome.Step} {outcome.Verdict} {box.AcceptedCount}");
        }));
        Assert.Equal(told.Select(t => t.Expected), told.Select(t => t.Told));
    }

    [Fact]
    public async Task A_slow_relay_within_patience_is_waited_for()
    {
        await using var box = await StartAsync();
        await using var session = Session(box, new());
        box.Fail(Dot, LetterBoxFault.Drip(TimeSpan.FromMilliseconds(20)));
        Assert.Equal(SmtpVerdict.Accepted, (await SendAsync(session, _letter)).Verdict);
    }

    [Fact]
    public async Task Every_third_letter_refused_for_now_leaves_the_others_alone()
    {
        await using var box = await StartAsync();
        await using var session = Session(box, new());
        box.Fail(To, LetterBoxFault.Reply(451), times: int.MaxValue, every: 3);
        var verdicts = new List<SmtpVerdict>();
        for (var i = 0; i < 6; i++) verdicts.Add((await SendAsync(session, _letter)).Verdict);
        Assert.Equal(
            [SmtpVerdict.Accepted, SmtpVerdict.Accepted, SmtpVerdict.TryLater, SmtpVerdict.Accepted, SmtpVerdict.Accepted, SmtpVerdict.TryLater], verdicts);
        Assert.Equal((1, 4), (box.Connections, box.AcceptedCount));
    }

    private static Task<LetterBox> StartAsync() => LetterBox.StartAsync(settings: new() { StartTls = true, User = "treffitori", Password = "secret" });

    private static SmtpSession Session(LetterBox box, SmtpPatience patience) => new(
        new("127.0.0.1", box.SmtpPort, _from, "Treffitori") { User = "treffitori", Password = "secret", Patience = patience }, [box.Certificate!]);

    private static Task<SmtpOutcome> SendAsync(SmtpSession session, byte[] letter, Action? asked = null) => session.SendAsync(_from, _to, letter, () =>
    {
        asked?.Invoke();
        return Task.FromResult(true);
    }, TestContext.Current.CancellationToken);

    private static LetterBoxFault Fault(string how) => how.Replace(", large", "", StringComparison.Ordinal) switch
    {
        "refuse" => LetterBoxFault.Refuse,
        "drop" => LetterBoxFault.Drop,
        "hang" => LetterBoxFault.Hang,
        "drip" => LetterBoxFault.Drip(TimeSpan.FromMilliseconds(400)),
        "close before" => LetterBoxFault.CloseBefore,
        "close unanswered" => LetterBoxFault.CloseUnanswered,
        "close after" => LetterBoxFault.CloseAfter,
        [_, _, _, ..] reply when int.TryParse(reply[..3], out var code) => LetterBoxFault.Reply(code, reply.Length > 4 ? reply[4..] : "told to fail"),
        _ => throw new ArgumentOutOfRangeException(nameof(how), how, "not a fault"),
    };
}
