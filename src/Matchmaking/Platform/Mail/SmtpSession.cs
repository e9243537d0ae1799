using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Matchmaking.Platform.Mail;

/// <summary>Hands letters to the relay, one after the other over one kept connection, and tells of each exactly how far it came. It
/// connects when it must, says RSET between letters, and connects anew where a kept connection turns out to be dead. Not for two at once:
/// a worker has its own. <paramref name="roots"/> stands in for the certificates this machine trusts.</summary>
public sealed class SmtpSession(SmtpSettings settings, X509Certificate2Collection? roots = null) : IAsyncDisposable
{
    private SmtpWire? _wire;
    private ILookup<string, string> _offers = Array.Empty<string>().ToLookup(o => o);

    /// <summary>The last one begun.</summary>
    private SmtpStep Step
    {
        get;
        set
        {
            field = value;
            if (Fail.IsArmed) Fail.Hit($"smtp.{value}");
        }
    }

    private SmtpWire Wire => _wire ?? throw new InvalidOperationException("Not connected.");

    /// <summary>Hands over one letter. Whatever the relay or the network does is an outcome, never an exception.
    /// <para><paramref name="beforeData"/> is awaited once, when sender and receiver are agreed and nothing of the letter has been sent: in it
    /// the caller commits <c>handing_over</c>, and answers false when the letter is no longer its own to send. What it throws, this throws.
    /// </para>
    /// <para><paramref name="ct"/> is heeded up to that point. After it the letter is finished within its patience, since to stop halfway
    /// would only make a sure answer unsure.</para></summary>
    /// <exception cref="ArgumentException">The letter has a lone CR or LF.</exception>
    public async Task<SmtpOutcome> SendAsync(
        EmailAddress from, EmailAddress to, ReadOnlyMemory<byte> letter, Func<Task<bool>> beforeData, CancellationToken ct = default)
    {
        var stuffed = SmtpWire.Stuff(letter.Span);
        if (await GuardAsync(() => AgreeAsync(from, to, ct)) is { } refused) return refused;

        Step = SmtpStep.BeforeData;
        if (!await beforeData()) return new(Step, SmtpVerdict.Withdrawn);

        return await GuardAsync(() => DeliverAsync(stuffed)) ?? new(Step, SmtpVerdict.Accepted);
    }

