using Matchmaking.Platform;
using Matchmaking.Platform.Data;
using Matchmaking.Search;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Matchmaking.Testing;

/// <summary>The product's search by itself, as one process has it: on a database, with an engine or none, and a planted kind of thing.</summary>
public static class SearchServices
{
    /// <param name="database">Its connection string.</param>
    /// <param name="engine">Without an address PostgreSQL answers alone.</param>
    /// <param name="index">The engine's index.</param>
    /// <param name="patience">As the product has it when null.</param>
    /// <param name="planted">What there is to find.</param>
    public static ServiceProvider Connect(string database, (Uri? Url, string Key) engine, string index, TimeSpan? patience, Searchable planted) => new ServiceCollection()
        .AddDbContext<MatchmakingDb>(o => o.UseNpgsql(database))
        .AddSingleton(typeof(ILogger<>), typeof(NullLogger<>))
        .AddPlatform().AddSearch()
        .AddSingleton(planted)
        .Configure<SearchSettings>(s => (s.Url, s.Key, s.Index, s.Patience) = (engine.Url, engine.Key, index, patience ?? s.Patience))
        .BuildServiceProvider(validateScopes: true);
}
