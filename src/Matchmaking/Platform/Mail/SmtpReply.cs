namespace Matchmaking.Platform.Mail;

/// <summary>What the relay answered: three digits, the enhanced code (RFC 3463) if it gave one, and its words, one line each.</summary>
public sealed record SmtpReply(int Code, IReadOnlyList<string> Lines)
{
    /// <summary>Such as <c>5.1.1</c>; its middle number is the subject: 1 address, 2 mailbox, 3 system, 4 network, 5 protocol, 6 content,
    /// 7 policy.</summary>
    public string? Enhanced { get; } = ReadEnhanced(Lines[^1]);

    public bool IsPermanent => Code is >= 500 and <= 599;

    /// <summary>The refusal is about who sends and how, not about the receiving address: policy, a block list, sign-in or TLS missing.</summary>
    public bool IsPolicy => IsPermanent && (Code == 530 || Enhanced?.StartsWith("5.7.", StringComparison.Ordinal) == true);

    /// <summary>The codes only: relays like to repeat the address in their words, and it should not reach a log.</summary>
    public override string ToString() => Enhanced is null ? $"{Code}" : $"{Code} {Enhanced}";

    private static string? ReadEnhanced(string line)
    {
        var code = line.Split(' ', 2)[0];
        return code.Split('.') is [['2' or '4' or '5'], { Length: >= 1 and <= 3 } subject, { Length: >= 1 and <= 3 } detail]
            && subject.All(char.IsAsciiDigit) && detail.All(char.IsAsciiDigit) ? code : null;
    }
}
