using System.Security.Cryptography.X509Certificates;
using Matchmaking.Local;
using Matchmaking.Platform.Mail;

namespace Matchmaking.Tests.Platform;

public sealed class SmtpTlsTests
{
    private static readonly EmailAddress _from = EmailAddress.Parse("post@treffitori.example.org"), _to = EmailAddress.Parse("anna@example.org");
    private static readonly byte[] _letter = MimeLetter.Compose(MimeLetterTests.Make());
    private static readonly LetterBoxSettings _tls = new() { StartTls = true }, _secret = new() { StartTls = true, User = "treffitori", Password = "sälä sana" };

    [Theory]
    [InlineData(true, SmtpTls.Required, true)]
    [InlineData(true, SmtpTls.WhenOffered, true)]
    [InlineData(true, SmtpTls.Never, false)]
    [InlineData(false, SmtpTls.WhenOffered, false)]
    [InlineData(false, SmtpTls.Never, false)]
    public async Task Letters_go_under_tls_as_the_settings_say(bool offered, SmtpTls tls, bool encrypted)
    {
        await using var box = await LetterBox.StartAsync(settings: new() { StartTls = offered });
        var outcome = await SendAsync(box, To(box) with { Tls = tls });
        Assert.Equal((SmtpVerdict.Accepted, encrypted), (outcome.Verdict, box.Letters[0].Encrypted));
    }

    [Fact]
    public async Task Where_tls_is_required_and_not_offered_nothing_is_said_but_hello()
    {
        await using var box = await LetterBox.StartAsync();
        var outcome = await SendAsync(box, To(box) with { User = "treffitori", Password = "sälä sana" });
        Assert.Equal((SmtpStep.StartTls, SmtpVerdict.RelayRefused), (outcome.Step, outcome.Verdict));
        Assert.Equal(["EHLO [127.0.0.1]"], box.Heard);
    }

    [Theory]
    [InlineData(SmtpTls.Required)]
    [InlineData(SmtpTls.WhenOffered)]
    public async Task A_relay_that_cannot_prove_who_it_is_gets_no_letter(SmtpTls tls)
    {
        await using var box = await LetterBox.StartAsync(settings: _secret);
        using var other = LoopbackCertificate.Make();
        foreach (var roots in (X509Certificate2Collection?[])[null, [other]])
        {
            await using var session = new SmtpSession(To(box) with { Tls = tls, User = _secret.User, Password = _secret.Password }, roots);
            var outcome = await session.SendAsync(_from, _to, _letter, Yes, Stop);
            Assert.Equal((SmtpStep.StartTls, SmtpVerdict.TryLater), (outcome.Step, outcome.Verdict));
            Assert.StartsWith("TLS: ", outcome.Fault, StringComparison.Ordinal);
        }
        Assert.Equal(["EHLO [127.0.0.1]", "STARTTLS", "EHLO [127.0.0.1]", "STARTTLS"], box.Heard);
    }

    [Fact]
    public async Task Nothing_said_before_tls_counts_under_it()
    {
        await using var box = await LetterBox.StartAsync(settings: _tls);
        box.Fail(LetterBoxStep.StartTls, LetterBoxFault.ReplyAndMore("250-injected\r\n250 AUTH PLAIN"));
        var outcome = await SendAsync(box, To(box) with { User = "treffitori", Password = "sälä sana" });
        Assert.Equal((SmtpStep.StartTls, SmtpVerdict.TryLater, "an answer that nobody asked for"), (outcome.Step, outcome.Verdict, outcome.Fault));
        Assert.Equal(["EHLO [127.0.0.1]", "STARTTLS"], box.Heard);

        outcome = await SendAsync(box, To(box)); // the control: the same relay, silent this time
        Assert.Equal(SmtpVerdict.Accepted, outcome.Verdict);
    }

    [Fact]
    public async Task A_verdict_that_came_before_the_letter_is_no_verdict()
    {
        await using var box = await LetterBox.StartAsync();
        box.Fail(LetterBoxStep.Data, LetterBoxFault.ReplyAndMore("250 2.0.0 kept already"));
        var outcome = await SendAsync(box, To(box) with { Tls = SmtpTls.Never });
        Assert.Equal((SmtpStep.Body, SmtpVerdict.TryLater), (outcome.Step, outcome.Verdict));
        Assert.Empty(box.Letters);
    }

    [Theory]
    [InlineData("PLAIN LOGIN", true)]
    [InlineData("PLAIN", true)]
    [InlineData("LOGIN", true)]
    [InlineData("PLAIN", false)]
    [InlineData("LOGIN", false)]
    public async Task Signing_in_goes_either_way(string ways, bool tls)
    {
        await using var box = await LetterBox.StartAsync(settings: _secret with { SignInWays = ways, StartTls = tls });
        var outcome = await SendAsync(box, To(box) with { Tls = tls ? SmtpTls.Required : SmtpTls.Never, User = _secret.User, Password = _secret.Password });
        Assert.Equal((SmtpVerdict.Accepted, "treffitori"), (outcome.Verdict, box.Letters[0].SignedInAs));
    }

    [Theory]
    [InlineData("PLAIN")]
    [InlineData("LOGIN")]
    public async Task A_wrong_password_is_the_relays_refusal_not_the_letters(string ways)
    {
        await using var box = await LetterBox.StartAsync(settings: _secret with { SignInWays = ways });
        var outcome = await SendAsync(box, To(box) with { User = _secret.User, Password = "wrong" });
        Assert.Equal((SmtpStep.SignIn, SmtpVerdict.RelayRefused, 535), (outcome.Step, outcome.Verdict, outcome.Reply!.Code));
    }

    [Fact]
    public async Task A_relay_without_a_way_to_sign_in_that_we_know_is_refused_by_us()
    {
        await using var box = await LetterBox.StartAsync(settings: _secret with { SignInWays = "GSSAPI CRAM-MD5" });
        var outcome = await SendAsync(box, To(box) with { User = _secret.User, Password = _secret.Password });
        Assert.Equal((SmtpStep.SignIn, SmtpVerdict.RelayRefused), (outcome.Step, outcome.Verdict));
        Assert.DoesNotContain(box.Heard, heard => heard.StartsWith("AUTH", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Many_letters_go_under_one_tls_connection()
    {
        await using var box = await LetterBox.StartAsync(settings: _secret);
        await using var session = new SmtpSession(To(box) with { User = _secret.User, Password = _secret.Password }, [box.Certificate!]);
        for (var i = 0; i < 20; i++) Assert.Equal(SmtpVerdict.Accepted, (await session.SendAsync(_from, _to, _letter, Yes, Stop)).Verdict);
        Assert.Equal((1, 20), (box.Connections, box.AcceptedCount));
    }

    private static async Task<SmtpOutcome> SendAsync(LetterBox box, SmtpSettings settings)
    {
        await using var session = new SmtpSession(settings, box.Certificate is { } certificate ? [certificate] : null);
        return await session.SendAsync(_from, _to, _letter, Yes, Stop);
    }

    private static SmtpSettings To(LetterBox box) => new("127.0.0.1", box.SmtpPort, _from, "Treffitori");

    private static Task<bool> Yes() => Task.FromResult(true);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;
}
