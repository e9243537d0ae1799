using Matchmaking.People;

namespace Matchmaking.Moderation;

/// <summary>Who may decide about what was reported.</summary>
public static class ModerationRights
{
    /// <summary>A moderator of the municipality, or an administrator; nobody about their own.</summary>
    public static bool CanDecide(Actor actor, ModeratedThing thing) => CanRead(actor, thing.MunicipalityId) && thing.AuthorId != actor.PersonId;

    /// <summary>A moderator of the municipality, or an administrator, sees its reports and decisions.</summary>
    public static bool CanRead(Actor actor, Guid municipalityId) => !actor.Suspended && actor.CanModerate(municipalityId);
}
