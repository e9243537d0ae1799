namespace Matchmaking.Digests;

/// <summary>What a digest says, in its order.</summary>
/// <param name="LeftOut">What had no place, in the same order.</param>
public sealed record DigestContent(IReadOnlyList<DigestFact> Items, IReadOnlyList<DigestFact> LeftOut)
{
    public const int MostItems = 7;

    /// <summary>So that there is room for news of what one is in already.</summary>
    public const int MostNear = 3;

    /// <summary>What still waits is told again after so long: each week, in a daily digest too.</summary>
    public static readonly TimeSpan RemindAfter = TimeSpan.FromDays(6);

    /// <summary>What was suggested is not suggested again.</summary>
    public static readonly TimeSpan RepeatAfter = TimeSpan.FromDays(60);

    /// <summary>Chooses and orders: a deadline first, then who waits for the person, then where one person is missing, then what is near, then
    /// news. Of one initiative the news are one item, the newest state; nothing past is told.</summary>
    /// <param name="told">What earlier letters told, and when last.</param>
    public static DigestContent Compose(IEnumerable<DigestFact> facts, IReadOnlyDictionary<DigestItem, DateTimeOffset> told, DateTimeOffset now)
    {
        var open = facts.Where(f => !f.IsPast(now) && !IsTold(f, told, now)).ToList();
        var mine = open.Where(f => f.Rank <= DigestRank.Waits).OrderBy(f => f.Rank).ThenBy(f => f.At).ThenBy(f => f.Kind).ThenBy(f => f.InitiativeId).ThenBy(f => f.AboutId);
        var suggested = open.Where(f => f.Rank is DigestRank.Missing or DigestRank.Near)
            .OrderBy(f => f.Rank).ThenByDescending(f => f.Score).ThenByDescending(f => f.At).ThenBy(f => f.InitiativeId).ThenBy(f => f.AboutId)
            .DistinctBy(f => f.InitiativeId).ExceptBy(mine.Select(f => f.InitiativeId), f => f.InitiativeId).ToList();
        var near = suggested.Where(f => f.Rank == DigestRank.Near).ToList();
        List<DigestFact> first = [.. mine, .. suggested.Where(f => f.Rank == DigestRank.Missing), .. near.Take(MostNear), .. Newest(open)];
        List<DigestFact> leftOut = [.. first.Skip(MostItems), .. near.Skip(MostNear)];
        return new([.. first.Take(MostItems)], [.. leftOut.OrderBy(f => f.Rank)]);
    }

    /// <summary>The news, one of each initiative: the newest state, or what happened last.</summary>
    public static IEnumerable<DigestFact> Newest(IEnumerable<DigestFact> facts) => facts.Where(f => f.Rank == DigestRank.News)
        .GroupBy(f => f.InitiativeId).Select(g => g.OrderByDescending(f => f.Kind.IsState()).ThenByDescending(f => f.At).ThenBy(f => f.Kind).First())
        .OrderByDescending(f => f.At).ThenBy(f => f.InitiativeId);

    private static bool IsTold(DigestFact fact, IReadOnlyDictionary<DigestItem, DateTimeOffset> told, DateTimeOffset now) =>
        fact.Rank != DigestRank.News && told.TryGetValue(fact.Item, out var last)
        && now - last < (fact.Rank <= DigestRank.Waits ? RemindAfter : RepeatAfter);
}
