using System.Text;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using System.Text.Unicode;

namespace Matchmaking.Local;

/// <summary>The pages of the letter-box. They need no script.</summary>
internal static partial class LetterBoxHtml
{
    private static readonly HtmlEncoder _html = HtmlEncoder.Create(UnicodeRanges.All);

    public static string Missing => Page("Not here", "<h1>Not here</h1><p>The letter is gone, or never was. <a href=\"/\">To the letter-box</a></p>");

    public static string List(IReadOnlyList<ReceivedLetter> letters)
    {
        var rows = new StringBuilder();
        foreach (var letter in letters.Reverse())
        {
            rows.Append($"""
                <li><a href="/letters/{letter.Number}">{Text(letter.Subject is "" ? "(no subject)" : letter.Subject)}</a>
                <span class="who">to {Text(letter.To)} · <time datetime="{letter.At:O}">{letter.At.ToLocalTime():HH:mm:ss}</time></span>
                {(letter.Code is { } code ? $"<strong class=\"code\">{Text(code)}</strong>" : "")}</li>
                """);
        }
        return Page("Letter-box", $"""
            <h1>Letter-box</h1>
            <p>Letters sent on this machine end up here and go no further. <a href="/">Look again</a></p>
            {(rows.Length > 0 ? $"<ol reversed>{rows}</ol><form method=\"post\" action=\"/clear\"><button>Empty the letter-box</button></form>" : "<p>No letter has come yet.</p>")}
            """);
    }

    public static string One(ReceivedLetter letter)
    {
        var headers = string.Concat(letter.Headers.SelectMany(h => h.Select(value => $"<dt>{Text(h.Key)}</dt><dd>{Linked(value)}</dd>")));
        var frame = letter.Html.Length == 0 ? "" : $"""
            <h2>HTML</h2>
            <p><a href="/letters/{letter.Number}/html" target="_blank">Open alone</a></p>
            <iframe src="/letters/{letter.Number}/html" sandbox="allow-popups allow-popups-to-escape-sandbox" title="The letter as HTML"></iframe>
            """;
        return Page(letter.Subject, $"""
            <p><a href="/">Letter-box</a></p>
            <h1>{Text(letter.Subject)}</h1>
            <p class="who">to {Text(string.Join(", ", letter.Recipients))} · <time datetime="{letter.At:O}">{letter.At.ToLocalTime():yyyy-MM-dd HH:mm:ss}</time></p>
            {(letter.Code is { } code ? $"<p><strong class=\"code\">{Text(code)}</strong></p>" : "")}
            {frame}
            <h2>Text</h2>
            <pre>{Linked(letter.Text)}</pre>
            <h2>Headers</h2>
            <dl>{headers}</dl>
            <p><a href="/letters/{letter.Number}/raw">As it was sent</a></p>
            """);
    }

    /// <summary>Before all else a base, so that a link leaves the frame it is shown in.</summary>
    public static string InTabsOfTheirOwn(string html)
    {
        const string target = "<base target=\"_blank\">";
        var head = HeadTag.Match(html);
        return head.Success ? html.Insert(head.Index + head.Length, target) : target + html;
    }

    public const string Style = """
        :root { color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }
        body { max-width: 60rem; margin: 0 auto; padding: 1rem; overflow-wrap: anywhere; }
        h1 { font-size: 1.5rem; line-height: 1.25; }
        h2 { font-size: 1.125rem; margin-top: 2rem; }
        ol { list-style: none; padding: 0; border-top: 1px solid #8886; }
        li { display: flex; flex-wrap: wrap; gap: 0 1rem; align-items: baseline; padding: .75rem 0; border-bottom: 1px solid #8886; }
        li a { flex: 1 1 20rem; font-weight: 600; }
        .code { font: 700 1.25rem/1.5 ui-monospace, monospace; letter-spacing: .1em; user-select: all; }
        iframe { width: 100%; height: 70vh; border: 1px solid #888; border-radius: .25rem; background: #fff; color-scheme: light; }
        pre { white-space: pre-wrap; font: inherit; border-left: .25rem solid #8886; margin: 0; padding-left: 1rem; }
        dt { font-weight: 600; }
        dd { margin: 0 0 .5rem; }
        button { font: inherit; min-height: 2.75rem; padding: 0 1rem; }
        """;

    private static string Page(string title, string body) => $"""
        <!doctype html>
        <html lang="en">
        <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{Text(title)}</title><link rel="stylesheet" href="/style.css"></head>
        <body><main>
        {body}
        </main></body>
        </html>
        """;

    private static string Text(string text) => _html.Encode(text);

    /// <summary>Encoded, with its web addresses as links.</summary>
    private static string Linked(string text)
    {
        var html = new StringBuilder();
        var end = 0;
        foreach (Match link in Links.Matches(text))
        {
            var url = Text(link.Value);
            html.Append(Text(text[end..link.Index])).Append($"<a href=\"{url}\" target=\"_blank\" rel=\"noopener\">{url}</a>");
            end = link.Index + link.Length;
        }
        return html.Append(Text(text[end..])).ToString();
    }

    [GeneratedRegex(@"https?://[^\s<>""]*[^\s<>"".,;:!?)\]]", RegexOptions.None, 1000)]
    private static partial Regex Links { get; }

    [GeneratedRegex(@"<head[^>]*>", RegexOptions.IgnoreCase, 1000)]
    private static partial Regex HeadTag { get; }
}
