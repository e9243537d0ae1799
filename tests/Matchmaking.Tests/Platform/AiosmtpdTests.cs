using System.Diagnostics;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Matchmaking.Local;
using Matchmaking.Platform.Mail;

namespace Matchmaking.Tests.Platform;

/// <summary>The session against a mail server that we did not write, with its letters read by a parser that we did not write.</summary>
public sealed class AiosmtpdTests
{
    private const string Server = """
        import asyncio, logging, ssl, sys
        from aiosmtpd.smtp import SMTP, AuthResult
        logging.disable()
        class Keep:
            async def handle_RCPT(self, server, session, envelope, address, options):
                if address.startswith("unknown"): return "550 5.1.1 nobody here of that name"
                if address.startswith("later"): return "450 4.2.0 greylisted"
                envelope.rcpt_tos.append(address)
                return "250 2.1.5 ok"
            async def handle_DATA(self, server, session, envelope):
                raw = envelope.original_content
                kept = json.loads(show(raw))
                kept |= {"EnvelopeTo": envelope.rcpt_tos, "EnvelopeFrom": envelope.mail_from, "Raw": raw.decode("latin-1"),
                         "Tls": session.ssl is not None, "SignedIn": bool(session.authenticated)}
                print(json.dumps(kept), flush=True)
                return "250 2.0.0 kept"
        def check(server, session, envelope, mechanism, data):
            return AuthResult(handled=False, success=(data.login.decode(), data.password.decode()) == ("treffitori", "sälä sana"))
        async def main(certificate, key, *without):
            tls = None
            if "STARTTLS" not in without:
                tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
                tls.load_cert_chain(certificate, key)
            make = lambda: SMTP(Keep(), hostname="localhost", enable_SMTPUTF8=True, tls_context=tls, require_starttls=tls is not None, auth_require_tls=tls is not None,
                                authenticator=check, auth_required=True, auth_exclude_mechanism=[w for w in without if w != "STARTTLS"])
            server = await asyncio.get_running_loop().create_server(make, "0.0.0.0", 0)
            print(server.sockets[0].getsockname()[1], flush=True)
            await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
        asyncio.run(main(*sys.argv[1:]))
        """;

    private static readonly EmailAddress _from = EmailAddress.Parse("post@treffitori.example.org");

    private sealed record Kept(string[] EnvelopeTo, string EnvelopeFrom, string Raw, bool Tls, bool SignedIn, string Subject, string Text, string[] Complaints);

    [Theory]
    [InlineData("PLAIN")]
    [InlineData("LOGIN")]
    public async Task Letters_arrive_under_tls_after_signing_in(string way)
    {
        await using var relay = await RelayAsync(way == "PLAIN" ? "LOGIN" : "PLAIN");
        await using var session = new SmtpSession(relay.Settings, [relay.Certificate]);
        foreach (var subject in (string[])["Hello", "Tervetuloa Jyväskylään: åäö", "🎉 Nyt koossa: 👩‍👩‍👧‍👦 ja pitkä otsikko, joka täytyy taittaa monelle riville eikä katkea"])
        {
            var letter = MimeLetter.Compose(MimeLetterTests.Make(subject, "Hei!\n.\n..\n.piste\n" + new string('å', 1000)));
            var arriving = relay.NextAsync();
            Assert.Equal(SmtpVerdict.Accepted, (await session.SendAsync(_from, EmailAddress.Parse("anna@example.org"), letter, Yes, Stop)).Verdict);

            var kept = await arriving;
            Assert.Equal((true, true), (kept.Tls, kept.SignedIn));
            Assert.Equal(("post@treffitori.example.org", "anna@example.org"), (kept.EnvelopeFrom, Assert.Single(kept.EnvelopeTo)));
            Assert.Equal((subject, "Hei!\n.\n..\n.piste\n" + new string('å', 1000)), (kept.Subject, kept.Text.TrimEnd('\n')));
            Assert.Equal(letter, System.Text.Encoding.Latin1.GetBytes(kept.Raw));
            Assert.Empty(kept.Complaints);
        }
    }

    [Fact]
    public async Task Its_refusals_are_understood_and_the_connection_goes_on()
    {
        await using var relay = await RelayAsync();
        await using var session = new SmtpSession(relay.Settings, [relay.Certificate]);
        var letter = MimeLetter.Compose(MimeLetterTests.Make());
        var unknown = await session.SendAsync(_from, EmailAddress.Parse("unknown@example.org"), letter, Yes, Stop);
        var later = await session.SendAsync(_from, EmailAddress.Parse("later@example.org"), letter, Yes, Stop);
        var åsa = await session.SendAsync(_from, EmailAddress.Parse("åsa@example.org"), MimeLetter.Compose(MimeLetterTests.Make(to: "åsa@example.org")), Yes, Stop);

        Assert.Equal("AddressRefused at To: 550 5.1.1", unknown.ToString());
        Assert.Equal("TryLater at To: 450 4.2.0", later.ToString());
        Assert.Equal(SmtpVerdict.Accepted, åsa.Verdict);
        Assert.Equal(["åsa@example.org"], (await relay.NextAsync()).EnvelopeTo);
    }

