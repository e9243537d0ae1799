using Matchmaking.Platform.Data;

namespace Matchmaking.Matching;

/// <summary>How often a role was seen by somebody who had not seen it among the own matches. It outlives the matches: one that was seen may go,
/// and must not count as unseen for it. Nobody is named.</summary>
[NotPersonal]
public sealed class RoleSeen
{
    public Guid RoleId { get; init; }
    public int Times { get; private set; }
}
