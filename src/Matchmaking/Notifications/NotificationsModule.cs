using Matchmaking.Platform;
using Matchmaking.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Notifications;

/// <summary>One row for each thing a person should know. Every module tells; Digests, far below, sums up.</summary>
public static class NotificationsModule
{
    public static IServiceCollection AddNotifications(this IServiceCollection services) => services
        .AddWrite<ReadNotifications>()
        .AddScoped<IPersonalData, NotificationPersonalData>();
}

/// <summary>A person has seen what waited; the count in the header goes to zero.</summary>
public sealed class ReadNotifications(MatchmakingDb db, TimeProvider clock)
{
    /// <param name="upTo">What came later than this page stays unread.</param>
    public Task<int> RunAsync(Guid personId, DateTimeOffset upTo, CancellationToken ct = default)
    {
        var now = clock.GetUtcNow();
        return db.Notifications().Where(n => n.PersonId == personId && n.ReadAt == null && n.At <= upTo).ExecuteUpdateAsync(set => set.SetProperty(n => n.ReadAt, now), ct);
    }
}

internal sealed class NotificationPersonalData : IPersonalData
{
    public string Part => "notifications";

    public async Task<object> ExportAsync(MatchmakingDb db, Guid personId, CancellationToken ct) =>
        await db.Notifications().Where(n => n.PersonId == personId).OrderBy(n => n.At).Select(n => new { n.Kind, n.At, n.ReadAt }).ToListAsync(ct);

    public Task EraseAsync(MatchmakingDb db, Guid personId, CancellationToken ct) => db.Notifications().Where(n => n.PersonId == personId).ExecuteDeleteAsync(ct);
}