    [Theory]
    [InlineData("PLAIN")]
    [InlineData("LOGIN")]
    public async Task A_wrong_password_ends_before_any_letter(string way)
    {
        await using var relay = await RelayAsync(way == "PLAIN" ? "LOGIN" : "PLAIN");
        Assert.Equal("RelayRefused at SignIn: 535 5.7.8", (await SendAsync(relay.Settings with { Password = "wrong" }, relay.Certificate)).ToString());
        Assert.Equal(SmtpVerdict.Accepted, (await SendAsync(relay.Settings, relay.Certificate)).Verdict); // the control
    }

    [Fact]
    public async Task A_relay_that_asks_for_a_sign_in_and_is_given_none_takes_no_letter()
    {
        await using var relay = await RelayAsync();
        var outcome = await SendAsync(relay.Settings with { User = null, Password = null }, relay.Certificate);
        Assert.Equal((SmtpStep.From, SmtpVerdict.RelayRefused, 530), (outcome.Step, outcome.Verdict, outcome.Reply!.Code));
    }

    [Fact]
    public async Task A_relay_that_cannot_prove_its_name_ends_before_the_password()
    {
        await using var relay = await RelayAsync();
        using var other = LoopbackCertificate.Make();
        foreach (var outcome in new[] { await SendAsync(relay.Settings), await SendAsync(relay.Settings, other) })
            Assert.StartsWith("TryLater at StartTls: TLS: ", outcome.ToString(), StringComparison.Ordinal);
        var elsewhere = await SendAsync(relay.Settings with { Host = "127.0.0.2" }, relay.Certificate); // trusted, and of another name
        Assert.StartsWith("TryLater at StartTls: TLS: ", elsewhere.ToString(), StringComparison.Ordinal);
        Assert.Equal(SmtpVerdict.Accepted, (await SendAsync(relay.Settings, relay.Certificate)).Verdict); // the control
    }

    [Theory]
    [InlineData(SmtpTls.Required, "RelayRefused at StartTls: TLS is required and the relay offers none")]
    [InlineData(SmtpTls.WhenOffered, "Accepted at Dot: -")] // the control: the same relay takes it where TLS is not required
    public async Task Where_tls_is_required_and_not_offered_there_is_no_letter(SmtpTls tls, string expected)
    {
        await using var relay = await RelayAsync("STARTTLS");
        Assert.Equal(expected, (await SendAsync(relay.Settings with { Tls = tls }, relay.Certificate)).ToString());
        if (tls == SmtpTls.WhenOffered) Assert.Equal((false, true), await relay.NextAsync() is var kept ? (kept.Tls, kept.SignedIn) : default);
    }

    private static async Task<SmtpOutcome> SendAsync(SmtpSettings settings, X509Certificate2? root = null)
    {
        await using var session = new SmtpSession(settings, root is null ? null : [root]);
        return await session.SendAsync(_from, EmailAddress.Parse("anna@example.org"), MimeLetter.Compose(MimeLetterTests.Make()), Yes, Stop);
    }

    private static Task<bool> Yes() => Task.FromResult(true);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private static async Task<Relay> RelayAsync(params string[] without)
    {
        var folder = Directory.CreateTempSubdirectory("relay-");
        var certificate = LoopbackCertificate.Make();
        string[] files = [Path.Combine(folder.FullName, "certificate.pem"), Path.Combine(folder.FullName, "key.pem")];
        await File.WriteAllTextAsync(files[0], certificate.ExportCertificatePem(), Stop);
        await File.WriteAllTextAsync(files[1], certificate.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem(), Stop);
        try
        {
            var python = await Python.StartAsync($"{MimeLetterTests.Reader}\n{Server}", ["aiosmtpd"], [.. files, .. without]);
            var port = int.Parse(await python.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("aiosmtpd did not start"));
            return new(python, certificate, new("127.0.0.1", port, _from, "Treffitori") { User = "treffitori", Password = "sälä sana" });
        }
        finally
        {
            folder.Delete(recursive: true); // it has read them, or will never
        }
    }

    private sealed record Relay(Process Python, X509Certificate2 Certificate, SmtpSettings Settings) : IAsyncDisposable
    {
        public async Task<Kept> NextAsync() =>
            JsonSerializer.Deserialize<Kept>(await Python.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("aiosmtpd ended"))!;

        public async ValueTask DisposeAsync()
        {
            Python.StandardInput.Close();
            await Python.WaitForExitAsync();
            Python.Dispose();
            Certificate.Dispose();
        }
    }
}
