using Matchmaking.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Initiatives;

public static class InitiativeQueries
{
    public static DbSet<Initiative> Initiatives(this MatchmakingDb db) => db.Set<Initiative>();
    public static DbSet<Role> Roles(this MatchmakingDb db) => db.Set<Role>();
    public static DbSet<Commitment> Commitments(this MatchmakingDb db) => db.Set<Commitment>();
    public static DbSet<InitiativeDraft> InitiativeDrafts(this MatchmakingDb db) => db.Set<InitiativeDraft>();
    public static DbSet<InitiativeUpdate> InitiativeUpdates(this MatchmakingDb db) => db.Set<InitiativeUpdate>();
    public static DbSet<InitiativeQuestion> InitiativeQuestions(this MatchmakingDb db) => db.Set<InitiativeQuestion>();
    public static DbSet<Note> Notes(this MatchmakingDb db) => db.Set<Note>();
    public static DbSet<DateOption> DateOptions(this MatchmakingDb db) => db.Set<DateOption>();
    public static DbSet<Handover> Handovers(this MatchmakingDb db) => db.Set<Handover>();
    public static DbSet<InitiativeInvitation> InitiativeInvitations(this MatchmakingDb db) => db.Set<InitiativeInvitation>();
    public static DbSet<Proof> Proofs(this MatchmakingDb db) => db.Set<Proof>();

    /// <summary>What anyone may see.</summary>
    public static IQueryable<Initiative> Visible(this IQueryable<Initiative> initiatives) => initiatives.Where(i => i.HiddenAt == null);

    /// <summary>Those that still take doers.</summary>
    public static IQueryable<Initiative> TakingDoers(this IQueryable<Initiative> initiatives) => initiatives.Visible()
        .Where(i => i.State == InitiativeState.Open || i.State == InitiativeState.Ready || i.State == InitiativeState.UnderWay);

    /// <summary>Confirmed doers and those with a place in the queue; held places count for nothing.</summary>
    public static IQueryable<Commitment> Counting(this IQueryable<Commitment> commitments) =>
        commitments.Where(c => c.HeldUntil == null && (c.State == CommitmentState.Active || c.State == CommitmentState.Done));

    /// <summary>Those that a person started, does or waits for, as <see cref="Initiative.PeopleInIt"/> says.</summary>
    public static IQueryable<Initiative> WithInIt(this IQueryable<Initiative> initiatives, MatchmakingDb db, Guid? personId)
    {
        var live = db.Commitments().Where(c => c.PersonId == personId && c.HeldUntil == null
            && (c.State == CommitmentState.Active || c.State == CommitmentState.Waiting || c.State == CommitmentState.Done));
        return initiatives.Where(i => i.StarterId == personId || live.Any(c => c.InitiativeId == i.Id));
    }

    /// <summary>Those that were not taken back.</summary>
    public static IQueryable<InitiativeInvitation> Standing(this IQueryable<InitiativeInvitation> invitations) => invitations.Where(v => v.TakenBackAt == null);

    /// <summary>Of those the ones that can still be followed: from what is not over to what takes doers, both for all to see.</summary>
    internal static IQueryable<InitiativeInvitation> Standing(this IQueryable<InitiativeInvitation> invitations, MatchmakingDb db) => invitations.Standing()
        .Where(v => db.Initiatives().Visible().Any(i => i.Id == v.FromId && i.State != InitiativeState.Done && i.State != InitiativeState.Withdrawn))
        .Where(v => db.Initiatives().TakingDoers().Any(i => i.Id == v.ToId));

    /// <summary>The initiative with roles, commitments and history, locked until the transaction ends. Nothing when there is none.
    /// The lock is taken first and the rest read after it, so that what is read is what the last holder left.</summary>
    public static async Task<Initiative?> LockAsync(this MatchmakingDb db, Guid initiativeId, CancellationToken ct)
    {
        await db.Database.ExecuteSqlAsync($"select 1 from initiative where id = {initiativeId} for no key update", ct);
        return await db.LoadAsync(initiativeId, ct);
    }

    /// <summary>Two initiatives, locked in the order of their ids, whichever is named first, so that two who hold one each never wait for each other.</summary>
    internal static async Task<(Initiative? One, Initiative? Other)> LockBothAsync(this MatchmakingDb db, Guid oneId, Guid otherId, CancellationToken ct)
    {
        await db.Database.ExecuteSqlAsync($"select 1 from initiative where id in ({oneId}, {otherId}) order by id for no key update", ct);
        return (await db.LoadAsync(oneId, ct), await db.LoadAsync(otherId, ct));
    }

    /// <summary>The same without the lock: only for reading, and for the negative control of the tests.</summary>
    internal static Task<Initiative?> LoadAsync(this MatchmakingDb db, Guid initiativeId, CancellationToken ct) =>
        db.Initiatives().Include(i => i.Roles.OrderBy(r => r.Position)).ThenInclude(r => r.Commitments).Include(i => i.Changes)
            .AsSplitQuery().SingleOrDefaultAsync(i => i.Id == initiativeId, ct);
}
