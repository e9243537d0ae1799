using Matchmaking.Notifications;
using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Platform.Trail;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Initiatives;

public enum Inviting
{
    Invited,
    InvitedAlready,
    /// <summary>The people of the other were invited here.</summary>
    InvitedHere,
    TheSame,
    /// <summary>It is done or withdrawn itself.</summary>
    IsOver,
    /// <summary>There is no other, or nobody may know of it.</summary>
    NoOther,
    /// <summary>The other takes nobody now.</summary>
    OtherIsClosed,
    /// <summary>The official is in the other: nobody fills their own.</summary>
    OtherIsOwn,
    /// <summary>Everyone in it is in the other as well.</summary>
    Nobody,
    NotAllowed,
}

/// <summary>An official invites the people of one initiative to another that wants the same. Each is told once and decides alone; who answers
/// for the other is told that people were invited.</summary>
public sealed class InviteToOther(MatchmakingDb db, TimeProvider clock)
{
    public Task<Inviting> RunAsync(Actor actor, Guid initiativeId, Guid otherId, string words, CancellationToken ct = default) => db.InTransactionAsync(async () =>
    {
        var now = clock.GetUtcNow();
        var (initiative, other) = await db.LockBothAsync(initiativeId, otherId, ct);
        if (await db.MayInviteAsync(actor, initiative, other, ct) is not Inviting.Invited and var refused) return refused;
        var invitation = new InitiativeInvitation { FromId = initiativeId, ToId = otherId, ById = actor.PersonId, Words = words, At = now };
        db.Add(invitation);
        foreach (var person in initiative!.PeopleToInviteTo(other!)) db.Tell(new InvitedToOtherMail(person, initiativeId, invitation.Id), otherId, now);
        if (other!.StarterId is { } starter) db.Tell(new PeopleInvitedMail(starter, otherId, invitation.Id), otherId, now);
        db.Trail("initiative.invited", initiativeId, actor.PersonId, now);
        db.Touch($"initiative:{initiativeId:N}");
        await db.SaveChangesAsync(ct);
        return Inviting.Invited;
    }, ct);
}

internal static class InvitationCheck
{
    /// <summary>Whether this official may invite the people of the one to the other now.</summary>
    public static async Task<Inviting> MayInviteAsync(this MatchmakingDb db, Actor actor, Initiative? initiative, Initiative? other, CancellationToken ct)
    {
        if (initiative is null || !InitiativeRights.CanInvite(actor, initiative)) return Inviting.NotAllowed;
        if (other is null || other.HiddenAt is not null) return Inviting.NoOther;
        if (other.PeopleInIt.Contains(actor.PersonId)) return Inviting.OtherIsOwn;
        var standing = db.InitiativeInvitations().Standing();
        if (await standing.AnyAsync(v => v.FromId == initiative.Id && v.ToId == other.Id, ct)) return Inviting.InvitedAlready;
        if (await standing.AnyAsync(v => v.FromId == other.Id && v.ToId == initiative.Id, ct)) return Inviting.InvitedHere;
        return initiative.MayInviteTo(other);
    }
}
