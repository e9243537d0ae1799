namespace Matchmaking.Search;

/// <summary>Who answered.</summary>
public enum EngineUsed { Meilisearch, PostgreSql }

/// <param name="Total">About how many there are; those that went a moment ago may still be counted.</param>
/// <param name="SomeWords">Nothing had all the words; these have some.</param>
/// <param name="WithoutFilter">When nothing was found: how much there would be without each filter. Filters that would not help are left out.</param>
public sealed record SearchAnswer(
    IReadOnlyList<SearchHit> Hits, int Total, FacetCounts Facets, EngineUsed Engine, bool SomeWords, IReadOnlyDictionary<SearchFacet, int> WithoutFilter)
{
    /// <summary>To a question that asks nothing.</summary>
    public static readonly SearchAnswer Nothing = new([], 0, FacetCounts.None, EngineUsed.Meilisearch, false, new Dictionary<SearchFacet, int>());
}
