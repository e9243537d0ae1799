using Matchmaking.Notifications;
using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Platform.Trail;

namespace Matchmaking.Initiatives;

public enum Turning { Turned, NotAllowed, NotFromHere }

/// <summary>Turns an initiative to another state; everyone in it is told.</summary>
public sealed class TurnInitiative(MatchmakingDb db, TimeProvider clock)
{
    public Task<Turning> RunAsync(Actor actor, Guid initiativeId, InitiativeState to, string words, CancellationToken ct = default) => db.InTransactionAsync(async () =>
    {
        var now = clock.GetUtcNow();
        if (await db.LockAsync(initiativeId, ct) is not { } initiative || !InitiativeRights.CanSteer(actor, initiative)) return Turning.NotAllowed;
        if (!initiative.TurnTo(to, words, actor.PersonId, now)) return Turning.NotFromHere;
        db.TellTurned(initiative, actor.PersonId, now);
        db.Trail($"initiative.turned-{to}", initiative.Id, actor.PersonId, now);
        await db.SaveChangesAsync(ct);
        return Turning.Turned;
    }, ct);
}

internal static class TurnedTelling
{
    /// <summary>Tells everyone in it, except the one who did it, of the newest step of its history.</summary>
    public static void TellTurned(this MatchmakingDb db, Initiative initiative, Guid? by, DateTimeOffset now)
    {
        var change = initiative.Changes.Last(c => c.ById == by);
        foreach (var person in initiative.PeopleInIt.Where(p => p != by)) db.Tell(new ChangedMail(person, initiative.Id, change.Id, change.To), initiative.Id, now);
        db.TellFollowed(initiative, now);
    }
}
