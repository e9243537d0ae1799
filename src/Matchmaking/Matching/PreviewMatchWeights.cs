using System.Security.Cryptography;
using Matchmaking.Initiatives;
using Matchmaking.People;
using Matchmaking.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Matching;

/// <summary>What other points would do, tried on some of the people and all open roles. No person is named or can be worked out.</summary>
/// <param name="People">How many people it was tried on.</param>
/// <param name="PeopleChanged">Of how many of them the first ten initiatives, or their order, would be others.</param>
/// <param name="Initiatives">How many take doers now.</param>
/// <param name="Before">With the points of now.</param>
/// <param name="After">With the points asked about.</param>
/// <param name="Moves">Initiatives that move most, in the lists of at least three people.</param>
public sealed record WeightPreview(int People, int PeopleChanged, int Initiatives, WeightEffect Before, WeightEffect After, IReadOnlyList<PlaceMove> Moves);

/// <param name="SeldomSeen">The share of places among people's first ten that goes to initiatives few have seen; nothing when there are no places.</param>
/// <param name="Newcomers">The share of places among hosts' first ten that goes to people who have been in nothing yet.</param>
/// <param name="ShownToNobody">How many initiatives are among nobody's first ten.</param>
public sealed record WeightEffect(double? SeldomSeen, double? Newcomers, int ShownToNobody);

/// <summary>On average over those lists.</summary>
public sealed record PlaceMove(int Number, string Slug, string Title, string Language, int From, int To);

/// <summary>Says what a change of the points would do, before it is made. Scores as the runs of matching do and writes nothing; the same data
/// and points give the same answer.</summary>
public sealed class PreviewMatchWeights(MatchmakingDb db, ReadFacts facts, TimeProvider clock)
{
    public const int MostPeople = 500;

    private const int FewestPeople = 50;
    private const int MostPairs = 2_000_000;
    private const int FewestLists = 3;
    private const int MostMoves = 3;

    /// <summary>Nothing when the actor may not know.</summary>
    /// <param name="wanted">All points as they would be.</param>
    public async Task<WeightPreview?> RunAsync(Actor actor, IReadOnlyDictionary<ReasonCode, int> wanted, CancellationToken ct = default)
    {
        if (!MatchingRights.CanChangeWeights(actor)) return null;
        var roles = await facts.OpenRolesAsync(ct);
        var some = await SampleAsync(roles.Count, ct);
        var people = (await facts.OfPeopleAsync(db.People().Where(p => some.Contains(p.Id)), clock.GetUtcNow(), ct)).OrderBy(p => p.Id).ToList();
        var now = await db.MatchWeights().ToDictionaryAsync(w => w.Code, w => w.Points, ct);
        var (before, after) = (Lists(now, people, roles, ct), Lists(wanted, people, roles, ct));
        var all = roles.All.Select(r => r.InitiativeId).Distinct().ToList();
        var changed = before.Zip(after).Count(l => !l.First.Initiatives.SequenceEqual(l.Second.Initiatives));
        return new(people.Count, changed, all.Count, EffectOf(before, all, now), EffectOf(after, all, wanted), await MovesAsync(before, after, ct));
    }

    /// <summary>Always the same people, as long as nobody comes or goes; fewer where there are very many roles.</summary>
    internal async Task<List<Guid>> SampleAsync(int roles, CancellationToken ct)
    {
        var ids = await db.People().WhoCanTakePart().Select(p => p.Id).ToListAsync(ct);
        return [.. ids.OrderBy(id => Convert.ToHexString(SHA256.HashData(id.ToByteArray())), StringComparer.Ordinal).Take(Math.Clamp(MostPairs / Math.Max(1, roles), FewestPeople, MostPeople))];
    }

    private static List<PersonList> Lists(IReadOnlyDictionary<ReasonCode, int> points, List<PersonFacts> people, OpenRoles roles, CancellationToken ct)
    {
        var (scoring, lists) = (new Scoring(points), new List<PersonList>(people.Count));
        foreach (var person in people)
        {
            ct.ThrowIfCancellationRequested();
            lists.Add(new(person, scoring.Best(person, roles)));
        }
        return lists;
    }

    private static WeightEffect EffectOf(List<PersonList> lists, List<Guid> all, IReadOnlyDictionary<ReasonCode, int> points)
    {
        var places = lists.SelectMany(l => l.Best).ToList();
        var hosts = lists.SelectMany(l => l.Best.Select(s => (l.Person, Scored: s))).GroupBy(s => s.Scored.Role.RoleId)
            .SelectMany(role => FindPossibleDoers.FairShare([.. role.OrderByDescending(s => s.Scored.Score).ThenBy(s => s.Person.Id)], s => s.Person.IsNewcomer,
                FindPossibleDoers.PlacesForNewcomers(points.GetValueOrDefault(ReasonCode.Newcomer)))).ToList();
        return new(Share(places.Count(p => p.Role.SeenBy < Scoring.FewSeen), places.Count), Share(hosts.Count(h => h.Person.IsNewcomer), hosts.Count),
            all.Except(places.Select(p => p.Role.InitiativeId)).Count());
    }

    private static double? Share(int part, int whole) => whole == 0 ? null : (double)part / whole;

    private async Task<List<PlaceMove>> MovesAsync(List<PersonList> before, List<PersonList> after, CancellationToken ct)
    {
        var moves = before.Zip(after).SelectMany(l => l.First.Initiatives.Index().Join(l.Second.Initiatives.Index(), a => a.Item, b => b.Item, (a, b) => (Initiative: a.Item, From: a.Index + 1, To: b.Index + 1)))
            .GroupBy(m => m.Initiative).Where(g => g.Count() >= FewestLists)
            .Select(g => (Id: g.Key, From: (int)Math.Round(g.Average(m => m.From)), To: (int)Math.Round(g.Average(m => m.To))))
            .Where(m => m.From != m.To).OrderByDescending(m => Math.Abs(m.From - m.To)).ThenBy(m => m.Id).Take(MostMoves).ToList();
        var ids = moves.Select(m => m.Id).ToList();
        var found = await db.Initiatives().Visible().Where(i => ids.Contains(i.Id)).Select(i => new { i.Id, i.Number, i.Slug, i.Title, i.Language }).ToDictionaryAsync(i => i.Id, ct);
        return [.. moves.Where(m => found.ContainsKey(m.Id)).Select(m => new PlaceMove(found[m.Id].Number, found[m.Id].Slug, found[m.Id].Title, found[m.Id].Language, m.From, m.To))];
    }

    /// <param name="Best">In the order in which the person is shown them; of each initiative one role.</param>
    private sealed record PersonList(PersonFacts Person, IReadOnlyList<Scored> Best)
    {
        public IEnumerable<Guid> Initiatives => Best.Select(s => s.Role.InitiativeId);
    }
}
