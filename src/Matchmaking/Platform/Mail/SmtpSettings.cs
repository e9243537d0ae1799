using System.Net;
using Microsoft.Extensions.Configuration;

namespace Matchmaking.Platform.Mail;

public enum SmtpTls { Never, WhenOffered, Required }

/// <summary>The relay that takes our letters, read from <c>Mail:…</c>. TLS means STARTTLS, with a certificate that this machine trusts.</summary>
public sealed record SmtpSettings(string Host, int Port, EmailAddress From, string FromName)
{
    public SmtpTls Tls { get; init; } = SmtpTls.Required;

    /// <summary>Null where the relay knows us by our network address.</summary>
    public string? User { get; init; }

    public string? Password { get; init; }

    public SmtpPatience Patience { get; init; } = new();

    /// <summary>Reads <c>Mail:Host</c>, <c>Port</c> (587 if left out), <c>From</c>, <c>FromName</c>, <c>User</c>, <c>Password</c> and <c>Tls</c>
    /// (<c>never</c>, <c>when-offered</c> or <c>required</c>; left out it is <c>required</c>, or <c>never</c> for a relay on this machine).</summary>
    /// <exception cref="InvalidOperationException">Something is missing or wrong; the message is one line that says what.</exception>
    public static SmtpSettings Read(IConfiguration configuration)
    {
        var mail = configuration.GetSection("Mail");
        var host = mail["Host"] is { Length: > 0 } named ? named : throw new InvalidOperationException("Mail:Host is not set.");
        return new(host, ReadPort(mail["Port"]), ReadFrom(mail["From"]), mail["FromName"] ?? "")
        {
            Tls = ReadTls(mail["Tls"], host),
            User = mail["User"] is { Length: > 0 } user ? user : null,
            Password = mail["Password"] is { Length: > 0 } password ? password : null,
        };
    }

    /// <summary>Host and port; never the password.</summary>
    public override string ToString() => $"{Host}:{Port}";

    private static int ReadPort(string? text) => text switch
    {
        null or "" => 587,
        _ when ushort.TryParse(text, out var port) && port > 0 => port,
        _ => throw new InvalidOperationException("Mail:Port is not a port number."),
    };

    private static EmailAddress ReadFrom(string? text) =>
        EmailAddress.TryParse(text, out var from) ? from : throw new InvalidOperationException("Mail:From is not set to one plain e-mail address.");

    private static SmtpTls ReadTls(string? text, string host) => text switch
    {
        null or "" => IsThisMachine(host) ? SmtpTls.Never : SmtpTls.Required,
        "never" => SmtpTls.Never,
        "when-offered" => SmtpTls.WhenOffered,
        "required" => SmtpTls.Required,
        _ => throw new InvalidOperationException("Mail:Tls is not one of never, when-offered, required."),
    };

    private static bool IsThisMachine(string host) => host == "localhost" || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}

/// <summary>How long to wait for a relay. <see cref="Verdict"/> is long on purpose: who gives up after the whole letter has gone out no
/// longer knows whether it was taken.</summary>
public sealed record SmtpPatience
{
    public TimeSpan Connect { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>For each whole answer, and for the letter itself to leave; a relay that drips a byte a second gains no time by it.</summary>
    public TimeSpan Answer { get; init; } = TimeSpan.FromSeconds(30);

    public TimeSpan Verdict { get; init; } = TimeSpan.FromMinutes(5);
}
