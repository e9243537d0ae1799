using Matchmaking.Digests;
using Matchmaking.Initiatives;
using Matchmaking.Matching;
using Matchmaking.Moderation;
using Matchmaking.Municipalities;
using Matchmaking.Notifications;
using Matchmaking.People;
using Matchmaking.Platform;
using Matchmaking.Platform.Data;
using Matchmaking.Search;
using Matchmaking.Vocabulary;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Matchmaking;

/// <summary>Everything the domain registers, one line per module, in the order of docs/architecture.md.</summary>
public static class MatchmakingServices
{
    public static IServiceCollection AddMatchmaking(this IServiceCollection services, string connectionString) => services
        .AddDbContext<MatchmakingDb>(o => o.UseNpgsql(LettingGo(connectionString)))
        .AddPlatform()
        .AddVocabulary()
        .AddMunicipalities()
        .AddPeople()
        .AddNotifications()
        .AddSearch()
        .AddModeration()
        .AddInitiatives()
        .AddMatching()
        .AddDigests()
        .AddWrite<PrepareDatabase>()
        .AddWrite<Demo.DemoWorld>();

    /// <summary>A process that stands still in the middle of a write (a frozen machine) lets go of its locks, so that it holds up nobody for longer;
    /// should it wake, its write fails as a whole.</summary>
    private static string LettingGo(string connectionString)
    {
        if (connectionString.Length == 0) return connectionString;
        var with = new NpgsqlConnectionStringBuilder(connectionString);
        with.Options = $"-c idle_in_transaction_session_timeout=15s {with.Options}".TrimEnd();
        return with.ConnectionString;
    }
}
