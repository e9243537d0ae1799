using Matchmaking.Initiatives;
using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Platform.Trail;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Matching;

/// <summary>One of two who see each other's contact details takes the own yes back: from then on neither sees them. The host's question counts
/// as put, and is not put again.</summary>
public sealed class StopSharingContact(MatchmakingDb db, TimeProvider clock)
{
    /// <returns>False when the actor is neither of the two.</returns>
    public Task<bool> RunAsync(Actor actor, Guid matchId, CancellationToken ct = default) => db.InTransactionAsync(async () =>
    {
        var match = await db.Matches().FromSql($"select * from match where id = {matchId} for update").SingleOrDefaultAsync(ct);
        if (actor.Suspended || match is null || (match.PersonId != actor.PersonId && match.AskedById != actor.PersonId)) return false;
        if (match.ContactSharedAt is null) return true;
        match.StopSharing(byHost: match.AskedById == actor.PersonId);
        db.Trail("contact.withdrawn", match.InitiativeId, actor.PersonId, clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
        return true;
    }, ct);
}

/// <summary>To the host who asked: the answer is yes, and you two see each other's contact details. No address stands in the letter, which stays
/// when the yes is taken back.</summary>
public sealed record ContactToHostMail(Guid? To, Guid InitiativeId, Guid MatchId) : InitiativeMail(To, InitiativeId)
{
    internal static Task<bool> StillWanted(MatchmakingDb db, ContactToHostMail mail, CancellationToken ct) =>
        db.ContactsShared().AnyAsync(m => m.Id == mail.MatchId && m.AskedById == mail.To, ct);
}

/// <summary>To the person who said yes: the same.</summary>
public sealed record ContactToDoerMail(Guid? To, Guid InitiativeId, Guid MatchId) : InitiativeMail(To, InitiativeId)
{
    internal static Task<bool> StillWanted(MatchmakingDb db, ContactToDoerMail mail, CancellationToken ct) =>
        db.ContactsShared().AnyAsync(m => m.Id == mail.MatchId && m.PersonId == mail.To, ct);
}
