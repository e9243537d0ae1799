using Matchmaking.Initiatives;
using Matchmaking.People;

namespace Matchmaking.Matching;

/// <summary>Who may look for doers, and who may weigh facts.</summary>
public static class MatchingRights
{
    /// <summary>The starter, while it takes doers and is not hidden. A coordinator sees no people here: they allowed hosts, not offices.</summary>
    public static bool CanSeekDoers(Actor actor, Initiative initiative) =>
        !actor.Suspended && initiative.StarterId == actor.PersonId && initiative.HiddenAt is null && initiative.TakesDoers;

    /// <summary>The points are the whole installation's, so a coordinator of anywhere may read, try and change them; and an administrator.</summary>
    public static bool CanChangeWeights(Actor actor) => !actor.Suspended && (actor.IsAdministrator || actor.Offices.Any(o => o.Office == Office.Coordinator));
}
