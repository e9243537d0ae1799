using Matchmaking.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Matching;

/// <summary>A person has matches on the screen. What few have seen is lifted, so it is counted.</summary>
public sealed class SeeMatches(MatchmakingDb db, TimeProvider clock)
{
    /// <returns>How many of them were new to the person.</returns>
    public async Task<int> RunAsync(Guid personId, IReadOnlyCollection<Guid> matchIds, CancellationToken ct = default)
    {
        if (matchIds.Count == 0) return 0;
        var (ids, now) = (matchIds.ToArray(), clock.GetUtcNow());
        return await db.Database.ExecuteSqlAsync($"""
            with seen as (update match set seen_at = {now} where id = any({ids}) and person_id = {personId} and seen_at is null returning role_id)
            insert into role_seen (role_id, times) select role_id, 1 from seen order by role_id
            on conflict (role_id) do update set times = role_seen.times + 1
            """, ct);
    }
}
