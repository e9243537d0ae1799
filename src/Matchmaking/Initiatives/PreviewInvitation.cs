using Matchmaking.People;
using Matchmaking.Platform.Data;

namespace Matchmaking.Initiatives;

/// <summary>Says before an invitation is sent whether it could be, and how many people would get it.</summary>
public sealed class PreviewInvitation(MatchmakingDb db)
{
    public async Task<(Inviting Outcome, int People)> RunAsync(Actor actor, Guid initiativeId, Guid otherId, CancellationToken ct = default)
    {
        var (initiative, other) = (await db.LoadAsync(initiativeId, ct), await db.LoadAsync(otherId, ct));
        var outcome = await db.MayInviteAsync(actor, initiative, other, ct);
        return (outcome, outcome == Inviting.Invited ? initiative!.PeopleToInviteTo(other!).Count() : 0);
    }
}
