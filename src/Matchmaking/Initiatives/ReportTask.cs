using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Platform.Trail;

namespace Matchmaking.Initiatives;

/// <summary>A doer marks the own task as done.</summary>
public sealed class ReportTask(MatchmakingDb db, TimeProvider clock)
{
    public Task<bool> RunAsync(Actor actor, Guid initiativeId, CancellationToken ct = default) => db.InTransactionAsync(async () =>
    {
        var now = clock.GetUtcNow();
        if (actor.Suspended || await db.LockAsync(initiativeId, ct) is not { } initiative || !initiative.SayDone(actor.PersonId, now)) return false;
        db.Trail("initiative.task-done", initiative.Id, actor.PersonId, now);
        db.MatchPending(MatchCause.Person, actor.PersonId);
        db.Changed(initiative);
        await db.SaveChangesAsync(ct);
        return true;
    }, ct);
}
