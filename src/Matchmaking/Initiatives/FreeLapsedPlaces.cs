using Matchmaking.Platform.Data;
using Matchmaking.Platform.Jobs;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Initiatives;

/// <summary>Frees places whose half hour has passed without the code, and gives them to those who wait.</summary>
public sealed class FreeLapsedPlaces(MatchmakingDb db, TimeProvider clock) : IJob
{
    public async Task<int> RunAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var due = await db.Commitments().Where(c => c.HeldUntil < now).GroupBy(c => c.InitiativeId)
            .OrderBy(held => held.Min(c => c.HeldUntil)).Select(held => held.Key).Take(200).ToListAsync(ct);
        foreach (var id in due)
            await db.InTransactionAsync(async () =>
            {
                if (await db.LockAsync(id, ct) is not { } initiative) return;
                initiative.FreeLapsed(now);
                db.TellFollowed(initiative, now);
                await db.SaveChangesAsync(ct);
            }, ct);
        return due.Count;
    }
}
