using Matchmaking.Initiatives;
using Matchmaking.Platform.Data;

namespace Matchmaking.Matching;

/// <summary>Looks again at whom an initiative's roles suit.</summary>
public sealed class MatchInitiative(MatchmakingDb db, ReadFacts facts, KeepMatches keep, TimeProvider clock)
{
    /// <summary>How many rows came, went or changed. To be called inside a transaction.</summary>
    public async Task<int> RunAsync(Guid initiativeId, CancellationToken ct)
    {
        await keep.LockAsync(ct);
        var roles = await facts.OfRolesAsync(db.Initiatives().Where(i => i.Id == initiativeId), ct);
        if (roles.Count == 0) return await keep.OfInitiativeAsync(initiativeId, [], ct);
        var people = await facts.OfPeopleAsync(facts.PeopleFor(roles[0]), clock.GetUtcNow(), ct);
        var scoring = await facts.ScoringAsync(ct);
        var matches = people.SelectMany(person => scoring.Best(person, roles).Select(scored => (person, scored))).ToList();
        return await keep.OfInitiativeAsync(initiativeId, matches, ct);
    }
}
