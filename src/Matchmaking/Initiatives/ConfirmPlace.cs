using Matchmaking.People;
using Matchmaking.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Initiatives;

/// <summary>The code was given: the place held for this person counts from now.</summary>
public sealed class ConfirmPlace(MatchmakingDb db, TimeProvider clock)
{
    /// <returns>What came of it, and the initiative's number and slug to go on to.</returns>
    public Task<(Joining Outcome, int Number, string Slug)> RunAsync(Actor actor, Guid commitmentId, CancellationToken ct = default) => db.InTransactionAsync(async () =>
    {
        var now = clock.GetUtcNow();
        var held = await db.Commitments().Where(c => c.Id == commitmentId && c.PersonId == actor.PersonId).Select(c => new { c.InitiativeId, c.RoleId }).SingleOrDefaultAsync(ct);
        if (held is null || actor.Suspended || await db.LockAsync(held.InitiativeId, ct) is not { } initiative) return (Joining.Closed, 0, "");
        var joining = initiative.Confirm(commitmentId, now);
        db.TellJoined(initiative, joining, actor.PersonId, held.RoleId, now);
        await db.SaveChangesAsync(ct);
        return (joining, initiative.Number, initiative.Slug);
    }, ct);
}
