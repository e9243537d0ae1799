using Matchmaking.Notifications;
using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Platform.Trail;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Initiatives;

public enum AskingHandover { Asked, AskedAlready, NotADoer, NotAllowed }

/// <summary>The starter asks a doer to carry the initiative on. Nothing changes until that person says yes.</summary>
public sealed class AskHandover(MatchmakingDb db, TimeProvider clock)
{
    public Task<AskingHandover> RunAsync(Actor actor, Guid initiativeId, Guid toId, CancellationToken ct = default) => db.InTransactionAsync(async () =>
    {
        var now = clock.GetUtcNow();
        if (await db.LockAsync(initiativeId, ct) is not { } initiative || !InitiativeRights.CanEdit(actor, initiative)) return AskingHandover.NotAllowed;
        if (toId == initiative.StarterId || !initiative.DoerIds.Contains(toId)) return AskingHandover.NotADoer;
        foreach (var earlier in await db.Handovers().Where(h => h.InitiativeId == initiativeId && h.AnsweredAt == null).ToListAsync(ct))
        {
            if (earlier.IsOpen(now)) return AskingHandover.AskedAlready;
            earlier.Answer(accept: false, now);
        }
        await db.SaveChangesAsync(ct); // an outrun question leaves its place before the new one takes it
        var handover = new Handover { InitiativeId = initiativeId, FromId = initiative.StarterId, ToId = toId, AskedAt = now };
        db.Add(handover);
        db.Tell(new HandoverAskedMail(toId, initiativeId, handover.Id), initiativeId, now);
        db.Trail("initiative.handover-asked", initiativeId, actor.PersonId, now);
        await db.SaveChangesAsync(ct);
        return AskingHandover.Asked;
    }, ct);
}

/// <summary>The one who was asked says yes or no; the one who asked is told, and after a yes everyone in it.</summary>
public sealed class AnswerHandover(MatchmakingDb db, TimeProvider clock)
{
    public Task<bool> RunAsync(Actor actor, Guid handoverId, bool accept, CancellationToken ct = default) => db.InTransactionAsync(async () =>
    {
        var now = clock.GetUtcNow();
        var handover = await db.Handovers().SingleOrDefaultAsync(h => h.Id == handoverId && h.ToId == actor.PersonId, ct);
        if (handover is null || actor.Suspended || await db.LockAsync(handover.InitiativeId, ct) is not { } initiative || !handover.IsOpen(now)) return false;
        handover.Answer(accept, now);
        if (accept) initiative.HandOver(actor.PersonId, now);
        var told = accept ? initiative.PeopleInIt.Append(handover.FromId ?? actor.PersonId).Distinct() : new[] { handover.FromId }.OfType<Guid>();
        foreach (var person in told.Where(p => p != actor.PersonId)) db.Tell(new HandoverDoneMail(person, initiative.Id, handoverId, accept), initiative.Id, now);
        db.Trail(accept ? "initiative.handed-over" : "initiative.handover-declined", initiative.Id, actor.PersonId, now);
        db.Changed(initiative);
        await db.SaveChangesAsync(ct);
        return true;
    }, ct);
}
