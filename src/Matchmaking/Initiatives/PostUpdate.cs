using Matchmaking.Notifications;
using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Platform.Trail;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Initiatives;

/// <summary>The starter or a coordinator posts public news; the people in it are told.</summary>
public sealed class PostUpdate(MatchmakingDb db, TimeProvider clock)
{
    public Task<bool> RunAsync(Actor actor, Guid initiativeId, string text, string language, Guid? pictureId, CancellationToken ct = default) => db.InTransactionAsync(async () =>
    {
        var now = clock.GetUtcNow();
        if (await db.LockAsync(initiativeId, ct) is not { } initiative || !InitiativeRights.CanSteer(actor, initiative)) return false;
        var update = new InitiativeUpdate { InitiativeId = initiativeId, AuthorId = actor.PersonId, Text = text, Language = language, PictureId = pictureId, At = now };
        var byLetter = await db.InitiativeUpdates().CountAsync(u => u.InitiativeId == initiativeId && u.AuthorId == actor.PersonId && u.At > now.AddDays(-1), ct) < InitiativeMail.MostPerDay;
        db.Add(update);
        initiative.SayAlive(now);
        foreach (var person in initiative.PeopleInIt.Where(p => p != actor.PersonId)) db.Tell(new UpdateMail(person, initiativeId, update.Id), initiativeId, now, byLetter);
        db.Trail("initiative.update", initiativeId, actor.PersonId, now);
        db.Changed(initiative);
        await db.SaveChangesAsync(ct);
        return true;
    }, ct);
}
