using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Matchmaking.Local;
using Matchmaking.Platform.Mail;

namespace Matchmaking.Tests.Platform;

public sealed class SmtpSessionTests
{
    private static readonly EmailAddress _from = EmailAddress.Parse("post@treffitori.example.org"), _to = EmailAddress.Parse("anna@example.org");
    private static readonly byte[] _letter = MimeLetter.Compose(MimeLetterTests.Make("Tervetuloa, Åsa 🎉"));

    [Fact]
    public async Task A_letter_is_handed_over_as_it_was_composed()
    {
        await using var box = await LetterBox.StartAsync();
        await using var session = new SmtpSession(To(box));
        var outcome = await session.SendAsync(_from, _to, _letter, Yes, Stop);

        Assert.Equal((SmtpVerdict.Accepted, SmtpStep.Dot), (outcome.Verdict, outcome.Step));
        Assert.False(outcome.SurelyNotAccepted);
        var kept = Assert.Single(box.Letters);
        Assert.Equal(_letter, kept.Raw);
        Assert.Equal(("post@treffitori.example.org", "anna@example.org", "Tervetuloa, Åsa 🎉"), (kept.From, kept.To, kept.Subject));
        Assert.Equal("Hello", kept.Text);
        Assert.Equal(["EHLO [127.0.0.1]", "MAIL FROM:<post@treffitori.example.org>", "RCPT TO:<anna@example.org>", "DATA"], box.Heard);
    }

    [Fact]
    public async Task Many_letters_go_over_one_connection()
    {
        await using var box = await LetterBox.StartAsync();
        await using (var session = new SmtpSession(To(box)))
            for (var i = 0; i < 100; i++)
                Assert.Equal(SmtpVerdict.Accepted, (await session.SendAsync(_from, EmailAddress.Parse($"p{i}@example.org"), _letter, Yes, Stop)).Verdict);

        Assert.Equal(1, box.Connections);
        Assert.Equal(Enumerable.Range(0, 100).Select(i => $"p{i}@example.org"), box.Letters.Select(l => l.To));
        Assert.Equal("QUIT", box.Heard.Last());
    }

    [Fact]
    public async Task A_kept_connection_that_died_is_replaced_without_the_letter_noticing()
    {
        await using var box = await LetterBox.StartAsync();
        await using var session = new SmtpSession(To(box));
        box.Fail(LetterBoxStep.Dot, LetterBoxFault.CloseAfter);
        Assert.Equal(SmtpVerdict.Accepted, (await session.SendAsync(_from, _to, _letter, Yes, Stop)).Verdict);
        Assert.Equal(SmtpVerdict.Accepted, (await session.SendAsync(_from, _to, _letter, Yes, Stop)).Verdict);
        box.Fail(LetterBoxStep.Reset, LetterBoxFault.Reply(421));
        Assert.Equal(SmtpVerdict.Accepted, (await session.SendAsync(_from, _to, _letter, Yes, Stop)).Verdict);
        Assert.Equal((3, 3), (box.Connections, box.AcceptedCount));
    }

    [Theory]
    [InlineData(".")]
    [InlineData(".\r\n.\r\n")]
    [InlineData("a\r\n.\r\nQUIT\r\n")]
    [InlineData("..\r\n...\r\n.a\r\n")]
    [InlineData("a\r\n.")]
    [InlineData("\r\n\r\n.\r\n\r\n")]
    public async Task Lone_dots_end_nothing(string letter)
    {
        await using var box = await LetterBox.StartAsync();
        await using var session = new SmtpSession(To(box));
        Assert.Equal(SmtpVerdict.Accepted, (await session.SendAsync(_from, _to, Encoding.UTF8.GetBytes(letter), Yes, Stop)).Verdict);
        Assert.Equal(SmtpVerdict.Accepted, (await session.SendAsync(_from, _to, "next"u8.ToArray(), Yes, Stop)).Verdict);
        Assert.Equal([letter.EndsWith("\r\n", StringComparison.Ordinal) ? letter : letter + "\r\n", "next\r\n"], box.Letters.Select(l => Encoding.UTF8.GetString(l.Raw)));
    }

    [Fact] // the control of the test above
    public async Task A_dot_that_is_not_doubled_ends_the_letter()
    {
        await using var box = await LetterBox.StartAsync();
        using var naive = new TcpClient("127.0.0.1", box.SmtpPort);
        await naive.GetStream().WriteAsync("EHLO x\r\nMAIL FROM:<a@b>\r\nRCPT TO:<c@d>\r\nDATA\r\na\r\n.\r\nQUIT\r\n"u8.ToArray(), Stop);
        Assert.Equal("a\r\n", Encoding.UTF8.GetString((await box.WaitForAsync(_ => true)).Raw));
    }

