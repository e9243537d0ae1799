using Matchmaking.Initiatives;
using Matchmaking.People;
using Matchmaking.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Matching;

public static class MatchQueries
{
    public static DbSet<Match> Matches(this MatchmakingDb db) => db.Set<Match>();
    public static DbSet<WrongReason> WrongReasons(this MatchmakingDb db) => db.Set<WrongReason>();
    public static DbSet<LoweredTheme> LoweredThemes(this MatchmakingDb db) => db.Set<LoweredTheme>();
    public static DbSet<MatchWeight> MatchWeights(this MatchmakingDb db) => db.Set<MatchWeight>();
    public static DbSet<RoleSeen> RolesSeen(this MatchmakingDb db) => db.Set<RoleSeen>();
    public static DbSet<WeightChange> WeightChanges(this MatchmakingDb db) => db.Set<WeightChange>();

    /// <summary>Those who could join something today.</summary>
    public static IQueryable<Person> WhoCanTakePart(this IQueryable<Person> people) =>
        people.Where(p => p.EmailConfirmed && p.SaidAtLeast13At != null && p.Name != "" && p.SuspendedAt == null);

    /// <summary>Those whom hosts may be shown: adults who allow it.</summary>
    public static IQueryable<Person> WhoMayBeSuggested(this IQueryable<Person> people) => people.WhoCanTakePart().Where(p => p.MayBeSuggested && !p.Under18);

    /// <summary>Those whose two sides both said yes, the host by asking and the person by sharing, and see each other's contact details now:
    /// while the initiative takes doers, the same host stands behind it, and the person may still be suggested.</summary>
    public static IQueryable<Match> ContactsShared(this MatchmakingDb db) => db.Matches()
        .Where(m => m.AskedById != null && m.Answer == MatchAnswer.Interested && m.ContactSharedAt != null)
        .Where(m => db.Initiatives().TakingDoers().Any(i => i.Id == m.InitiativeId && i.StarterId == m.AskedById))
        .Where(m => db.People().WhoMayBeSuggested().Any(p => p.Id == m.PersonId) && db.People().WhoCanTakePart().Any(p => p.Id == m.AskedById));

    /// <summary>What the person does not want suggested, for good or for now.</summary>
    public static IQueryable<Match> SetAside(this IQueryable<Match> matches, DateTimeOffset now) =>
        matches.Where(m => m.Answer == MatchAnswer.NotThisKind || (m.Answer == MatchAnswer.NotNow && m.RestsUntil > now));

    /// <summary>The initiative's matches whose people have not refused it.</summary>
    public static IQueryable<Match> WhoCanBeAsked(this IQueryable<Match> matches, MatchmakingDb db, Guid initiativeId, DateTimeOffset now) =>
        matches.Where(m => m.InitiativeId == initiativeId).NotRefused(db, now);

    /// <summary>What stands in the person's list now, best first, of each initiative the best role: not refused or resting, the role still has a
    /// place, and the person is not in it. True also between two runs, since it looks at the initiative as it is. What a host asked goes first.</summary>
    public static IQueryable<Match> OpenFor(this MatchmakingDb db, Guid personId, DateTimeOffset now) => db.Matches().Where(m => m.PersonId == personId).Open(db, now)
        .OrderByDescending(m => m.AskedAt != null && m.Answer == MatchAnswer.None).ThenByDescending(m => m.Score).ThenBy(m => m.RoleId);

    /// <summary>The same of several people at once, in no order, and of each initiative every role.</summary>
    public static IQueryable<Match> OpenRolesFor(this MatchmakingDb db, IReadOnlyCollection<Guid> personIds, DateTimeOffset now) =>
        db.Matches().Where(m => personIds.Contains(m.PersonId)).OpenRoles(db, now);

    private static IQueryable<Match> Open(this IQueryable<Match> matches, MatchmakingDb db, DateTimeOffset now)
    {
        var open = matches.OpenRoles(db, now);
        return open.Where(m => !open.Any(o => o.PersonId == m.PersonId && o.InitiativeId == m.InitiativeId && ((o.AskedAt != null && m.AskedAt == null)
            || ((o.AskedAt != null) == (m.AskedAt != null) && (o.Score > m.Score || (o.Score == m.Score && o.RoleId.CompareTo(m.RoleId) < 0))))));
    }

    private static IQueryable<Match> OpenRoles(this IQueryable<Match> matches, MatchmakingDb db, DateTimeOffset now) => matches.NotRefused(db, now)
            .Where(m => db.Initiatives().TakingDoers().Any(i => i.Id == m.InitiativeId && i.StarterId != m.PersonId))
            .Where(m => db.Roles().Any(r => r.Id == m.RoleId && r.Taken < r.Most))
            .Where(m => !db.Commitments().Any(c => c.InitiativeId == m.InitiativeId && c.PersonId == m.PersonId && c.State != CommitmentState.Lapsed));

    /// <summary>"Not now" and "not this kind" are said of a role, and meant of the initiative.</summary>
    private static IQueryable<Match> NotRefused(this IQueryable<Match> matches, MatchmakingDb db, DateTimeOffset now) =>
        matches.Where(m => !db.Matches().SetAside(now).Any(o => o.PersonId == m.PersonId && o.InitiativeId == m.InitiativeId));
}
