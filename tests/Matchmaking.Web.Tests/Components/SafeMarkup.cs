using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Matchmaking.Web.Tests.Components;

/// <summary>Reads markup as a browser does and says what in it could do harm. It shares no code with what it judges.</summary>
internal static class SafeMarkup
{
    private static readonly HashSet<string> Elements =
    [
        "p", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "code", "strong", "em", "br", "hr", "a",
        "table", "thead", "tbody", "tr", "th", "td",
    ];

    private static readonly HashSet<string> Attributes = ["class", "dir", "data-size", "rel", "href", "start", "scope"];

    /// <summary>Empty when nothing is wrong.</summary>
    public static List<string> Faults(string html)
    {
        const string Page = "<!doctype html><html><head><base href=\"https://own.example/fi/\"></head><body><main>";
        var document = new HtmlParser().ParseDocument(Page + html);
        var main = document.QuerySelector("main")!;
        var faults = new List<string>();
        if (document.Body!.ChildNodes.Length != 1 || document.Head!.ChildElementCount != 1) faults.Add("it leaves its place");
        foreach (var node in main.Descendants())
        {
            if (node is IElement element) faults.AddRange(Faults(element));
            else if (node is not IText) faults.Add($"a {node.NodeType}");
        }
        var again = new HtmlParser().ParseDocument("<!doctype html><html><body><main>" + main.InnerHtml).QuerySelector("main")!;
        if (again.InnerHtml != main.InnerHtml) faults.Add("it changes when read again");
        return faults;
    }

    private static IEnumerable<string> Faults(IElement element)
    {
        if (!Elements.Contains(element.LocalName) || element.NamespaceUri != "http://www.w3.org/1999/xhtml")
            yield return $"<{element.LocalName}>";
        foreach (var attribute in element.Attributes)
            if (!Attributes.Contains(attribute.Name)) yield return $"{attribute.Name}=\"{attribute.Value}\"";
        if (element.LocalName != "a") yield break;
        if (element.GetAttribute("rel") != "nofollow ugc noopener") yield return "a link without rel";
        var href = element.GetAttribute("href") ?? "";
        var url = Url.Create(href);
        var resolved = new Url(new Url("https://own.example/fi/"), href);
        if (url.IsAbsolute ? url.Scheme is not ("http" or "https" or "mailto" or "tel") : resolved.Host != "own.example")
            yield return $"a link to {href}";
        if (!string.IsNullOrEmpty(resolved.UserName)) yield return $"a link with a name before its host: {href}";
        if (href.Any(c => c < ' ' || c == '\\')) yield return $"a link that browsers read otherwise: {href}";
    }
}
