using Matchmaking.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Matching;

/// <summary>What a run did: of all pairs of a person and a role the scored were held against each other, the pruned could not suit and were not.</summary>
public sealed record Matched(long Scored, long Pruned, Kept Kept)
{
    public static readonly Matched Nothing = new(0, 0, Kept.Nothing);

    public static Matched operator +(Matched one, Matched other) => new(one.Scored + other.Scored, one.Pruned + other.Pruned, one.Kept + other.Kept);
}

/// <summary>Looks again at the matches of some people. Each method is to be called inside a transaction, which holds the people until it ends.</summary>
public sealed class MatchPeople(MatchmakingDb db, ReadFacts facts, KeepMatches keep, TimeProvider clock)
{
    /// <summary>At all of their matches.</summary>
    public async Task<Matched> RunAsync(Guid[] personIds, CancellationToken ct)
    {
        await keep.LockAsync(personIds.Select(KeepMatches.PartOf), ct);
        var (roles, scoring) = (await facts.OpenRolesAsync(ct), await facts.ScoringAsync(ct));
        var people = await facts.OfPeopleAsync(personIds, clock.GetUtcNow(), ct);
        var (scored, matches) = (0L, new List<(PersonFacts, Place)>(personIds.Length * Match.MostPerPerson));
        foreach (var person in people)
        {
            var candidates = roles.For(person);
            scored += candidates.Count;
            matches.AddRange(scoring.Choose(person, candidates).Select(place => (person, place)));
        }
        return new(scored, (long)people.Count * roles.Count - scored, await keep.OfPeopleAsync(personIds, matches, scoring, ct));
    }

    /// <summary>At one initiative that they do not have among their matches, held against those that they have: it takes the place of one or none.</summary>
    public async Task<Matched> OfferAsync(Guid[] personIds, Guid initiativeId, CancellationToken ct)
    {
        await keep.LockAsync(personIds.Select(KeepMatches.PartOf), ct);
        var (roles, scoring) = (await facts.OpenRolesAsync(ct), await facts.ScoringAsync(ct));
        var own = roles.Of(initiativeId).ToList();
        var suited = (await facts.OfPeopleAsync(personIds, clock.GetUtcNow(), ct)).Where(p => own.Any(r => scoring.Suits(p, r))).ToList();
        var ids = suited.Select(p => p.Id).ToArray();
        var has = await db.Database.SqlQuery<Having>($"""
            select person_id as "PersonId", array_agg(initiative_id) as "InitiativeIds" from match where person_id = any({ids}) group by person_id
            """).ToDictionaryAsync(h => h.PersonId, h => h.InitiativeIds, ct);
        var (scored, matches) = (0L, new List<(PersonFacts Person, Place Place)>());
        foreach (var person in suited)
        {
            var candidates = has.GetValueOrDefault(person.Id, []).Append(initiativeId).Distinct().SelectMany(roles.Of).Select(r => new Candidate(r, Scoring.Km(person.Point, r.Point))).ToList();
            scored += candidates.Count;
            var places = scoring.Choose(person, candidates).ToList();
            if (places.Any(p => p.Role.InitiativeId == initiativeId)) matches.AddRange(places.Select(place => (person, place)));
        }
        return new(scored, 0, await keep.OfPeopleAsync([.. matches.Select(m => m.Person.Id).Distinct()], matches, scoring, ct));
    }

    private sealed record Having(Guid PersonId, Guid[] InitiativeIds);
}
