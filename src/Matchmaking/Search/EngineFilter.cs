namespace Matchmaking.Search;

/// <summary>A question's filters in Meilisearch's language. Every value is quoted and escaped, so that whatever it holds it stays one value.</summary>
internal static class EngineFilter
{
    public static List<string> Of(SearchQuestion question)
    {
        var filter = new List<string>();
        if (question.Kind is { } kind) filter.Add($"kind = {Quoted(kind)}");
        if (question.Municipality is { } municipality) filter.Add($"municipalities = {Quoted(municipality.ToString())}");
        if (question.Region is { } region) filter.Add($"regions = {Quoted(region)}");
        if (question.Theme is { } theme) filter.Add($"themes = {Quoted(theme.ToString())}");
        if (question.Language is { } language) filter.Add($"language = {Quoted(language)}");
        if (question.NeedsHands) filter.Add($"{SearchEngine.NeedsHands} = true");
        if (question.States.Count > 0) filter.Add($"state IN [{string.Join(", ", question.States.Select(Quoted))}]");
        return filter;
    }

    internal static string Quoted(string value) => $"\"{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}
