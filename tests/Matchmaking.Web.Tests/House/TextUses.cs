using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Matchmaking.Local;

namespace Matchmaking.Web.Tests.House;

/// <summary>A source file of the site.</summary>
/// <param name="Folder">Under src/Matchmaking.Web, with slashes; empty for the project's own folder.</param>
internal sealed record SourceFile(string Folder, string Name, string Text)
{
    private static string Root => SourceTree.InRoot("src", "Matchmaking.Web");

    public static IReadOnlyList<SourceFile> All { get; } = [.. Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories)
        .Where(f => f.EndsWith(".cs", StringComparison.Ordinal) || f.EndsWith(".razor", StringComparison.Ordinal))
        .Select(f => new SourceFile(Path.GetDirectoryName(Path.GetRelativePath(Root, f))!, Path.GetFileName(f), WithoutComments(File.ReadAllLines(f))))];

    private static string WithoutComments(string[] lines) => string.Join('\n', lines.Where(l => !l.TrimStart().StartsWith("//", StringComparison.Ordinal)));
}

/// <summary>The words of one folder, by language and key.</summary>
internal sealed record TextCatalog(string Folder, IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Texts)
{
    public static IReadOnlyList<TextCatalog> All { get; } = [.. Directory.EnumerateFiles(SourceTree.InRoot("src", "Matchmaking.Web"), "Texts.*.resx", SearchOption.AllDirectories)
        .GroupBy(f => Path.GetRelativePath(SourceTree.InRoot("src", "Matchmaking.Web"), Path.GetDirectoryName(f)!))
        .Select(g => new TextCatalog(g.Key, g.ToDictionary(f => Path.GetFileName(f).Split('.')[1], Read)))];

    private static IReadOnlyDictionary<string, string> Read(string file) =>
        XDocument.Load(file).Root!.Elements("data").ToDictionary(d => d.Attribute("name")!.Value, d => d.Element("value")!.Value);
}

/// <summary>Where a text is asked for by a key: whole, or with holes (<c>State.{}</c>) that an enum fills.</summary>
internal sealed partial record TextUse(string Catalog, string Key, string Where)
{
    public bool HasHoles => Key.Contains("{}", StringComparison.Ordinal);

    /// <summary>What a file asks for: in brackets after a localizer, and in the words of letters.</summary>
    public static IEnumerable<TextUse> In(SourceFile file, IReadOnlyCollection<string> catalogs)
    {
        var named = Declaration().Matches(file.Text).ToLookup(m => m.Groups[2].Value, m => m.Groups[1].Value);
        foreach (Match asked in Asked().Matches(file.Text))
        {
            var type = named[asked.Groups[1].Value].FirstOrDefault() ?? "Texts";
            var folder = type == "Texts" ? file.Folder : string.Join('/', type.Split('.').Skip(2).SkipLast(1));
            if (NearestTo(folder, catalogs) is not { } catalog) continue;
            foreach (var key in FirstArgument(file.Text, asked.Index + asked.Length).Where(k => IsKey(k)))
                yield return new(catalog, key, $"{file.Folder}/{file.Name}");
        }
    }

    /// <summary>Every key-like literal of a file, asked for or handed on.</summary>
    public static IEnumerable<TextUse> MentionedIn(SourceFile file, IReadOnlyCollection<string> catalogs) =>
        NearestTo(file.Folder, catalogs) is { } catalog ? Literals(file.Text, 0, file.Text.Length, holes: true).Where(k => IsKey(k)).Select(k => new TextUse(catalog, k, file.Name)) : [];

    public static string? NearestTo(string folder, IReadOnlyCollection<string> catalogs) => catalogs.Contains(folder) ? folder
        : folder.Length == 0 ? null : NearestTo(folder.LastIndexOf('/') is > 0 and var at ? folder[..at] : "", catalogs);

    private static bool IsKey(string literal) => KeyLike().IsMatch(literal);

    private static IEnumerable<string> FirstArgument(string text, int from)
    {
        var depth = 0;
        for (var at = from; at < text.Length; at++)
        {
            if (text[at] == '"')
            {
                at = EndOfLiteral(text, at) - 1;
                continue;
            }
            if (text[at] is '(' or '[' or '{') depth++;
            else if ((text[at] is ')' or ']' or '}' && depth-- == 0) || (text[at] == ',' && depth == 0)) return Literals(text, from, at, holes: false);
        }
        return [];
    }

    private static IEnumerable<string> Literals(string text, int from, int to, bool holes)
    {
        for (var at = from; at < to; at++)
        {
            if (text[at] != '"') continue;
            var end = EndOfLiteral(text, at);
            yield return at > 0 && text[at - 1] == '$' ? WithHoles(text[(at + 1)..Math.Max(at + 1, end - 1)]) : text[(at + 1)..Math.Max(at + 1, end - 1)];
            if (holes && at > 0 && text[at - 1] == '$')
                foreach (var inner in InHoles(text, at + 1, end - 1)) yield return inner;
            at = end - 1;
        }
    }

    private static IEnumerable<string> InHoles(string text, int from, int to)
    {
        for (var at = from; at < to; at++)
        {
            if (text[at] != '{') continue;
            var end = EndOfHole(text, at);
            foreach (var inner in Literals(text, at + 1, Math.Min(end - 1, to), holes: true)) yield return inner;
            at = end - 1;
        }
    }

    /// <summary>After the closing quote; an attribute of Razor that is no C# ends at its own quote too.</summary>
    private static int EndOfLiteral(string text, int quote)
    {
        var interpolated = quote > 0 && text[quote - 1] == '$';
        for (var at = quote + 1; at < text.Length && text[at] != '\n'; at++)
        {
            if (text[at] == '\\') at++;
            else if (text[at] == '"') return at + 1;
            else if (interpolated && text[at] == '{') at = EndOfHole(text, at) - 1;
        }
        return quote + 1;
    }

    private static int EndOfHole(string text, int brace)
    {
        for (int at = brace + 1, depth = 1; at < text.Length && text[at] != '\n'; at++)
        {
            if (text[at] == '"') at = EndOfLiteral(text, at) - 1;
            else if (text[at] == '{') depth++;
            else if (text[at] == '}' && --depth == 0) return at + 1;
        }
        return brace + 1;
    }

    private static string WithHoles(string literal)
    {
        var key = new StringBuilder();
        for (var at = 0; at < literal.Length; at++)
        {
            if (literal[at] == '{')
            {
                key.Append("{}");
                at = EndOfHole(literal, at) - 1;
            }
            else key.Append(literal[at]);
        }
        return key.ToString();
    }

    [GeneratedRegex(@"IStringLocalizer<([\w.]+)> (\w+)")]
    private static partial Regex Declaration();

    [GeneratedRegex(@"\b([TtI])\[|\b(?:Says|Goes)\(")]
    private static partial Regex Asked();

    [GeneratedRegex(@"^(?:[A-Z]\w*|\{\})(?:\.(?:\w|\{\})+)*$")]
    private static partial Regex KeyLike();
}
