using Matchmaking.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Digests;

/// <summary>What is true now of digests that were composed: for their letters, and for the page that recalls them. What was hidden, answered, over or
/// taken meanwhile is told by nobody.</summary>
public sealed class DigestSource(MatchmakingDb db, GatherFacts gather)
{
    /// <summary>How long one can look up what the digests told and what had no place.</summary>
    private static readonly TimeSpan RecalledFor = TimeSpan.FromDays(31);

    /// <summary>What is true now that digests wrote down, told or left out, in their order; none for those that are gone.</summary>
    public async Task<IReadOnlyDictionary<Guid, DigestState>> StillTrueAsync(IReadOnlyCollection<Guid> digestIds, DateTimeOffset now, CancellationToken ct)
    {
        var digests = await db.Digests().AsNoTracking().Where(d => digestIds.Contains(d.Id)).ToListAsync(ct);
        var facts = await gather.OfAsync([.. digests.Select(WindowOf)], now, ct, new(digests.SelectMany(d => d.Told.Concat(d.LeftOut))));
        return digests.ToDictionary(d => d.Id, d => StateOf(d, facts[WindowOf(d)].Where(f => !f.IsPast(now)).GroupBy(f => f.Item).ToDictionary(g => g.Key, g => g.First())));
    }

    /// <summary>What a person's digests of the last month told and left out, as it is now: each thing once, of an initiative's news the newest
    /// state. Nothing without a digest.</summary>
    public async Task<DigestState?> RecallAsync(Guid personId, DateTimeOffset now, CancellationToken ct = default)
    {
        var digests = await db.Digests().AsNoTracking().Where(d => d.PersonId == personId && d.MailId != null && d.WindowTo > now - RecalledFor)
            .OrderByDescending(d => d.WindowTo).ToListAsync(ct);
        if (digests.Count == 0) return null;
        var lastSaid = digests.SelectMany(d => d.Told.Select(i => (Thing: ThingOf(i), IsInLetter: true)).Concat(d.LeftOut.Select(i => (Thing: ThingOf(i), IsInLetter: false))))
            .DistinctBy(i => i.Thing).Select((i, n) => (i.Thing, i.IsInLetter, Order: n)).ToDictionary(i => i.Thing);
        var untilNow = new DigestWindow(personId, digests[0].Rhythm, digests.Min(d => d.WindowFrom), now);
        var facts = (await gather.OfAsync([untilNow, .. digests.Select(WindowOf)], now, ct)).SelectMany(f => f).DistinctBy(f => f.Item).Where(f => !f.IsPast(now)).ToList();
        var still = facts.Where(f => f.Rank != DigestRank.News).Concat(DigestContent.Newest(facts)).Where(f => lastSaid.ContainsKey(ThingOf(f.Item)))
            .OrderBy(f => f.Rank).ThenBy(f => lastSaid[ThingOf(f.Item)].Order).ToLookup(f => lastSaid[ThingOf(f.Item)].IsInLetter);
        return new(digests[0].Rhythm, [.. still[true]], [.. still[false]]);
    }

    /// <summary>The news of one initiative are one thing, whatever they are.</summary>
    private static (Guid, DigestItem?) ThingOf(DigestItem item) => (item.InitiativeId, item.Kind.Rank() == DigestRank.News ? null : item);

    private static DigestWindow WindowOf(Digest d) => new(d.PersonId, d.Rhythm, d.WindowFrom, d.WindowTo);

    private static DigestState StateOf(Digest digest, Dictionary<DigestItem, DigestFact> facts)
    {
        return new(digest.Rhythm, Still(digest.Told), Still(digest.LeftOut));

        List<DigestFact> Still(IEnumerable<DigestItem> items) => [.. items.Select(i => facts.GetValueOrDefault(i)).OfType<DigestFact>()];
    }
}
