using System.Globalization;
using System.Text;
using AngleSharp.Dom;

namespace Matchmaking.Web.Components;

/// <summary>Writes a parsed page as text for letters and search: an empty line between paragraphs, list items with a dash or their
/// number, and, when asked for, behind each link where it leads.</summary>
internal sealed class HtmlText
{
    private readonly StringBuilder _text = new();
    private readonly bool _withAddresses;

    /// <summary>Where the words of a list item begin, behind its dash.</summary>
    private int _afterMark = -1;

    private HtmlText(bool withAddresses) => _withAddresses = withAddresses;

    public static string Write(INode node, bool withAddresses)
    {
        var text = new HtmlText(withAddresses);
        text.WriteChildren(node);
        return text._text.ToString().Trim();
    }

    private void WriteChildren(INode node)
    {
        foreach (var child in node.ChildNodes)
        {
            if (child is IText words) WriteWords(words);
            else if (child is IElement element) WriteElement(element);
        }
    }

    /// <summary>Outside of code a line break in the HTML is not one.</summary>
    private void WriteWords(IText words)
    {
        if (words.ParentElement?.Closest("pre") is not null) _text.Append(words.Data);
        else if (!string.IsNullOrWhiteSpace(words.Data) || !words.Data.Contains('\n'))
        {
            var line = words.Data.Replace('\n', ' ');
            _text.Append(_text.Length == 0 || _text[^1] == '\n' ? line.TrimStart(' ') : line);
        }
    }

    private void WriteElement(IElement element)
    {
        switch (element.LocalName)
        {
            case "br":
                _text.Append('\n');
                break;
            case "p" or "h3" or "h4" or "h5" or "h6" or "pre" or "blockquote" or "hr" or "table":
                EndLine(element.ParentElement?.LocalName == "li" ? 1 : 2);
                WriteChildren(element);
                break;
            case "ul" or "ol":
                EndLine(element.ParentElement?.LocalName == "li" ? 1 : 2);
                WriteList(element);
                break;
            case "tr":
                EndLine(1);
                WriteChildren(element);
                break;
            case "td" or "th" when element.PreviousElementSibling is not null:
                _text.Append(" | ");
                WriteChildren(element);
                break;
            case "a":
                WriteLink(element);
                break;
            default:
                WriteChildren(element);
                break;
        }
    }

    private void WriteList(IElement list)
    {
        var number = int.TryParse(list.GetAttribute("start"), NumberStyles.None, CultureInfo.InvariantCulture, out var start) ? start : 1;
        foreach (var item in list.Children)
        {
            EndLine(1);
            _text.Append(list.LocalName == "ol" ? $"{number++}. " : "- ");
            _afterMark = _text.Length;
            WriteChildren(item);
        }
        _text.Append('\n');
    }

    private void WriteLink(IElement link)
    {
        var from = _text.Length;
        WriteChildren(link);
        if (!_withAddresses || link.GetAttribute("href") is not { } address) return;
        if (address.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase)) address = address[7..];
        if (!_text.ToString(from, _text.Length - from).Contains(address, StringComparison.Ordinal)) _text.Append($" ({address})");
    }

    /// <summary>Ends the line that was begun, if any, and leaves <paramref name="breaks"/> − 1 empty lines.</summary>
    private void EndLine(int breaks)
    {
        if (_text.Length == 0 || _text.Length == _afterMark) return;
        while (_text.Length > 0 && _text[^1] == ' ') _text.Length--;
        var there = 0;
        while (there < _text.Length && _text[^(there + 1)] == '\n') there++;
        if (there < breaks) _text.Append('\n', breaks - there);
    }
}
