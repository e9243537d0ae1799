using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Components;

namespace Matchmaking.Web.Components;

/// <summary>The only place that makes markup of what people wrote. <see cref="PlainText"/> is for residents, who never see Markdown;
/// <see cref="ToHtml"/> for the pages of those who know it. Two nets, one behind the other: the tree of the Markdown, and the HTML it
/// became. A text that is too long, too deep, too slow or strange is shown as plain text.</summary>
public static class Markdown
{
    public const int MaxLength = 20_000;
    public const int MaxCells = 500;

    /// <summary>The parser's time grows with the square of these; a long text of somebody's has hundreds.</summary>
    public const int MaxMarks = 3_000;

    internal static readonly TimeSpan Budget = TimeSpan.FromMilliseconds(200);

    private static readonly HtmlParser Parser = new();

    /// <summary>The first text is read without haste, so that no reader pays with plain text for the compiler's work.</summary>
    static Markdown() => ToHtml("# a\n\n- *b* **c** `d`\n1. [e](https://example.org) <f@example.org> ![g](h)\n\n> i\n\n| j |\n|---|\n| k |",
        tables: true, TimeSpan.MaxValue);

    /// <summary>Lines and paragraphs as they were written; http and https addresses become links.</summary>
    public static MarkupString PlainText(string? text) => new(LinkedText.Write(text));

    /// <param name="text">Markdown, or anything else.</param>
    /// <param name="tables">Tables of up to 500 cells, for coordinators' own pages.</param>
    public static MarkupString ToHtml(string? text, bool tables = false) => ToHtml(text, tables, Budget);

    internal static MarkupString ToHtml(string? text, bool tables, TimeSpan budget) =>
        new(Read(text ?? "", tables, budget) is { } html ? SafeHtml.Write(html) : LinkedText.Write(text));

    /// <summary>The words alone, for letters, feeds and search; with <paramref name="withAddresses"/> each link is followed by where it
    /// leads.</summary>
    public static string ToText(string? text, bool withAddresses = false) =>
        Read(text ?? "", tables: true, Budget) is { } html ? HtmlText.Write(html, withAddresses) : text!.Trim();

    /// <summary>Null for what is better shown as it is. Whatever the parsers throw at a hostile text is no fault of the page.</summary>
    private static IElement? Read(string text, bool tables, TimeSpan time)
    {
        if (text.Length > MaxLength || text.Count("*_[]<>`|".Contains) > MaxMarks) return null;
        try
        {
            var budget = new MarkdownTree.Budget(time);
            if (MarkdownTree.ToHtml(text, tables, MaxCells, budget) is not { } html) return null;
            budget.Check();
            var body = Parser.ParseDocument("<!doctype html><body>" + html).Body;
            budget.Check();
            return body;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return null;
        }
    }
}
