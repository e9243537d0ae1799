using Matchmaking.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Matching;

/// <summary>Looks again at whom an initiative's roles suit. The end is the same as if everybody had been looked at, for what changed is this
/// initiative: whoever has it among the matches may lose it, and is looked at as a whole; for whoever has it not, it is held against the
/// initiatives that person has, and takes the place of one or none.</summary>
public sealed class MatchInitiative(MatchmakingDb db, ReadFacts facts, MatchPeople matchPeople, KeepMatches keep, TimeProvider clock)
{
    /// <summary>How many rows came, went or changed. To be called inside a transaction.</summary>
    public async Task<Kept> RunAsync(Guid initiativeId, CancellationToken ct)
    {
        await keep.LockAsync(Enumerable.Range(0, KeepMatches.Parts), ct);
        var roles = await facts.OpenRolesAsync(ct);
        var having = await db.Matches().Where(m => m.InitiativeId == initiativeId).Select(m => m.PersonId).Distinct().ToListAsync(ct);
        var kept = Kept.Nothing;
        foreach (var some in having.Chunk(ReadFacts.PeopleAtOnce)) kept += (await matchPeople.RunAsync(some, roles, ct)).Kept;
        var own = roles.Of(initiativeId).ToList();
        if (own.Count == 0) return kept;
        var scoring = await facts.ScoringAsync(ct);
        foreach (var some in (await facts.PeopleForAsync(own, ct)).Except(having).Chunk(ReadFacts.PeopleAtOnce)) kept += await OfferAsync(some, own, roles, scoring, ct);
        return kept;
    }

    private async Task<Kept> OfferAsync(Guid[] personIds, List<RoleFacts> own, OpenRoles roles, Scoring scoring, CancellationToken ct)
    {
        var suited = (await facts.OfPeopleAsync(personIds, clock.GetUtcNow(), ct)).Where(p => own.Any(r => scoring.Suits(p, r))).ToList();
        var ids = suited.Select(p => p.Id).ToArray();
        var has = (await db.Matches().Where(m => ids.Contains(m.PersonId)).Select(m => new { m.PersonId, m.InitiativeId }).ToListAsync(ct)).ToLookup(m => m.PersonId, m => m.InitiativeId);
        var matches = suited.Select(p => (Person: p, Best: scoring.Best(p, has[p.Id].Distinct().SelectMany(roles.Of).Concat(own))))
            .Where(x => x.Best.Any(m => m.Role.InitiativeId == own[0].InitiativeId)).ToList();
        return await keep.OfPeopleAsync([.. matches.Select(x => x.Person.Id)], [.. matches.SelectMany(x => x.Best.Select(m => (x.Person, m)))], ct);
    }
}
