using System.Text;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using System.Text.Unicode;

namespace Matchmaking.Web.Components;

/// <summary>Ordinary text as HTML: an empty line parts paragraphs, a line stays a line, and what begins with http becomes a link.</summary>
internal static partial class LinkedText
{
    public const string Rel = "nofollow ugc noopener";

    public static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    public static string Write(string? text)
    {
        var html = new StringBuilder();
        var lines = (text ?? "").ReplaceLineEndings("\n").Split('\n');
        for (var at = 0; at < lines.Length; at++)
        {
            if (string.IsNullOrWhiteSpace(lines[at])) continue;
            html.Append("<p class=\"ds-paragraph\" dir=\"auto\">");
            WriteLine(html, lines[at]);
            for (; at + 1 < lines.Length && !string.IsNullOrWhiteSpace(lines[at + 1]); at++) WriteLine(html.Append("<br>"), lines[at + 1]);
            html.Append("</p>");
        }
        return html.ToString();
    }

    private static void WriteLine(StringBuilder html, string line)
    {
        var from = 0;
        foreach (var match in Address().EnumerateMatches(line))
        {
            var address = WithoutEndOfSentence(line.Substring(match.Index, match.Length));
            if (SafeLink.Clean(address) is null) continue;
            var encoded = Encoder.Encode(address);
            html.Append(Encoder.Encode(line[from..match.Index]));
            html.Append($"<a class=\"ds-link\" rel=\"{Rel}\" href=\"{encoded}\">{encoded}</a>");
            from = match.Index + address.Length;
        }
        html.Append(Encoder.Encode(line[from..]));
    }

    /// <summary>"(see https://example.org/a_(b))." ends its address before the last bracket and the full stop.</summary>
    private static string WithoutEndOfSentence(string address)
    {
        var open = address.Count(c => c == '(') - address.Count(c => c == ')');
        var end = address.Length;
        while (end > 0 && (".,;:!?*_~”’»]}".Contains(address[end - 1]) || (address[end - 1] == ')' && open < 0)))
            if (address[--end] == ')') open++;
        return address[..end];
    }

    [GeneratedRegex(@"\bhttps?://[^\s<>""'`\\]+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Address();
}
