namespace Matchmaking.Web.Home;

/// <summary>One of our own long texts in one language, written in <c>Home/Words/{name}.{language}.md</c>: <c>#</c> is its title, what
/// follows is the lead, and each <c>##</c> begins a section. <c>{{operator}}</c> and <c>{{email}}</c> stand for who runs the site.</summary>
public sealed record SiteWords(string Title, string Lead, IReadOnlyList<SiteWords.Section> Sections)
{
    public static readonly IReadOnlyList<string> Names = ["help", "accessibility", "privacy", "terms", "cookies", "contact"];

    /// <param name="Text">Markdown without headings.</param>
    public sealed record Section(string Heading, string Text);

    /// <param name="language">fi, sv or en.</param>
    public static SiteWords Of(string name, string language, Operator @operator)
    {
        var parts = Source(name, language)
            .Replace("{{operator}}", @operator.Name)
            .Replace("{{email}}", $"[{@operator.Email}](mailto:{@operator.Email})")
            .Split("\n## ");
        var (title, lead) = Cut(parts[0]["# ".Length..]);
        return new(title, lead, [.. parts.Skip(1).Select(Cut).Select(p => new Section(p.First, p.Body))]);
    }

    internal static string Source(string name, string language)
    {
        using var stream = typeof(SiteWords).Assembly.GetManifestResourceStream($"words/{name}.{language}.md")
            ?? throw new ArgumentException($"There is no text {name}.{language}.md", nameof(name));
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    private static (string First, string Body) Cut(string part) =>
        part.IndexOf('\n') is var end and >= 0 ? (part[..end].Trim(), part[end..].Trim()) : (part.Trim(), "");
}
