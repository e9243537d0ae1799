using System.Globalization;
using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Matchmaking.Web.Components;

/// <summary>Writes a parsed page anew from a short list of elements, whose attributes are all our own. An element that is not on the
/// list leaves its words; whatever stands in it cannot come through, since only what is on the list is ever written.</summary>
internal static class SafeHtml
{
    public static string Write(INode node)
    {
        var html = new StringBuilder();
        WriteChildren(html, node);
        return html.ToString();
    }

    private static void WriteChildren(StringBuilder html, INode node)
    {
        foreach (var child in node.ChildNodes)
        {
            if (child is IText text) html.Append(Encode(text.Data));
            else if (child is IElement element) WriteElement(html, element);
        }
    }

    private static void WriteElement(StringBuilder html, IElement element)
    {
        var attributes = element is IHtmlElement ? AttributesOf(element) : null;
        if (attributes is null)
        {
            WriteChildren(html, element);
            return;
        }
        html.Append('<').Append(element.LocalName).Append(attributes).Append('>');
        if (element.LocalName is "br" or "hr") return;
        WriteChildren(html, element);
        html.Append("</").Append(element.LocalName).Append('>');
    }

    /// <summary>Line breaks, which count in code, stay as they are.</summary>
    private static string Encode(string text) => string.Join('\n', text.Split('\n').Select(LinkedText.Encoder.Encode));

    /// <summary>Null for an element that is not on the list, or a link to where none may lead.</summary>
    private static string? AttributesOf(IElement element)
    {
        if (element.LocalName == "a")
            return SafeLink.Clean(element.GetAttribute("href")) is { } address
                ? $" class=\"ds-link\" rel=\"{LinkedText.Rel}\" href=\"{LinkedText.Encoder.Encode(address)}\""
                : null;
        var isNumbered = int.TryParse(element.GetAttribute("start"), NumberStyles.None, CultureInfo.InvariantCulture, out var start);
        return element.LocalName switch
        {
            "p" => " class=\"ds-paragraph\" dir=\"auto\"",
            "h3" => " class=\"ds-heading\" data-size=\"sm\" dir=\"auto\"",
            "h4" => " class=\"ds-heading\" data-size=\"xs\" dir=\"auto\"",
            "h5" or "h6" => " class=\"ds-heading\" data-size=\"2xs\" dir=\"auto\"",
            "ol" when isNumbered => $" class=\"ds-list\" start=\"{start}\"",
            "ul" or "ol" => " class=\"ds-list\"",
            "table" => " class=\"ds-table\"",
            "th" => " scope=\"col\" dir=\"auto\"",
            "li" or "td" or "pre" => " dir=\"auto\"",
            "blockquote" or "strong" or "em" or "code" or "br" or "hr" or "thead" or "tbody" or "tr" => "",
            _ => null,
        };
    }
}
