using Matchmaking.Notifications;
using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Platform.Trail;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Initiatives;

public enum Editing
{
    Saved,
    NotAllowed,
    /// <summary>A role cannot have fewer places than are already given.</summary>
    PlacesGiven,
}

/// <summary>Changes what an initiative says of itself and its roles. New roles may be added; a role with people in it stays. While it is hidden
/// nothing is changed, so that it can come back as it was. The people in it are told when the day, the time or the place is another.</summary>
public sealed class EditInitiative(MatchmakingDb db, TimeProvider clock)
{
    /// <param name="roles">Existing roles by id; a missing id removes the role when nobody is in it; an empty id adds one.</param>
    public Task<Editing> RunAsync(Actor actor, Guid initiativeId, InitiativeWords words, IReadOnlyList<(Guid? Id, RoleWords Words)> roles, CancellationToken ct = default) =>
        db.InTransactionAsync(async () =>
        {
            var now = clock.GetUtcNow();
            if (await db.LockAsync(initiativeId, ct) is not { } initiative || !InitiativeRights.CanRewrite(actor, initiative)) return Editing.NotAllowed;
            db.Changed(initiative); // its old municipality's pages too
            var isMoved = initiative.Rewrite(words, now);
            if (!initiative.ChangeRoles(roles, now)) return Editing.PlacesGiven;
            if (isMoved) await TellMovedAsync(initiative, actor, now, ct);
            db.TellFollowed(initiative, now);
            db.Trail("initiative.edited", initiative.Id, actor.PersonId, now);
            db.Changed(initiative);
            await db.SaveChangesAsync(ct);
            return Editing.Saved;
        }, ct);

    private async Task TellMovedAsync(Initiative initiative, Actor actor, DateTimeOffset now, CancellationToken ct)
    {
        var byLetter = await db.Trail().CountAsync(t => t.About == initiative.Id && t.What == "initiative.moved" && t.At > now.AddDays(-1), ct) < InitiativeMail.MostPerDay;
        foreach (var person in initiative.PeopleInIt.Where(p => p != actor.PersonId)) db.Tell(new MovedMail(person, initiative.Id), initiative.Id, now, byLetter);
        db.Trail("initiative.moved", initiative.Id, actor.PersonId, now);
    }
}
