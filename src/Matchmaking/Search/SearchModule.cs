using Matchmaking.Platform;
using Matchmaking.Platform.Data;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Search;

/// <summary>Everything public, found by its words. Knows nobody: a module that has something to find registers its kind, says how a
/// document of it is made, and marks what changed with <see cref="SearchQueries.SearchPending"/>. PostgreSQL holds the documents and answers
/// when the engine is away; Meilisearch is a copy that may be lost at any time (docs/search.md).</summary>
public static class SearchModule
{
    public static IServiceCollection AddSearch(this IServiceCollection services)
    {
        services.AddOptions<SearchSettings>().Configure<IServiceProvider>((settings, s) => s.GetService<IConfiguration>()?.GetSection("Search").Bind(settings));
        return services
            .AddSingleton<MeilisearchClient>().AddSingleton<SearchEngine>()
            .AddScoped<SearchSources>().AddScoped<EngineSearch>().AddScoped<DatabaseSearch>()
            .AddScoped<FindThings>().AddScoped<FindSimilar>()
            .AddWrite<NoteNothingFound>().AddWrite<SettleNothingFound>().AddWrite<ForgetNothingFound>()
            .AddWrite<RebuildIndex>().AddWrite<UpdateSearch>().AddWrite<ReconcileSearch>();
    }

    /// <summary>Makes a kind of thing findable.</summary>
    /// <param name="kind">Small letters, e.g. "initiative"; the kind that the module marks and that stands in addresses.</param>
    /// <param name="build">The documents of these things as they are now. A thing that is gone, hidden or otherwise not public gets none.</param>
    /// <param name="ids">Everything of the kind that is public now; what was never marked is found by it.</param>
    public static IServiceCollection AddSearchable(
        this IServiceCollection services,
        string kind,
        Func<MatchmakingDb, IReadOnlyCollection<Guid>, CancellationToken, Task<List<SearchDocument>>> build,
        Func<MatchmakingDb, IQueryable<Guid>> ids) => services.AddSingleton(new Searchable(kind, build, ids));
}

/// <summary>A kind of thing that can be found (<see cref="SearchModule.AddSearchable"/>).</summary>
public sealed record Searchable(
    string Kind,
    Func<MatchmakingDb, IReadOnlyCollection<Guid>, CancellationToken, Task<List<SearchDocument>>> Build,
    Func<MatchmakingDb, IQueryable<Guid>> Ids);
