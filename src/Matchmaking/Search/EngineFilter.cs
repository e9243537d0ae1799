using System.Globalization;

namespace Matchmaking.Search;

/// <summary>A question's filters in Meilisearch's language. Every value is quoted and escaped, so that whatever it holds it stays one value.</summary>
internal static class EngineFilter
{
    public static List<string> Of(SearchQuestion question)
    {
        var filter = new List<string>();
        if (question.Kind is { } kind) filter.Add(Is("kind", kind));
        if (question.Municipality is { } municipality) filter.Add(Is("municipalities", municipality.ToString()));
        if (question.Region is { } region) filter.Add(Is("regions", region));
        if (question.Theme is { } theme) filter.Add(Is("themes", theme.ToString()));
        if (question.Begins is var (from, until)) filter.Add(string.Create(CultureInfo.InvariantCulture, $"startsAt {from.ToUnixTimeSeconds()} TO {until.ToUnixTimeSeconds()}"));
        if (question.Language is { } language) filter.Add(Is("language", language));
        if (question.NeedsHands) filter.Add($"{SearchEngine.NeedsHands} = true");
        if (question.States.Count > 0) filter.Add($"state IN [{string.Join(", ", question.States.Select(Quoted))}]");
        return filter;
    }

    public static string Is(string attribute, string value) => $"{attribute} = {Quoted(value)}";

    public static string IsNot(string attribute, string value) => $"{attribute} != {Quoted(value)}";

    internal static string Quoted(string value) => $"\"{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
