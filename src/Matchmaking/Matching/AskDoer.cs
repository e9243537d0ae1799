using Matchmaking.Initiatives;
using Matchmaking.Notifications;
using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Platform.Mail;
using Matchmaking.Platform.Trail;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Matching;

public enum AskingDoer { Asked, AlreadyAsked, NotThere, TooManyToday }

/// <summary>A host asks somebody who might do a role, at most once for an initiative. The person answers on the own page; the host learns
/// nothing more unless that person joins, or says yes and shares contact details: then each sees the other's.</summary>
public sealed class AskDoer(MatchmakingDb db, TimeProvider clock)
{
    /// <summary>A host asks no more people than this in 24 hours.</summary>
    public const int MostPerDay = 20;

    /// <param name="matchId">From <see cref="FindPossibleDoers"/>; everything is asked again here.</param>
    public Task<AskingDoer> RunAsync(Actor actor, Guid initiativeId, Guid matchId, CancellationToken ct = default) => db.InTransactionAsync(async () =>
    {
        var now = clock.GetUtcNow();
        if (await db.LockAsync(initiativeId, ct) is not { } initiative || !MatchingRights.CanSeekDoers(actor, initiative)) return AskingDoer.NotThere;
        var match = await db.Matches().FromSql($"select * from match where id = {matchId} for update").WhoCanBeAsked(db, initiativeId, now).SingleOrDefaultAsync(ct);
        if (match is null || !await db.People().WhoMayBeSuggested().AnyAsync(p => p.Id == match.PersonId, ct)) return AskingDoer.NotThere;
        if (initiative.Commitments.Any(c => c.PersonId == match.PersonId && c.State != CommitmentState.Lapsed) || !initiative.Roles.Any(r => r.Id == match.RoleId && r.HasPlace)) return AskingDoer.NotThere;
        if (await db.Matches().AnyAsync(m => m.PersonId == match.PersonId && m.InitiativeId == initiativeId && m.AskedAt != null, ct)) return AskingDoer.AlreadyAsked;
        if (await db.Matches().CountAsync(m => m.AskedById == actor.PersonId && m.AskedAt > now.AddDays(-1), ct) >= MostPerDay) return AskingDoer.TooManyToday;
        match.Ask(actor.PersonId, now);
        db.Tell(new AskedToDoMail(match.PersonId, initiativeId, match.Id, match.RoleId), initiativeId, now);
        db.Trail("match.asked", initiativeId, actor.PersonId, now);
        await db.SaveChangesAsync(ct);
        return AskingDoer.Asked;
    }, ct);
}

/// <summary>To a person: a host asks whether you would do this. Not sent once it is answered, or the person no longer wants to be asked.</summary>
public sealed record AskedToDoMail(Guid? To, Guid InitiativeId, Guid MatchId, Guid RoleId) : InitiativeMail(To, InitiativeId)
{
    internal static async Task<bool> StillWanted(MatchmakingDb db, AskedToDoMail mail, CancellationToken ct) =>
        await InitiativeMail.StillWanted(db, mail, ct) && await db.Matches().AnyAsync(m => m.Id == mail.MatchId && m.Answer == MatchAnswer.None, ct)
        && await db.People().WhoMayBeSuggested().AnyAsync(p => p.Id == mail.To, ct);
}
