using System.Text.RegularExpressions;

namespace Matchmaking.Local;

/// <summary>A letter as it came into the letter-box: the envelope, the raw bytes, and what a mail reader would show of them.</summary>
public sealed partial record ReceivedLetter
{
    private readonly MimePart _mime;

    public ReceivedLetter(DateTimeOffset at, string from, IReadOnlyList<string> recipients, byte[] raw)
    {
        (At, From, Recipients, Raw) = (at, from, recipients, raw);
        _mime = MimePart.Parse(raw);
    }

    /// <summary>Counts from 1 in the order of arrival.</summary>
    public int Number { get; init; }

    public DateTimeOffset At { get; }

    /// <summary>Who the envelope says sent it; the header may differ.</summary>
    public string From { get; }

    /// <summary>Who the envelope names; the first is <see cref="To"/>.</summary>
    public IReadOnlyList<string> Recipients { get; }

    public string To => Recipients[0];

    /// <summary>Byte for byte as sent, extra dots taken away again.</summary>
    public byte[] Raw { get; }

    public bool Encrypted { get; init; }
    public string? SignedInAs { get; init; }

    /// <summary>Unfolded and decoded, in their order; names whatever their case.</summary>
    public ILookup<string, string> Headers => _mime.Headers;

    public string Subject => Headers["Subject"].FirstOrDefault() ?? "";

    /// <summary>The plain text part, with LF; empty when there is none.</summary>
    public string Text => _mime.Find("text/plain")?.Text ?? "";

    /// <summary>The HTML part, with LF; empty when there is none.</summary>
    public string Html => _mime.Find("text/html")?.Text ?? "";

    /// <summary>A sign-in code of six to eight digits, as its digits only, from the subject or the text; null when there is none.</summary>
    public string? Code => new[] { Subject, Text }.Select(t => CodePattern.Match(t)).FirstOrDefault(m => m.Success)?.Value.Replace(" ", "").Replace("\u00a0", "");

    public override string ToString() => $"{To}: {Subject}";

    [GeneratedRegex(@"(?<![\w/=.,+:-])(\d{6,8}|\d{3}[ \u00a0]\d{3}|\d{4}[ \u00a0]\d{4})(?![\w/-])", RegexOptions.None, 1000)]
    private static partial Regex CodePattern { get; }
}
