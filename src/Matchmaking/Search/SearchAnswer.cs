namespace Matchmaking.Search;

/// <summary>Who answered.</summary>
public enum EngineUsed { Meilisearch, PostgreSql }

/// <summary>How near to the question an answer is. The next is tried only when the one before finds nothing.</summary>
public enum Reach
{
    /// <summary>It has all the words.</summary>
    Words,
    /// <summary>For some word it has only one that begins so, or is spelt nearly so.</summary>
    NearlyWords,
    /// <summary>It has some of the words.</summary>
    SomeWords,
}

/// <param name="Total">About how many there are; those that went a moment ago may still be counted.</param>
/// <param name="Reach">How near to the question the things found are.</param>
/// <param name="WithoutFilter">When nothing was found: how much there would be without each filter. Filters that would not help are left out.</param>
public sealed record SearchAnswer(
    IReadOnlyList<SearchHit> Hits, int Total, FacetCounts Facets, EngineUsed Engine, Reach Reach, IReadOnlyDictionary<SearchFacet, int> WithoutFilter)
{
    /// <summary>To a question that asks nothing.</summary>
    public static readonly SearchAnswer Nothing = new([], 0, FacetCounts.None, EngineUsed.Meilisearch, Reach.Words, new Dictionary<SearchFacet, int>());
}
