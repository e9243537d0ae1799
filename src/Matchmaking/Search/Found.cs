namespace Matchmaking.Search;

/// <summary>What an engine found, before anything of it is believed.</summary>
/// <param name="Things">The page that was asked for, in order.</param>
/// <param name="Total">Everything found, of which some may have gone since.</param>
internal sealed record Found(IReadOnlyList<FoundThing> Things, int Total, FacetCounts Facets, Reach Reach = Reach.Words)
{
    public static readonly Found Nothing = new([], 0, FacetCounts.None);
}

internal readonly record struct FoundThing(string Kind, Guid ObjectId);

/// <summary>How much of what was found each choice would leave, commonest first.</summary>
public sealed record FacetCounts(
    IReadOnlyList<FacetCount<string>> Kinds, IReadOnlyList<FacetCount<Guid>> Municipalities, IReadOnlyList<FacetCount<string>> Regions,
    IReadOnlyList<FacetCount<Guid>> Themes, IReadOnlyList<FacetCount<string>> Languages, int NeedsHands)
{
    public static readonly FacetCounts None = new([], [], [], [], [], 0);
}

public readonly record struct FacetCount<T>(T Value, int Count);
