using Matchmaking.Initiatives;
using Matchmaking.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Matching;

public static class MatchQueries
{
    public static DbSet<Match> Matches(this MatchmakingDb db) => db.Set<Match>();
    public static DbSet<WrongReason> WrongReasons(this MatchmakingDb db) => db.Set<WrongReason>();
    public static DbSet<MatchWeight> MatchWeights(this MatchmakingDb db) => db.Set<MatchWeight>();

    /// <summary>What stands in the person's list now, best first: not refused or resting, the role still has a place, and the person is not
    /// in it. True also between two runs, since it looks at the initiative as it is. What a host asked goes first.</summary>
    public static IQueryable<Match> OpenFor(this MatchmakingDb db, Guid personId, DateTimeOffset now) => db.Matches()
        .Where(m => m.PersonId == personId && (m.Answer == MatchAnswer.None || m.Answer == MatchAnswer.Interested || (m.Answer == MatchAnswer.NotNow && m.RestsUntil <= now)))
        .Where(m => db.Initiatives().TakingDoers().Any(i => i.Id == m.InitiativeId && i.StarterId != personId))
        .Where(m => db.Roles().Any(r => r.Id == m.RoleId && r.Taken < r.Most))
        .Where(m => !db.Commitments().Any(c => c.InitiativeId == m.InitiativeId && c.PersonId == personId
            && (c.State == CommitmentState.Active || c.State == CommitmentState.Waiting || c.State == CommitmentState.Done)))
        .OrderByDescending(m => m.AskedAt != null && m.Answer == MatchAnswer.None).ThenByDescending(m => m.Score).ThenBy(m => m.RoleId);
}
