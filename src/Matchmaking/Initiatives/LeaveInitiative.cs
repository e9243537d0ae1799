using Matchmaking.Notifications;
using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Platform.Trail;

namespace Matchmaking.Initiatives;

/// <summary>A doer steps back, or says that the task cannot be done: the first in the queue gets the place, else the starter hears who is missing.</summary>
public sealed class LeaveInitiative(MatchmakingDb db, TimeProvider clock)
{
    public Task<Leaving> RunAsync(Actor actor, Guid initiativeId, CancellationToken ct = default) => db.InTransactionAsync(async () =>
    {
        var now = clock.GetUtcNow();
        if (await db.LockAsync(initiativeId, ct) is not { } initiative) return Leaving.NotIn;
        var roleId = initiative.Commitments.FirstOrDefault(c => c.IsLive && c.PersonId == actor.PersonId)?.RoleId;
        var leaving = initiative.Leave(actor.PersonId, now);
        if (leaving == Leaving.NotIn) return leaving;
        if (leaving == Leaving.LeftAndShort && initiative.StarterId is { } starter && starter != actor.PersonId)
            db.Tell(new OneShortMail(starter, initiative.Id, roleId!.Value), initiative.Id, now, initiative.CameAndWent(actor.PersonId, now) <= InitiativeMail.MostPerDay);
        db.MatchPending(MatchCause.Person, actor.PersonId);
        db.Trail("initiative.left", initiative.Id, actor.PersonId, now);
        db.TellFollowed(initiative, now);
        await db.SaveChangesAsync(ct);
        return leaving;
    }, ct);
}
