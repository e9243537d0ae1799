using Matchmaking.Platform.Data;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Matching;

/// <summary>Looks again at many people, some at a time, each time in a transaction of its own, on all cores: whoever is marked meanwhile waits
/// for no more than these some, and what a killed run leaves is as good as what it began with.</summary>
public sealed class MatchInParts(IServiceScopeFactory scopes)
{
    /// <summary>More than two would only wait for the database.</summary>
    private static readonly int AtOnce = Math.Min(2, Environment.ProcessorCount);

    /// <param name="known">The roles as the caller has read them: they are read again only when one has changed since.</param>
    /// <param name="peopleAtOnce">About so many.</param>
    public async Task<Matched> RunAsync(IEnumerable<Guid> people, OpenRoles known, Func<MatchPeople, Guid[], CancellationToken, Task<Matched>> look, CancellationToken ct,
        int peopleAtOnce = ReadFacts.PeopleAtOnce)
    {
        var (all, roles, gate) = (Matched.Nothing, known, new Lock());
        await Parallel.ForEachAsync(SomeAtATime(people, peopleAtOnce), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, async (some, stop) =>
        {
            await using var scope = scopes.CreateAsyncScope();
            var (db, facts) = (scope.ServiceProvider.GetRequiredService<MatchmakingDb>(), scope.ServiceProvider.GetRequiredService<ReadFacts>());
            facts.Known = Volatile.Read(ref roles);
            var done = await db.InTransactionAsync(() => look(scope.ServiceProvider.GetRequiredService<MatchPeople>(), some, stop), stop);
            Volatile.Write(ref roles, facts.Known);
            lock (gate) all += done;
        });
        return all;
    }

    /// <summary>Whole parts together, so that no two that run at once wait for each other.</summary>
    private static IEnumerable<Guid[]> SomeAtATime(IEnumerable<Guid> people, int count)
    {
        var some = new List<Guid>();
        foreach (var part in people.GroupBy(KeepMatches.PartOf).OrderBy(g => g.Key))
        {
            some.AddRange(part);
            if (some.Count < count / 2) continue;
            foreach (var chunk in some.Chunk(count)) yield return chunk;
            some.Clear();
        }
        if (some.Count > 0) yield return [.. some];
    }
}
