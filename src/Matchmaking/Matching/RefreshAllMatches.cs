using Matchmaking.Initiatives;
using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Platform.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace Matchmaking.Matching;

/// <summary>Looks again at everybody's matches, in the night: at what no mark tells, such as a rest that ended, an area that was moved, or what
/// was seen.</summary>
public sealed partial class RefreshAllMatches(MatchmakingDb db, ReadFacts facts, MatchInParts parts, ILogger<RefreshAllMatches> log) : IJob
{
    /// <summary>Returns how many rows came, went or changed.</summary>
    public async Task<int> RunAsync(CancellationToken ct) => (await LookAtAllAsync(ct)).Kept.Rows;

    public async Task<Matched> LookAtAllAsync(CancellationToken ct, int peopleAtOnce = ReadFacts.PeopleAtOnce)
    {
        var over = db.Initiatives().Where(i => i.State == InitiativeState.Done || i.State == InitiativeState.Withdrawn).Select(i => i.Id);
        var gone = await db.Matches().Where(m => over.Contains(m.InitiativeId)).ExecuteDeleteAsync(ct);
        var (everybody, roles) = (await db.People().Select(p => p.Id).ToListAsync(ct), await facts.OpenRolesAsync(ct));
        var all = new Matched(0, 0, new(0, 0, gone)) + await parts.RunAsync(everybody, roles, (people, some, stop) => people.RunAsync(some, stop), ct, peopleAtOnce);
        Done(log, everybody.Count, roles.Count, all.Scored, all.Pruned, all.Kept.Added, all.Kept.Changed, all.Kept.Removed);
        return all;
    }

    [LoggerMessage(LogLevel.Information, "Matches of {People} people and {Roles} roles: {Scored} pairs scored, {Pruned} pruned; rows {Added} added, {Changed} changed, {Removed} removed")]
    private static partial void Done(ILogger log, int people, int roles, long scored, long pruned, int added, int changed, int removed);
}
