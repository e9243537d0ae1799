using Matchmaking.Platform.Data;
using Matchmaking.Platform.Trail;

namespace Matchmaking.People;

/// <summary>Ends the letters that a link stands for, at once. Doing it twice changes nothing.</summary>
public sealed class Unsubscribe(MatchmakingDb db, TimeProvider clock)
{
    /// <returns>False when the link leads nowhere.</returns>
    public Task<bool> RunAsync(string? token, CancellationToken ct = default) => db.InTransactionAsync(async () =>
    {
        var now = clock.GetUtcNow();
        if (await db.UnsubscribeLinks().ByTokenAsync(token, ct) is not { } link || await db.People().LockAsync(link.PersonId, ct) is not { } person) return false;
        if (!person.Gets(link.Letters)) return true;
        link.Use(person.DigestRhythm, now);
        person.Stop(link.Letters);
        db.Trail($"person.unsubscribed-{link.Letters}", person.Id, person.Id, now);
        await db.SaveChangesAsync(ct);
        return true;
    }, ct);
}

/// <summary>Brings the letters back that the same link ended within the last day, in the rhythm they had.</summary>
public sealed class UndoUnsubscribe(MatchmakingDb db, TimeProvider clock)
{
    public Task<bool> RunAsync(string? token, CancellationToken ct = default) => db.InTransactionAsync(async () =>
    {
        var now = clock.GetUtcNow();
        if (await db.UnsubscribeLinks().ByTokenAsync(token, ct) is not { } link || await db.People().LockAsync(link.PersonId, ct) is not { } person) return false;
        if (person.Gets(link.Letters) || !link.CanUndo(now)) return false;
        person.Resume(link.Letters, link.RhythmBefore, now);
        link.Undo();
        db.Trail($"person.subscribed-again-{link.Letters}", person.Id, person.Id, now);
        await db.SaveChangesAsync(ct);
        return true;
    }, ct);
}
