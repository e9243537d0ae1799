using System.Text;

namespace Matchmaking.Platform.Mail;

/// <summary>Text as quoted-printable (RFC 2045): readable as it stands, lines of at most 76 characters, CRLF whatever line ends went in.</summary>
internal static class QuotedPrintable
{
    private const int LineAtMost = 75; // and a "=" where a line goes on
    private const string Hex = "0123456789ABCDEF";

    public static void Append(StringBuilder mime, string text)
    {
        var lines = text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').TrimEnd('\n').Split('\n');
        foreach (var line in lines)
        {
            AppendLine(mime, Encoding.UTF8.GetBytes(line));
            mime.Append("\r\n");
        }
    }

    private static void AppendLine(StringBuilder mime, byte[] line)
    {
        Span<char> written = stackalloc char[LineAtMost];
        var column = 0;
        for (var i = 0; i < line.Length; i++)
        {
            var plain = line[i] switch
            {
                (byte)' ' or (byte)'\t' => i < line.Length - 1, // at the end of a line they get lost
                (byte)'=' => false,
                > (byte)' ' and < 0x7f => true,
                _ => false,
            };
            if (column + (plain ? 1 : 3) > LineAtMost)
            {
                mime.Append(written[..column]).Append("=\r\n");
                column = 0;
            }
            if (plain) written[column++] = (char)line[i];
            else
            {
                written[column++] = '=';
                written[column++] = Hex[line[i] >> 4];
                written[column++] = Hex[line[i] & 15];
            }
        }
        mime.Append(written[..column]);
    }
}
