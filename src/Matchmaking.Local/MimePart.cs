using System.Text;
using System.Text.RegularExpressions;

namespace Matchmaking.Local;

/// <summary>A letter, or a part of one, taken apart as a mail reader does it. What cannot be read is shown as it stands.</summary>
internal sealed partial class MimePart
{
    private readonly string _body; // one char a byte
    private readonly string _type;

    private MimePart(string letter)
    {
        var end = letter.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var head = end < 0 ? letter : letter[..end];
        _body = end < 0 ? "" : letter[(end + 4)..];
        Headers = Folds.Replace(head, "$1").Split("\r\n").Select(l => l.Split(':', 2)).Where(h => h.Length == 2)
            .ToLookup(h => h[0], h => Decode(h[1].Trim()), StringComparer.OrdinalIgnoreCase);
        _type = Headers["Content-Type"].FirstOrDefault() ?? "text/plain; charset=us-ascii";
    }

    public ILookup<string, string> Headers { get; }

    public string Text => Charset().GetString(Bytes()).Replace("\r\n", "\n", StringComparison.Ordinal).TrimEnd('\n');

    public static MimePart Parse(byte[] letter) => new(Encoding.Latin1.GetString(letter));

    /// <summary>This part or the first within it of a type such as <c>text/html</c>.</summary>
    public MimePart? Find(string type) => _type.StartsWith(type, StringComparison.OrdinalIgnoreCase)
        ? this
        : Parts().Select(p => p.Find(type)).FirstOrDefault(p => p is not null);

    private IEnumerable<MimePart> Parts()
    {
        if (!_type.StartsWith("multipart/", StringComparison.OrdinalIgnoreCase) || Parameter("boundary") is not { } boundary) yield break;
        var pieces = $"\r\n{_body}".Split($"\r\n--{boundary}");
        foreach (var piece in pieces.Skip(1).TakeWhile(p => !p.StartsWith("--", StringComparison.Ordinal)))
            yield return new(piece[Math.Min(2, piece.Length)..]); // past the boundary's own line end
    }

    private string? Parameter(string name) => Parameters.Matches(_type)
        .Where(m => m.Groups["name"].Value.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(m => m.Groups["value"].Value).FirstOrDefault();

    private Encoding Charset() => CharsetOf(Parameter("charset") ?? "us-ascii");

    private byte[] Bytes() => (Headers["Content-Transfer-Encoding"].FirstOrDefault() ?? "").ToLowerInvariant() switch
    {
        "base64" => FromBase64(_body),
        "quoted-printable" => FromQuoted(_body.Replace("=\r\n", "", StringComparison.Ordinal)),
        _ => Encoding.Latin1.GetBytes(_body),
    };

    /// <summary>Encoded words read, and bytes beyond ASCII taken as UTF-8.</summary>
    private static string Decode(string header)
    {
        var utf8 = Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(header));
        return EncodedWords.Replace(BetweenWords.Replace(utf8, "?="), m => CharsetOf(m.Groups[1].Value).GetString(
            m.Groups[2].Value is "B" or "b" ? FromBase64(m.Groups[3].Value) : FromQuoted(m.Groups[3].Value.Replace('_', ' '))));
    }

    private static Encoding CharsetOf(string name)
    {
        try
        {
            return name.Equals("us-ascii", StringComparison.OrdinalIgnoreCase) ? Encoding.UTF8 : Encoding.GetEncoding(name);
        }
        catch (ArgumentException)
        {
            return Encoding.Latin1;
        }
    }

    private static byte[] FromBase64(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? bytes[..length] : Encoding.Latin1.GetBytes(text);
    }

    private static byte[] FromQuoted(string text) =>
        Encoding.Latin1.GetBytes(QuotedByte.Replace(text, m => ((char)Convert.ToByte(m.Groups[1].Value, 16)).ToString()));

    [GeneratedRegex(@"\r\n([ \t])", RegexOptions.None, 1000)]
    private static partial Regex Folds { get; }

    [GeneratedRegex(@";\s*(?<name>[\w-]+)=""?(?<value>[^"";]+)", RegexOptions.None, 1000)]
    private static partial Regex Parameters { get; }

    [GeneratedRegex(@"=\?([\w-]+)\?([BbQq])\?([^?]*)\?=", RegexOptions.None, 1000)]
    private static partial Regex EncodedWords { get; }

    [GeneratedRegex(@"\?=\s+(?==\?)", RegexOptions.None, 1000)]
    private static partial Regex BetweenWords { get; }

    [GeneratedRegex("=([0-9A-Fa-f]{2})", RegexOptions.None, 1000)]
    private static partial Regex QuotedByte { get; }
}
