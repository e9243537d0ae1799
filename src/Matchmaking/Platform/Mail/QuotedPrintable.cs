using System.Text;

namespace Matchmaking.Platform.Mail;

/// <summary>Text as quoted-printable (RFC 2045): readable as it stands, lines of at most 76 characters, CRLF whatever line ends went in.</summary>
internal static class QuotedPrintable
{
    private const int LineAtMost = 75; // and a "=" where a line goes on

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
            var width = plain ? 1 : 3;
            if (column + width > LineAtMost)
            {
                mime.Append("=\r\n");
                column = 0;
            }
            if (plain) mime.Append((char)line[i]);
            else mime.Append('=').Append(line[i].ToString("X2"));
            column += width;
        }
    }
}
