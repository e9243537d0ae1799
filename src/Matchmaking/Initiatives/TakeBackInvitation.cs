using Matchmaking.Notifications;
using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Platform.Trail;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Initiatives;

/// <summary>Whoever may invite takes an invitation back: the page no longer shows it, letters that wait do not go, and nobody's unread notification
/// speaks of it.</summary>
public sealed class TakeBackInvitation(MatchmakingDb db, TimeProvider clock)
{
    public Task<bool> RunAsync(Actor actor, Guid initiativeId, Guid invitationId, CancellationToken ct = default) => db.InTransactionAsync(async () =>
    {
        var now = clock.GetUtcNow();
        if (await db.LockAsync(initiativeId, ct) is not { } initiative || !InitiativeRights.CanInvite(actor, initiative)) return false;
        if (await db.InitiativeInvitations().Standing().SingleOrDefaultAsync(v => v.Id == invitationId && v.FromId == initiativeId, ct) is not { } invitation) return false;
        invitation.TakeBack(now);
        await db.Notifications().Where(n => n.AboutId == invitation.ToId && n.At == invitation.At && n.ReadAt == null)
            .Where(n => n.Kind == nameof(InvitedToOtherMail) || n.Kind == nameof(PeopleInvitedMail)).ExecuteDeleteAsync(ct);
        db.Trail("initiative.invitation-taken-back", initiativeId, actor.PersonId, now);
        db.Touch($"initiative:{initiativeId:N}");
        await db.SaveChangesAsync(ct);
        return true;
    }, ct);
}
