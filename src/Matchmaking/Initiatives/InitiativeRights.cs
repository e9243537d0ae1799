using Matchmaking.People;

namespace Matchmaking.Initiatives;

/// <summary>Who may do what with an initiative. A suspended person may do nothing.</summary>
public static class InitiativeRights
{
    /// <summary>The starter, and a coordinator of its municipality who sees it.</summary>
    public static bool CanEdit(Actor actor, Initiative initiative) =>
        !actor.Suspended && CanSee(actor, initiative) && (initiative.StarterId == actor.PersonId || actor.CanCoordinate(initiative.MunicipalityId));

    /// <summary>Whoever may edit, but nobody while it is hidden: the decision rests on the words that are there.</summary>
    public static bool CanRewrite(Actor actor, Initiative initiative) => initiative.HiddenAt is null && CanEdit(actor, initiative);

    /// <summary>The starter, and any confirmed doer once the starter is gone.</summary>
    public static bool CanSteer(Actor actor, Initiative initiative) =>
        CanEdit(actor, initiative) || (!actor.Suspended && CanSee(actor, initiative) && initiative.StarterId is null && initiative.DoerIds.Contains(actor.PersonId));

    /// <summary>The starter and confirmed doers: they share the notice board and the date poll.</summary>
    public static bool IsInIt(Actor actor, Initiative initiative) =>
        !actor.Suspended && (initiative.StarterId == actor.PersonId || initiative.DoerIds.Contains(actor.PersonId));

    /// <summary>A moderator or coordinator of its municipality invites its people to another; nobody about what they are in themselves.</summary>
    public static bool CanInvite(Actor actor, Initiative initiative) => !actor.Suspended && initiative.HiddenAt is null
        && (actor.CanModerate(initiative.MunicipalityId) || actor.CanCoordinate(initiative.MunicipalityId)) && !initiative.PeopleInIt.Contains(actor.PersonId);

    /// <summary>Anyone sees what is not hidden; its people and moderators see it still.</summary>
    public static bool CanSee(Actor? actor, Initiative initiative) =>
        initiative.HiddenAt is null || (actor is not null && (initiative.StarterId == actor.PersonId || actor.CanModerate(initiative.MunicipalityId)));
}
