using Matchmaking.Platform.Data;

namespace Matchmaking.Search;

/// <summary>The kinds that can be found, and their documents as their modules make them at this moment.</summary>
public sealed class SearchSources(MatchmakingDb db, IEnumerable<Searchable> searchables)
{
    public IReadOnlyList<Searchable> All { get; } = [.. searchables];

    /// <summary>A thing that is not public, or of a kind nobody registers, has none.</summary>
    public async Task<Dictionary<Guid, SearchDocument>> BuildAsync(string kind, IReadOnlyCollection<Guid> ids, CancellationToken ct) =>
        All.FirstOrDefault(s => s.Kind == kind) is { } searchable ? (await searchable.Build(db, ids, ct)).ToDictionary(d => d.ObjectId) : [];
}