    [Fact]
    public async Task Long_lines_and_every_byte_arrive_as_they_were_sent()
    {
        var bytes = new byte[300_000];
        new Random(5).NextBytes(bytes);
        bytes.AsSpan().Replace((byte)'\r', (byte)'.');
        bytes.AsSpan().Replace((byte)'\n', (byte)'.');
        byte[] letter = [.. bytes, .. "\r\n."u8, .. bytes, .. "\r\n"u8];

        await using var box = await LetterBox.StartAsync();
        await using var session = new SmtpSession(To(box));
        Assert.Equal(SmtpVerdict.Accepted, (await session.SendAsync(_from, _to, letter, Yes, Stop)).Verdict);
        Assert.Equal(letter, box.Letters[0].Raw);
    }

    [Theory] // relays disagree on what a lone CR or LF is; "\n.\n" has smuggled whole letters past them
    [InlineData("a\n.\nMAIL FROM:<eve@example.org>\r\n")]
    [InlineData("a\r.\r\r\n")]
    [InlineData("a\r\n.\n")]
    [InlineData("a\r")]
    public async Task A_letter_with_a_lone_line_end_is_not_even_begun(string letter)
    {
        await using var box = await LetterBox.StartAsync();
        await using var session = new SmtpSession(To(box));
        await Assert.ThrowsAsync<ArgumentException>(() => session.SendAsync(_from, _to, Encoding.UTF8.GetBytes(letter), Yes, Stop));
        Assert.Equal(0, box.Connections);
    }

    [Fact]
    public async Task A_letter_that_is_no_longer_ours_to_send_is_withdrawn_before_data()
    {
        await using var box = await LetterBox.StartAsync();
        await using var session = new SmtpSession(To(box));
        var outcome = await session.SendAsync(_from, _to, _letter, () => Task.FromResult(false), Stop);
        Assert.Equal((SmtpVerdict.Withdrawn, SmtpStep.BeforeData, true), (outcome.Verdict, outcome.Step, outcome.SurelyNotAccepted));

        var thrown = await Assert.ThrowsAsync<IOException>(() => session.SendAsync(_from, _to, _letter, () => throw new IOException("the database"), Stop));
        Assert.Equal("the database", thrown.Message);
        Assert.DoesNotContain("DATA", box.Heard);

        Assert.Equal(SmtpVerdict.Accepted, (await session.SendAsync(_from, _to, _letter, Yes, Stop)).Verdict);
        Assert.Equal((1, 1), (box.Connections, box.AcceptedCount));
    }

    [Fact]
    public async Task Before_data_is_asked_when_the_receiver_is_agreed_and_nothing_of_the_letter_sent()
    {
        await using var box = await LetterBox.StartAsync();
        await using var session = new SmtpSession(To(box));
        string[] heard = [];
        await session.SendAsync(_from, _to, _letter, () =>
        {
            heard = [.. box.Heard];
            return Yes();
        }, Stop);
        Assert.Equal("RCPT TO:<anna@example.org>", heard[^1]);
    }

    [Fact]
    public async Task Stopping_is_heeded_before_data_and_not_after()
    {
        await using var box = await LetterBox.StartAsync();
        await using var session = new SmtpSession(To(box));
        using var stop = new CancellationTokenSource();
        var finished = await session.SendAsync(_from, _to, _letter, async () =>
        {
            await stop.CancelAsync();
            return true;
        }, stop.Token);
        Assert.Equal(SmtpVerdict.Accepted, finished.Verdict);

        Assert.Equal(SmtpVerdict.TryLater, (await session.SendAsync(_from, _to, _letter, Yes, stop.Token)).Verdict);
        Assert.Equal(1, box.AcceptedCount);
    }

    [Fact]
    public async Task Addresses_beyond_ascii_go_only_to_a_relay_that_carries_them()
    {
        var åsa = EmailAddress.Parse("åsa@example.org");
        var letter = MimeLetter.Compose(MimeLetterTests.Make(to: "åsa@example.org"));

        await using var knows = await LetterBox.StartAsync(settings: new() { Utf8 = true });
        await using var there = new SmtpSession(To(knows));
        Assert.Equal(SmtpVerdict.Accepted, (await there.SendAsync(_from, åsa, letter, Yes, Stop)).Verdict);
        Assert.Contains("MAIL FROM:<post@treffitori.example.org> BODY=8BITMIME SMTPUTF8", knows.Heard);
        Assert.Equal(("åsa@example.org", "åsa@example.org"), (knows.Letters[0].To, knows.Letters[0].Headers["To"].Single()));
        await there.SendAsync(_from, _to, _letter, Yes, Stop);
        Assert.Contains("MAIL FROM:<post@treffitori.example.org>", knows.Heard);

        await using var knowsNot = await LetterBox.StartAsync();
        await using var here = new SmtpSession(To(knowsNot));
        var outcome = await here.SendAsync(_from, åsa, letter, Yes, Stop);
        Assert.Equal((SmtpVerdict.LetterRefused, SmtpStep.To), (outcome.Verdict, outcome.Step));
        Assert.Equal(["EHLO [127.0.0.1]"], knowsNot.Heard);
    }

