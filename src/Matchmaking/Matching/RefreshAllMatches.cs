using Matchmaking.Initiatives;
using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Platform.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Matchmaking.Matching;

/// <summary>Looks again at everybody's matches, in the night: at what no mark tells, such as a rest that ended, an area that was moved, or what
/// was seen. Some people at a time, each in a transaction of its own, on all cores: who is marked meanwhile waits for no more than these, and
/// what a killed run leaves is as good as what it began with.</summary>
public sealed partial class RefreshAllMatches(MatchmakingDb db, ReadFacts facts, IServiceScopeFactory scopes, ILogger<RefreshAllMatches> log) : IJob
{
    /// <summary>More than two would only wait for the database.</summary>
    private static readonly int AtOnce = Math.Min(2, Environment.ProcessorCount);

    /// <summary>Returns how many rows came, went or changed.</summary>
    public async Task<int> RunAsync(CancellationToken ct) => (await LookAtAllAsync(ct)).Kept.Rows;

    public async Task<Matched> LookAtAllAsync(CancellationToken ct)
    {
        var over = db.Initiatives().Where(i => i.State == InitiativeState.Done || i.State == InitiativeState.Withdrawn).Select(i => i.Id);
        var all = new Matched(0, 0, new(0, 0, await db.Matches().Where(m => over.Contains(m.InitiativeId)).ExecuteDeleteAsync(ct)));
        var gate = new Lock();
        var everybody = await db.People().Select(p => p.Id).ToListAsync(ct);
        var roles = await facts.OpenRolesAsync(ct);
        await Parallel.ForEachAsync(SomeAtATime(everybody), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, async (some, stop) =>
        {
            await using var scope = scopes.CreateAsyncScope();
            var (own, read) = (scope.ServiceProvider.GetRequiredService<MatchmakingDb>(), scope.ServiceProvider.GetRequiredService<ReadFacts>());
            read.Known = Volatile.Read(ref roles);
            var done = await own.InTransactionAsync(() => scope.ServiceProvider.GetRequiredService<MatchPeople>().RunAsync(some, stop), stop);
            Volatile.Write(ref roles, read.Known);
            lock (gate) all += done;
        });
        Done(log, everybody.Count, roles.Count, all.Scored, all.Pruned, all.Kept.Added, all.Kept.Changed, all.Kept.Removed);
        return all;
    }

    /// <summary>Whole parts together, so that no two that run at once hold the same part.</summary>
    private static IEnumerable<Guid[]> SomeAtATime(IEnumerable<Guid> everybody)
    {
        var some = new List<Guid>();
        foreach (var part in everybody.GroupBy(KeepMatches.PartOf).OrderBy(g => g.Key))
        {
            some.AddRange(part);
            if (some.Count < ReadFacts.PeopleAtOnce / 2) continue;
            foreach (var chunk in some.Chunk(ReadFacts.PeopleAtOnce)) yield return chunk;
            some.Clear();
        }
        if (some.Count > 0) yield return [.. some];
    }

    [LoggerMessage(LogLevel.Information, "Matches of {People} people and {Roles} roles: {Scored} pairs scored, {Pruned} pruned; rows {Added} added, {Changed} changed, {Removed} removed")]
    private static partial void Done(ILogger log, int people, int roles, long scored, long pruned, int added, int changed, int removed);
}
