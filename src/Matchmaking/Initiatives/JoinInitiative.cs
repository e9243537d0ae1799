using Matchmaking.Notifications;
using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Platform.Mail;
using Matchmaking.Platform.Trail;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Initiatives;

/// <summary>A person takes a role, or queues for it; the starter hears of it, and everyone when the initiative becomes ready.</summary>
public sealed class JoinInitiative(MatchmakingDb db, TimeProvider clock)
{
    /// <param name="wait">Queue if the role is full.</param>
    public Task<Joining> RunAsync(Actor actor, Guid initiativeId, Guid roleId, bool wait = false, CancellationToken ct = default) => db.InTransactionAsync(async () =>
    {
        var now = clock.GetUtcNow();
        if (actor.Suspended || !await db.People().AnyAsync(p => p.Id == actor.PersonId && p.EmailConfirmed, ct)) return Joining.Closed;
        if (await db.LockAsync(initiativeId, ct) is not { } initiative) return Joining.Closed; // two people, one last place
        var joining = wait ? initiative.Wait(actor.PersonId, roleId, now) : initiative.Join(actor.PersonId, roleId, now);
        db.TellJoined(initiative, joining, actor.PersonId, roleId, now);
        await db.SaveChangesAsync(ct);
        return joining;
    }, ct);
}

internal static class JoinedTelling
{
    /// <summary>What follows when somebody got a place or queues: the trail, the starter's letter, and once the letter to everyone.</summary>
    public static void TellJoined(this MatchmakingDb db, Initiative initiative, Joining joining, Guid personId, Guid roleId, DateTimeOffset now)
    {
        if (joining is Joining.Waiting) db.Trail("initiative.queued", initiative.Id, personId, now);
        if (joining is Joining.Joined or Joining.JoinedAndReady or Joining.JoinedAndReadyAgain)
        {
            db.Trail("initiative.joined", initiative.Id, personId, now);
            db.MatchPending(MatchCause.Person, personId);
            var byLetter = initiative.CameAndWent(personId, now) <= InitiativeMail.MostPerDay;
            if (initiative.StarterId is { } starter && starter != personId) db.Tell(new NewDoerMail(starter, initiative.Id, personId, roleId), initiative.Id, now, byLetter);
            if (joining != Joining.JoinedAndReady && byLetter) db.Letter(new JoinedMail(personId, initiative.Id, roleId), now);
        }
        db.TellFollowed(initiative, now);
    }

    /// <summary>How often the person took a role or queued within a day.</summary>
    public static int CameAndWent(this Initiative initiative, Guid personId, DateTimeOffset now) => initiative.Commitments.Count(c => c.PersonId == personId && c.At > now.AddDays(-1));

    /// <summary>Whatever a write did to the places: those who got one from the queue are told, and everyone when there are enough doers for the first time.</summary>
    public static void TellFollowed(this MatchmakingDb db, Initiative initiative, DateTimeOffset now)
    {
        foreach (var next in initiative.Promoted) db.Tell(new PlaceFreedMail(next.PersonId, initiative.Id, next.RoleId), initiative.Id, now);
        if (initiative.TurnedReady)
            foreach (var person in initiative.PeopleInIt) db.Tell(new ReadyMail(person, initiative.Id), initiative.Id, now);
        db.Changed(initiative);
    }
}