    [Fact]
    public async Task The_relays_words_are_kept_but_reach_no_log()
    {
        await using var box = await LetterBox.StartAsync();
        await using var session = new SmtpSession(To(box));
        box.Fail(LetterBoxStep.To, LetterBoxFault.Reply(550, "5.1.1 <anna@example.org>: nobody here of that name"));
        var outcome = await session.SendAsync(_from, _to, _letter, Yes, Stop);
        Assert.Equal((550, "5.1.1"), (outcome.Reply!.Code, outcome.Reply.Enhanced));
        Assert.Equal(["5.1.1 <anna@example.org>: nobody here of that name"], outcome.Reply.Lines);
        Assert.Equal("AddressRefused at To: 550 5.1.1", outcome.ToString());
    }

    [Theory]
    [InlineData("220-one\r\n220-two\r\n220 three\r\n", SmtpStep.Hello, SmtpVerdict.TryLater)] // understood; then this relay hangs up
    [InlineData("220\r\n", SmtpStep.Hello, SmtpVerdict.TryLater)]
    [InlineData("220 only a line feed\n", SmtpStep.Hello, SmtpVerdict.TryLater)]
    [InlineData("554-go\r\n554 away\r\n", SmtpStep.Banner, SmtpVerdict.RelayRefused)]
    [InlineData("220-one\r\n250 two\r\n", SmtpStep.Banner, SmtpVerdict.TryLater)]
    [InlineData("HTTP/1.1 400 Bad Request\r\n", SmtpStep.Banner, SmtpVerdict.TryLater)]
    [InlineData("22\r\n", SmtpStep.Banner, SmtpVerdict.TryLater)]
    [InlineData("220?\r\n", SmtpStep.Banner, SmtpVerdict.TryLater)]
    [InlineData("\r\n", SmtpStep.Banner, SmtpVerdict.TryLater)]
    [InlineData("", SmtpStep.Banner, SmtpVerdict.TryLater)]
    [InlineData("220 early\r\n250 nobody asked\r\n", SmtpStep.Hello, SmtpVerdict.TryLater)]
    [InlineData("endless line", SmtpStep.Banner, SmtpVerdict.TryLater)]
    [InlineData("endless answer", SmtpStep.Banner, SmtpVerdict.TryLater)]
    public async Task Whatever_answers_is_understood_or_left(string banner, SmtpStep step, SmtpVerdict verdict)
    {
        banner = banner switch
        {
            "endless line" => new string('2', 100_000),
            "endless answer" => string.Concat(Enumerable.Repeat("220-more\r\n", 10_000)),
            _ => banner,
        };
        using var relay = new TcpListener(IPAddress.Loopback, 0);
        relay.Start();
        var answering = Task.Run(async () =>
        {
            using var client = await relay.AcceptTcpClientAsync(Stop);
            await client.GetStream().WriteAsync(Encoding.UTF8.GetBytes(banner), Stop).AsTask().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }, Stop);
        await using var session = new SmtpSession(To("127.0.0.1", ((IPEndPoint)relay.LocalEndpoint).Port));
        var outcome = await session.SendAsync(_from, _to, _letter, Yes, Stop);
        Assert.Equal((step, verdict), (outcome.Step, outcome.Verdict));
        await answering;
    }

    [Theory]
    [InlineData(true, "192.0.2.1", true)]
    [InlineData(false, "127.0.0.1", true)]
    [InlineData(false, "::1", true)]
    [InlineData(false, "192.0.2.1", false)]
    [InlineData(false, "10.0.0.1", false)]
    [InlineData(false, "2001:db8::1", false)]
    public void A_password_is_shown_only_under_tls_or_to_this_machine(bool encrypted, string remote, bool may) =>
        Assert.Equal(may, SmtpSession.MaySignIn(encrypted, IPAddress.Parse(remote)));

    public static SmtpSettings To(LetterBox box) => To("127.0.0.1", box.SmtpPort);

    private static SmtpSettings To(string host, int port) => new(host, port, _from, "Treffitori") { Tls = SmtpTls.Never };

    private static Task<bool> Yes() => Task.FromResult(true);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;
}
