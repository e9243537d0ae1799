using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Platform.Trail;

namespace Matchmaking.Initiatives;

public enum Editing
{
    Saved,
    NotAllowed,
    /// <summary>A role cannot have fewer places than are already given.</summary>
    PlacesGiven,
}

/// <summary>Changes what an initiative says of itself and its roles. New roles may be added; a role with people in it stays. While it is hidden
/// nothing is changed, so that it can come back as it was.</summary>
public sealed class EditInitiative(MatchmakingDb db, TimeProvider clock)
{
    /// <param name="roles">Existing roles by id; a missing id removes the role when nobody is in it; an empty id adds one.</param>
    public Task<Editing> RunAsync(Actor actor, Guid initiativeId, InitiativeWords words, IReadOnlyList<(Guid? Id, RoleWords Words)> roles, CancellationToken ct = default) =>
        db.InTransactionAsync(async () =>
        {
            var now = clock.GetUtcNow();
            if (await db.LockAsync(initiativeId, ct) is not { } initiative || !InitiativeRights.CanRewrite(actor, initiative)) return Editing.NotAllowed;
            db.Changed(initiative); // its old municipality's pages too
            initiative.Rewrite(words, now);
            if (!initiative.ChangeRoles(roles, now)) return Editing.PlacesGiven;
            db.TellFollowed(initiative, now);
            db.Trail("initiative.edited", initiative.Id, actor.PersonId, now);
            db.Changed(initiative);
            await db.SaveChangesAsync(ct);
            return Editing.Saved;
        }, ct);
}