    /// <summary>Says QUIT, if the relay still listens.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_wire is null) return;
        await GuardAsync(() => AskAsync(SmtpStep.Connect, "QUIT", 2, CancellationToken.None, TimeSpan.FromSeconds(2)));
        await HangUpAsync();
    }

    /// <summary>Signing in shows the password to whoever can listen, so only TLS or this very machine will do.</summary>
    internal static bool MaySignIn(bool encrypted, IPAddress remote) => encrypted || IPAddress.IsLoopback(remote);

    private async Task<SmtpOutcome?> AgreeAsync(EmailAddress from, EmailAddress to, CancellationToken ct)
    {
        if (!await IsStillOpenAsync(ct) && await OpenAsync(ct) is { } refused) return refused;
        var utf8 = from.NeedsUtf8 || to.NeedsUtf8;
        if (utf8 && !_offers.Contains("SMTPUTF8"))
            return new(SmtpStep.To, SmtpVerdict.LetterRefused, Fault: "the relay carries no addresses beyond ASCII");

        return await AskAsync(SmtpStep.From, $"MAIL FROM:<{from}>{(utf8 ? " BODY=8BITMIME SMTPUTF8" : "")}", 2, ct)
            ?? await AskAsync(SmtpStep.To, $"RCPT TO:<{to}>", 2, ct);
    }

    private async Task<SmtpOutcome?> DeliverAsync(byte[] stuffed)
    {
        if (await AskAsync(SmtpStep.Data, "DATA", 3, CancellationToken.None) is { } refused) return refused;
        Step = SmtpStep.Body;
        using (var limit = Limit(settings.Patience.Answer, CancellationToken.None)) await Wire.WriteAsync(stuffed, limit.Token);
        // Only now can the relay have it: the dot goes out alone, after every byte of the letter is on its way.
        return await AskAsync(SmtpStep.Dot, ".", 2, CancellationToken.None, settings.Patience.Verdict);
    }

    private async Task<bool> IsStillOpenAsync(CancellationToken ct)
    {
        if (_wire is null) return false;
        return await GuardAsync(() => AskAsync(SmtpStep.Connect, "RSET", 2, ct)) is null;
    }

    private async Task<SmtpOutcome?> OpenAsync(CancellationToken ct)
    {
        Step = SmtpStep.Connect;
        using (var limit = Limit(settings.Patience.Connect, ct)) _wire = await SmtpWire.ConnectAsync(settings.Host, settings.Port, limit.Token);
        Step = SmtpStep.Banner;
        using var answer = Limit(settings.Patience.Answer, ct);
        var banner = await Wire.ReadReplyAsync(answer.Token);
        if (banner.Code / 100 != 2) return SmtpOutcome.Refused(Step, banner);
        return await HelloAsync(ct) ?? await EncryptAsync(ct) ?? await SignInAsync(ct);
    }

    private async Task<SmtpOutcome?> HelloAsync(CancellationToken ct)
    {
        Step = SmtpStep.Hello;
        var we = Wire.Local.AddressFamily == AddressFamily.InterNetworkV6 ? $"[IPv6:{Wire.Local}]" : $"[{Wire.Local}]";
        using var limit = Limit(settings.Patience.Answer, ct);
        var hello = await Wire.AskAsync($"EHLO {we}", limit.Token);
        if (hello.Code / 100 != 2) return SmtpOutcome.Refused(Step, hello);
        _offers = hello.Lines.Skip(1).Select(l => l.ToUpperInvariant().Split(' ', 2)).ToLookup(o => o[0], o => o.Length > 1 ? o[1] : "");
        return null;
    }

    /// <summary>What was offered before TLS is forgotten; the relay is asked again under it.</summary>
    private async Task<SmtpOutcome?> EncryptAsync(CancellationToken ct)
    {
        var offered = _offers.Contains("STARTTLS");
        if (settings.Tls == SmtpTls.Never || (settings.Tls == SmtpTls.WhenOffered && !offered)) return null;
        if (!offered) return new(SmtpStep.StartTls, SmtpVerdict.RelayRefused, Fault: "TLS is required and the relay offers none");
        if (await AskAsync(SmtpStep.StartTls, "STARTTLS", 2, ct) is { } refused) return refused;
        using (var limit = Limit(settings.Patience.Answer, ct)) await Wire.EncryptAsync(settings.Host, roots, limit.Token);
        return await HelloAsync(ct);
    }

    private async Task<SmtpOutcome?> SignInAsync(CancellationToken ct)
    {
        const SmtpStep step = SmtpStep.SignIn;
        if (settings.User is not { } user) return null;
        if (!MaySignIn(Wire.IsEncrypted, Wire.Remote)) return new(step, SmtpVerdict.RelayRefused, Fault: "no sign-in without TLS");

        var password = settings.Password ?? "";
        var ways = _offers["AUTH"].SelectMany(a => a.Split(' ')).ToHashSet();
        if (ways.Contains("PLAIN")) return await AskAsync(step, $"AUTH PLAIN {Base64($"\0{user}\0{password}")}", 2, ct);
        if (!ways.Contains("LOGIN")) return new(step, SmtpVerdict.RelayRefused, Fault: "the relay offers neither AUTH PLAIN nor AUTH LOGIN");
        return await AskAsync(step, "AUTH LOGIN", 3, ct) ?? await AskAsync(step, Base64(user), 3, ct) ?? await AskAsync(step, Base64(password), 2, ct);
    }

    /// <summary>Null when the answer is of the wanted class (its first digit), which is all that RFC 5321 lets a client rely on.</summary>
    private async Task<SmtpOutcome?> AskAsync(SmtpStep step, string command, int wanted, CancellationToken ct, TimeSpan? patience = null)
    {
        Step = step;
        using var limit = Limit(patience ?? settings.Patience.Answer, ct);
        var reply = await Wire.AskAsync(command, limit.Token);
        return reply.Code / 100 == wanted ? null : SmtpOutcome.Refused(step, reply);
    }

    /// <summary>Turns what the network throws into an outcome, and hangs up unless the relay waits for the next letter.</summary>
    private async Task<SmtpOutcome?> GuardAsync(Func<Task<SmtpOutcome?>> talk)
    {
        SmtpOutcome? outcome;
        try
        {
            outcome = await talk();
        }
        catch (Exception e) when (FaultOf(e) is not null)
        {
            outcome = SmtpOutcome.Failed(Step, FaultOf(e)!);
        }
        var waits = Step >= SmtpStep.From && outcome?.Reply is { Code: >= 400 and <= 599 and not 421 };
        if (outcome is not null && !waits) await HangUpAsync();
        return outcome;
    }

    private static string? FaultOf(Exception e) => e switch
    {
        OperationCanceledException => "no answer in time, or stopped",
        AuthenticationException => $"TLS: {e.Message}",
        InvalidDataException => e.Message,
        SocketException socket => socket.SocketErrorCode.ToString(),
        IOException => e.InnerException is SocketException socket ? socket.SocketErrorCode.ToString() : "connection lost",
        _ => null,
    };

    private async Task HangUpAsync()
    {
        var wire = Interlocked.Exchange(ref _wire, null);
        if (wire is not null) await wire.DisposeAsync();
    }

    private static CancellationTokenSource Limit(TimeSpan patience, CancellationToken ct)
    {
        var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(patience);
        return limit;
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
