using System.Globalization;
using System.Text;

namespace Matchmaking.Platform.Mail;

/// <summary>Writes a letter as the bytes a mail server takes: RFC 5322 with CRLF, plain text and HTML side by side, everything in
/// ASCII through quoted-printable and encoded words. The same letter always gives the same bytes, and nothing of it touches a disk
/// (a letter may hold a sign-in code), which is why it is not left to the pickup folder of System.Net.Mail.</summary>
public static class MimeLetter
{
    // "=_" cannot occur in quoted-printable text, so no letter can hold its own boundary
    private const string Boundary = "=_letter";

    public static byte[] Compose(Letter letter)
    {
        var mime = new StringBuilder();
        foreach (var (name, value) in Headers(letter)) mime.Append(name).Append(": ").Append(value).Append("\r\n");
        AppendPart(mime, "text/plain", letter.Text);
        AppendPart(mime, "text/html", letter.Html);
        mime.Append("\r\n--").Append(Boundary).Append("--\r\n");
        return Encoding.UTF8.GetBytes(mime.ToString());
    }

    private static IEnumerable<(string Name, string Value)> Headers(Letter letter)
    {
        yield return ("From", MimeWords.Mailbox(letter.FromName, letter.From));
        yield return ("To", MimeWords.Mailbox(letter.ToName, letter.To));
        yield return ("Subject", MimeWords.Unstructured(letter.Subject));
        yield return ("Date", letter.Date.ToString("ddd, dd MMM yyyy HH':'mm':'ss ", CultureInfo.InvariantCulture) + Offset(letter.Date));
        yield return ("Message-ID", letter.MessageId);
        yield return ("Auto-Submitted", "auto-generated");
        if (letter.ListId is { } list) yield return ("List-Id", $"<{list}>");
        if (letter.Unsubscribe is not null || letter.UnsubscribeByMail is not null) yield return ("List-Unsubscribe", Unsubscribing(letter));
        if (letter.Unsubscribe is not null) yield return ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        if (letter.FeedbackId is { } feedback) yield return ("Feedback-ID", feedback);
        yield return ("Content-Language", letter.Language);
        yield return ("MIME-Version", "1.0");
        yield return ("Content-Type", $"multipart/alternative; boundary=\"{Boundary}\"");
    }

    private static string Offset(DateTimeOffset date) => date.ToString("zzz", CultureInfo.InvariantCulture).Replace(":", "", StringComparison.Ordinal);

    private static string Unsubscribing(Letter letter) => string.Join(",\r\n ", new[]
    {
        letter.Unsubscribe is { } page ? $"<{page.AbsoluteUri}>" : null,
        letter.UnsubscribeByMail is { } mail ? $"<mailto:{Uri.EscapeDataString(mail.Local)}@{mail.Domain}>" : null,
    }.OfType<string>());

    private static void AppendPart(StringBuilder mime, string type, string text)
    {
        mime.Append("\r\n--").Append(Boundary).Append("\r\nContent-Type: ").Append(type)
            .Append("; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n");
        QuotedPrintable.Append(mime, text);
    }
}
