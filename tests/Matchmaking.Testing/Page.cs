using System.Net;
using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Matchmaking.Testing;

/// <summary>An answer of the site as a test reads it: its status, headers and, for a page, its document.</summary>
public sealed class Page
{
    private Page(Visitor visitor, HttpResponseMessage answer, string body, IDocument document)
    {
        (Visitor, Status, Headers, Body, Document) = (visitor, answer.StatusCode, Join(answer), body, document);
    }

    /// <summary>Whose cookies it came with.</summary>
    public Visitor Visitor { get; }

    public HttpStatusCode Status { get; }

    /// <summary>Names without regard to case; of a header that came several times, all values on lines of their own.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; }

    public string Body { get; }

    public IDocument Document { get; }

    /// <summary>Where it sends the reader; empty when it does not.</summary>
    public string Location => Headers.GetValueOrDefault("Location", "");

    public string Title => Document.QuerySelector("h1")?.TextContent.Trim() ?? "";

    /// <summary>What a reader sees in the element, without surplus space; fails when there is none.</summary>
    public string Text(string selector) =>
        string.Join(' ', (Document.QuerySelector(selector) ?? throw new InvalidOperationException($"No {selector} in:\n{Body}")).TextContent
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>A form by its name (<c>@formname</c>), or by a selector when it has none.</summary>
    public IHtmlFormElement Form(string form) =>
        (IsSelector(form) ? Document.QuerySelector(form) : Document.QuerySelector($"input[name='_handler'][value='{form}']")?.Closest("form")) as IHtmlFormElement ?? throw new InvalidOperationException($"No form {form} in {(int)Status} {Location}:\n{Body}");

    /// <summary>A form is named in words with hyphens; anything else selects.</summary>
    private static bool IsSelector(string form) => form == "form" || form.Any(c => c is '.' or '#' or '[' or ' ' or '>');

    internal static async Task<Page> ReadAsync(Visitor visitor, HttpResponseMessage answer, CancellationToken ct)
    {
        var body = await answer.Content.ReadAsStringAsync(ct);
        var document = await BrowsingContext.New().OpenAsync(r => r.Address(answer.RequestMessage!.RequestUri!).Content(body), ct);
        return new(visitor, answer, body, document);
    }

    private static Dictionary<string, string> Join(HttpResponseMessage answer) => answer.Headers.Concat(answer.Content.Headers)
        .ToDictionary(h => h.Key, h => string.Join('\n', h.Value), StringComparer.OrdinalIgnoreCase);
}
