using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Platform.Trail;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Matching;

/// <summary>A person says that a fact behind a match is wrong: it is not used for that person any more, neither for nor against.</summary>
public sealed class CallReasonWrong(MatchmakingDb db, TimeProvider clock)
{
    /// <returns>False when the match is not this person's, or has no such fact that can be wrong.</returns>
    public Task<bool> RunAsync(Actor actor, Guid matchId, ReasonCode code, Guid? aboutId, CancellationToken ct = default) => db.InTransactionAsync(async () =>
    {
        var now = clock.GetUtcNow();
        if (actor.Suspended || await db.LockMatchAsync(matchId, actor.PersonId, ct) is not { } match) return false;
        if (!Facts.CanBeWrong(code) || !match.Reasons.Concat(match.Lowered).Any(r => r.Code == code && r.Id == aboutId)) return false;
        var (fact, about) = (Facts.Of(code), aboutId ?? Guid.Empty);
        if (!await db.WrongReasons().AnyAsync(w => w.PersonId == actor.PersonId && w.Code == fact && w.AboutId == about, ct))
            db.Add(new WrongReason { PersonId = actor.PersonId, Code = fact, AboutId = about, At = now });
        db.Trail("match.wrong-reason", match.InitiativeId, actor.PersonId, now);
        db.MatchPending(MatchCause.Person, actor.PersonId);
        await db.SaveChangesAsync(ct);
        return true;
    }, ct);
}

/// <summary>Takes "wrong reason" back: the fact counts again.</summary>
public sealed class TrustReason(MatchmakingDb db)
{
    public Task<bool> RunAsync(Actor actor, ReasonCode code, Guid aboutId, CancellationToken ct = default) => db.InTransactionAsync(async () =>
    {
        var wrong = db.WrongReasons().Where(w => w.PersonId == actor.PersonId && w.Code == code && w.AboutId == aboutId);
        if (actor.Suspended || !await wrong.AnyAsync(ct)) return false;
        await wrong.ExecuteDeleteAsync(ct);
        db.MatchPending(MatchCause.Person, actor.PersonId);
        await db.SaveChangesAsync(ct);
        return true;
    }, ct);
}
