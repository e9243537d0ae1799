using Matchmaking.Initiatives;
using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Platform.Jobs;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Matching;

/// <summary>Looks again at everybody's matches, in the night: at what no mark tells, such as a rest that ended or an area that was moved.
/// People of one municipality are taken together, and others may run in between.</summary>
public sealed class RefreshAllMatches(MatchmakingDb db, MatchPeople people) : IJob
{
    private const int PeopleAtOnce = 200;

    /// <summary>Returns how many rows came, went or changed.</summary>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        var over = db.Initiatives().Where(i => i.State == InitiativeState.Done || i.State == InitiativeState.Withdrawn).Select(i => i.Id);
        var changed = await db.Matches().Where(m => over.Contains(m.InitiativeId)).ExecuteDeleteAsync(ct);
        var everybody = await db.People().OrderBy(p => p.MunicipalityId).ThenBy(p => p.Id).Select(p => p.Id).ToListAsync(ct);
        foreach (var some in everybody.Chunk(PeopleAtOnce)) changed += await db.InTransactionAsync(() => people.RunAsync(some, ct), ct);
        return changed;
    }
}
