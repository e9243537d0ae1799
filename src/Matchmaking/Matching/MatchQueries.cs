using Matchmaking.Initiatives;
using Matchmaking.People;
using Matchmaking.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Matching;

public static class MatchQueries
{
    public static DbSet<Match> Matches(this MatchmakingDb db) => db.Set<Match>();
    public static DbSet<WrongReason> WrongReasons(this MatchmakingDb db) => db.Set<WrongReason>();
    public static DbSet<MatchWeight> MatchWeights(this MatchmakingDb db) => db.Set<MatchWeight>();

    /// <summary>Those who could join something today.</summary>
    public static IQueryable<Person> WhoCanTakePart(this IQueryable<Person> people) =>
        people.Where(p => p.EmailConfirmed && p.SaidAtLeast13At != null && p.Name != "" && p.SuspendedAt == null);

    /// <summary>Those whom hosts may be shown: adults who allow it.</summary>
    public static IQueryable<Person> WhoMayBeSuggested(this IQueryable<Person> people) => people.WhoCanTakePart().Where(p => p.MayBeSuggested && !p.Under18);

    /// <summary>The initiative's matches whose people have not refused.</summary>
    public static IQueryable<Match> WhoCanBeAsked(this IQueryable<Match> matches, Guid initiativeId, DateTimeOffset now) => matches.Where(m => m.InitiativeId == initiativeId
        && (m.Answer == MatchAnswer.None || m.Answer == MatchAnswer.Interested || (m.Answer == MatchAnswer.NotNow && m.RestsUntil <= now)));

    /// <summary>What stands in the person's list now, best first: not refused or resting, the role still has a place, and the person is not
    /// in it. True also between two runs, since it looks at the initiative as it is. What a host asked goes first.</summary>
    public static IQueryable<Match> OpenFor(this MatchmakingDb db, Guid personId, DateTimeOffset now) => db.Matches()
        .Where(m => m.PersonId == personId && (m.Answer == MatchAnswer.None || m.Answer == MatchAnswer.Interested || (m.Answer == MatchAnswer.NotNow && m.RestsUntil <= now)))
        .Where(m => db.Initiatives().TakingDoers().Any(i => i.Id == m.InitiativeId && i.StarterId != personId))
        .Where(m => db.Roles().Any(r => r.Id == m.RoleId && r.Taken < r.Most))
        .Where(m => !db.Commitments().Any(c => c.InitiativeId == m.InitiativeId && c.PersonId == personId
            && c.State != CommitmentState.Lapsed))
        .OrderByDescending(m => m.AskedAt != null && m.Answer == MatchAnswer.None).ThenByDescending(m => m.Score).ThenBy(m => m.RoleId);
}
