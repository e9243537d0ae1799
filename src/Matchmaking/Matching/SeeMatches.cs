using Matchmaking.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Matching;

/// <summary>A person has matches on the screen. What few have seen is lifted, so it is counted.</summary>
public sealed class SeeMatches(MatchmakingDb db, TimeProvider clock)
{
    public async Task<int> RunAsync(Guid personId, IReadOnlyCollection<Guid> matchIds, CancellationToken ct = default)
    {
        if (matchIds.Count == 0) return 0;
        var now = clock.GetUtcNow();
        return await db.Matches().Where(m => m.PersonId == personId && matchIds.Contains(m.Id) && m.SeenAt == null).ExecuteUpdateAsync(set => set.SetProperty(m => m.SeenAt, now), ct);
    }
}
