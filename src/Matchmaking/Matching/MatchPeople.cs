using Matchmaking.Platform.Data;

namespace Matchmaking.Matching;

/// <summary>What a run did: of all pairs of a person and a role the scored were held against each other, the pruned could not suit and were not.</summary>
public sealed record Matched(long Scored, long Pruned, Kept Kept)
{
    public static Matched operator +(Matched one, Matched other) => new(one.Scored + other.Scored, one.Pruned + other.Pruned, one.Kept + other.Kept);
}

/// <summary>Looks again at all matches of some people.</summary>
public sealed class MatchPeople(ReadFacts facts, KeepMatches keep, TimeProvider clock)
{
    /// <summary>To be called inside a transaction, which holds the people's parts until it ends.</summary>
    public async Task<Matched> RunAsync(Guid[] personIds, CancellationToken ct)
    {
        await keep.LockAsync(personIds.Select(KeepMatches.PartOf), ct);
        return await RunAsync(personIds, await facts.OpenRolesAsync(ct), ct);
    }

    /// <summary>For people who are locked already, with roles that were read after that.</summary>
    internal async Task<Matched> RunAsync(Guid[] personIds, OpenRoles roles, CancellationToken ct)
    {
        var people = await facts.OfPeopleAsync(personIds, clock.GetUtcNow(), ct);
        var scoring = await facts.ScoringAsync(ct);
        var (scored, matches) = (0L, new List<(PersonFacts, Scored)>());
        foreach (var person in people)
        {
            var candidates = roles.For(person);
            scored += candidates.Count;
            matches.AddRange(scoring.Best(person, candidates).Select(m => (person, m)));
        }
        return new(scored, (long)people.Count * roles.Count - scored, await keep.OfPeopleAsync(personIds, matches, ct));
    }
}
