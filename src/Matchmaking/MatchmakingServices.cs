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

namespace Matchmaking;

/// <summary>Everything the domain registers, one line per module, in the order of docs/architecture.md.</summary>
public static class MatchmakingServices
{
    public static IServiceCollection AddMatchmaking(this IServiceCollection services, string connectionString) => services
        .AddDbContext<MatchmakingDb>(o => o.UseNpgsql(connectionString))
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
}
