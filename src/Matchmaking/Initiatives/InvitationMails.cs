using Matchmaking.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Initiatives;

/// <summary>To everyone in an initiative: there is another that wants the same, and you may join it. Not sent to one who has left the first or
/// is in the other by now.</summary>
public sealed record InvitedToOtherMail(Guid? To, Guid InitiativeId, Guid InvitationId) : InitiativeMail(To, InitiativeId)
{
    public override TimeSpan UsefulFor => TimeSpan.FromDays(14);
    public override string OnceKey => $"invited:{InvitationId:N}:{To:N}";

    internal static Task<bool> StillWanted(MatchmakingDb db, InvitedToOtherMail mail, CancellationToken ct)
    {
        var mine = db.Initiatives().WithInIt(db, mail.To);
        return db.InitiativeInvitations().Standing(db).AnyAsync(v => v.Id == mail.InvitationId && mine.Any(i => i.Id == v.FromId) && !mine.Any(i => i.Id == v.ToId), ct);
    }
}

/// <summary>To the starter of the other: people were invited to it, and some may come.</summary>
public sealed record PeopleInvitedMail(Guid? To, Guid InitiativeId, Guid InvitationId) : InitiativeMail(To, InitiativeId)
{
    public override string OnceKey => $"invited:{InvitationId:N}";

    internal static Task<bool> StillWanted(MatchmakingDb db, PeopleInvitedMail mail, CancellationToken ct) => db.InitiativeInvitations().Standing(db)
        .AnyAsync(v => v.Id == mail.InvitationId && db.Initiatives().Any(i => i.Id == v.ToId && i.StarterId == mail.To), ct);
}
