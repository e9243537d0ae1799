using Matchmaking.People;
using Matchmaking.Platform.Data;

namespace Matchmaking.Matching;

/// <summary>Looks again at all matches of some people.</summary>
public sealed class MatchPeople(MatchmakingDb db, ReadFacts facts, KeepMatches keep, TimeProvider clock)
{
    /// <summary>How many rows came, went or changed. To be called inside a transaction.</summary>
    public async Task<int> RunAsync(IReadOnlyCollection<Guid> personIds, CancellationToken ct)
    {
        await keep.LockAsync(ct);
        var people = await facts.OfPeopleAsync(db.People().Where(p => personIds.Contains(p.Id)), clock.GetUtcNow(), ct);
        var roles = people.Count == 0 ? [] : await facts.OfRolesAsync(facts.InitiativesFor(people), ct);
        var scoring = await facts.ScoringAsync(ct);
        var matches = people.SelectMany(person => scoring.Best(person, roles).Select(scored => (person, scored))).ToList();
        return await keep.OfPeopleAsync(personIds, matches, ct);
    }
}
