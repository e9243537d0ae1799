using Matchmaking.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Matching;

/// <summary>Looks again at whom an initiative's roles suit. The end is the same as if everybody had been looked at, for what changed is this
/// initiative: whoever has it among the matches may lose it, and is looked at as a whole; for whoever has it not, it is held against the
/// initiatives that person has.</summary>
public sealed class MatchInitiative(MatchmakingDb db, ReadFacts facts, KeepMatches keep, MatchInParts parts)
{
    /// <summary>Little is looked at of each, so more of them than elsewhere share what every transaction asks anew.</summary>
    private const int OfferedAtOnce = 2 * ReadFacts.PeopleAtOnce;

    /// <summary>In several transactions; a run that was killed is done again.</summary>
    public async Task<Matched> RunAsync(Guid initiativeId, CancellationToken ct)
    {
        // Whoever read before the change has written by then; whoever reads after it sees it.
        await db.InTransactionAsync(() => keep.LockAsync(Enumerable.Range(0, KeepMatches.Parts), ct), ct);
        var roles = await facts.OpenRolesAsync(ct);
        var having = await db.Matches().Where(m => m.InitiativeId == initiativeId).Select(m => m.PersonId).Distinct().ToListAsync(ct);
        var done = await parts.RunAsync(having, roles, (people, some, stop) => people.RunAsync(some, stop), ct);
        var own = roles.Of(initiativeId).ToList();
        if (own.Count == 0) return done;
        var others = (await facts.PeopleForAsync(own, ct)).Except(having);
        return done + await parts.RunAsync(others, roles, (people, some, stop) => people.OfferAsync(some, initiativeId, stop), ct, OfferedAtOnce);
    }
}
