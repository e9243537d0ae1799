using System.Text;

namespace Matchmaking.Platform.Mail;

/// <summary>Free text in headers: as it is where it is short plain ASCII, else as encoded words (RFC 2047), folded so that no line passes
/// 76 characters and no letter is cut in two.</summary>
internal static class MimeWords
{
    private const int PlainAtMost = 60, BytesInAWord = 39; // "Subject: =?utf-8?B?" + 52 + "?=" is 73 characters

    public static string Unstructured(string text) => IsPlain(text) ? text : Encoded(text);

    public static string Mailbox(string? name, EmailAddress address) => name switch
    {
        null or "" => address.ToString(),
        _ when IsPlain(name) && name.AsSpan().IndexOfAny('"', '\\') < 0 => $"\"{name}\" <{address}>",
        _ => $"{Encoded(name)}\r\n <{address}>",
    };

    private static bool IsPlain(string text) => text.Length <= PlainAtMost && text.All(c => c is >= ' ' and < '\u007f')
        && text.Trim().Length == text.Length && !text.Contains("=?", StringComparison.Ordinal);

    private static string Encoded(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        var bytes = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (bytes + rune.Utf8SequenceLength > BytesInAWord) EndWord();
            word.Append(rune);
            bytes += rune.Utf8SequenceLength;
        }
        EndWord();
        return string.Join("\r\n ", words);

        void EndWord()
        {
            words.Add($"=?utf-8?B?{Convert.ToBase64String(Encoding.UTF8.GetBytes(word.ToString()))}?=");
            word.Clear();
            bytes = 0;
        }
    }
}
