using System.Diagnostics.CodeAnalysis;

namespace Matchmaking.Web;

/// <summary>Addresses that a reader may be sent on to: of this site, and nothing that any browser could take for another.</summary>
public static class LocalUrl
{
    private const int MostCharacters = 2000;
    private const string PathMarks = "-._~/";
    private const string QueryMarks = "-._~/=&+?:@!$'()*,;";

    /// <summary>True for an absolute path of this site with an optional query. Stricter than the standard: no empty or dotted segment,
    /// no userinfo, backslash, control character or fragment, and no escape in the path that hides an ASCII character.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out string? local)
    {
        local = null;
        if (text is not { Length: > 0 and <= MostCharacters } || text[0] != '/') return false;
        var mark = text.IndexOf('?', StringComparison.Ordinal);
        var (path, query) = mark < 0 ? (text, "") : (text[..mark], text[(mark + 1)..]);
        if (!IsPath(path) || !Holds(query, QueryMarks, b => b is >= 0x20 and not 0x7F)) return false;
        local = text;
        return true;
    }

    /// <summary>The address if it is local, else the front page.</summary>
    public static string OrHome(string? text) => TryParse(text, out var local) ? local : "/";

    private static bool IsPath(string path) =>
        Holds(path, PathMarks, b => b >= 0x80) && (path == "/" || path[1..].Split('/') is var segments && segments[..^1].All(IsSegment)
            && (segments[^1].Length == 0 || IsSegment(segments[^1])));

    private static bool IsSegment(string segment) => segment.Length > 0 && segment.Trim('.').Length > 0;

    /// <summary>Only ASCII letters, digits, the marks, and escapes of allowed bytes.</summary>
    private static bool Holds(string text, string marks, Func<int, bool> mayBeEscaped)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsAsciiLetterOrDigit(text[i]) || marks.Contains(text[i])) continue;
            if (text[i] != '%' || i + 2 >= text.Length || !char.IsAsciiHexDigit(text[i + 1]) || !char.IsAsciiHexDigit(text[i + 2])) return false;
            if (!mayBeEscaped(Convert.ToInt32(text.Substring(i + 1, 2), 16))) return false;
            i += 2;
        }
        return true;
    }
}
