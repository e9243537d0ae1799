using Matchmaking.Matching;
using Matchmaking.People;
using Matchmaking.Testing;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Benchmarks;

/// <summary>Seven nights in the made-up country, by the product's own rule and without its tables: every day some people look at their ten
/// matches. Which roles nobody was shown or saw by then, and which share of hosts' places newcomers have; beside it the same with the
/// weights of fairness at 0.</summary>
internal sealed class CountryWeek
{
    /// <summary>The share of people who look at their matches on a day; another day it is others.</summary>
    public const double Looking = 0.3;

    private const int Nights = 7;
    private static readonly ReasonCode[] Grounds = [ReasonCode.Theme, ReasonCode.Skill, ReasonCode.DoneBefore];
    private readonly PersonFacts[] _people;
    private readonly RoleFacts[] _roles;
    private readonly HashSet<Guid> _mayBeSuggested;

    private CountryWeek(IEnumerable<PersonFacts> people, IEnumerable<RoleFacts> roles, HashSet<Guid> mayBeSuggested) =>
        (_people, _roles, _mayBeSuggested) = ([.. people.OrderBy(p => p.Id)], [.. roles.OrderBy(r => r.RoleId).Select(r => r with { SeenBy = 0 })], mayBeSuggested);

    public static async Task<bool> RunAsync(bool test)
    {
        await using var domain = new TestDomain();
        await domain.InitializeAsync();
        var country = test ? await MadeUpCountry.FoundAsync(domain, 1_000, 200) : await MadeUpCountry.FoundAsync(domain, 100_000, 5_000);
        return (await ReadAsync(domain, country)).Run(test);
    }

    private static async Task<CountryWeek> ReadAsync(TestDomain domain, MadeUpCountry country)
    {
        var people = new List<PersonFacts>();
        foreach (var some in (await domain.ReadAsync(db => db.People().OrderBy(p => p.Id).Select(p => p.Id).ToListAsync())).Chunk(ReadFacts.PeopleAtOnce))
            people.AddRange(await domain.RunAsync((ReadFacts read) => read.OfPeopleAsync(some, domain.Clock.GetUtcNow(), CancellationToken.None)));
        return new(people, (await domain.RunAsync((ReadFacts read) => read.OpenRolesAsync(CancellationToken.None))).All, country.MayBeSuggested);
    }

    /// <param name="test">In a country so small nearly nobody looks: it is enough that fewer stay unshown than without fairness.</param>
    private bool Run(bool test)
    {
        var off = new Dictionary<ReasonCode, int>(ImportMatchWeights.Defaults) { [ReasonCode.FewHaveSeen] = 0, [ReasonCode.Newcomer] = 0 };
        var fair = Week("with the weights", ImportMatchWeights.Defaults);
        var control = Week("control, weights of fairness 0", off);
        return fair == 0 || (test && fair < control);
    }

    /// <returns>How many roles that suit somebody were in nobody's list in seven nights.</returns>
    private int Week(string name, IReadOnlyDictionary<ReasonCode, int> weights)
    {
        var (scoring, random) = (new Scoring(weights), new Random(7));
        var (seen, shown) = (_roles.ToDictionary(r => r.RoleId, _ => 0), new HashSet<Guid>());
        var known = _people.Select(_ => new HashSet<Guid>()).ToArray();
        var unshown = new List<int>();
        Place[][] lists = [];
        for (var night = 0; night < Nights; night++)
        {
            var open = new OpenRoles([.. _roles.Select(r => r with { SeenBy = seen[r.RoleId] })]);
            lists = [.. _people.AsParallel().AsOrdered().Select(p => scoring.Choose(p, open.For(p)).ToArray())];
            shown.UnionWith(lists.SelectMany(l => l.Select(s => s.Role.RoleId)));
            unshown.Add(_roles.Length - shown.Count);
            for (var person = 0; person < lists.Length; person++)
            {
                known[person].IntersectWith(lists[person].Select(s => s.Role.RoleId)); // what goes and comes again is new to the person
                if (random.NextDouble() >= Looking) continue;
                foreach (var one in lists[person]) if (known[person].Add(one.Role.RoleId)) seen[one.Role.RoleId]++;
            }
        }
        var left = _roles.Where(r => !shown.Contains(r.RoleId)).AsParallel().Select(r => _people.Any(p => scoring.Suits(p, r))).ToList();
        var (suiting, unseen) = (left.Count(suits => suits), _roles.Count(r => seen[r.RoleId] == 0));
        Console.WriteLine($"{name}: of {_roles.Length} open roles unshown after each night {string.Join(", ", unshown)}; after seven {suiting} that suit somebody (0), {left.Count - suiting} that suit nobody; seen by nobody: {unseen}");
        Console.WriteLine($"{name}: newcomers are {_people.Average(p => p.IsNewcomer ? 1 : 0):P1} of the people and have {Newcomers(lists, scoring, weights[ReasonCode.Newcomer]):P1} of the places in hosts' lists");
        return suiting;
    }

    /// <summary>As a host sees them: people who allow it, ten for a role.</summary>
    private double Newcomers(Place[][] lists, Scoring scoring, int points) =>
        lists.SelectMany((list, i) => list.Select(place => (Person: _people[i], Place: place))).AsParallel().AsOrdered()
            .Where(x => _mayBeSuggested.Contains(x.Person.Id) && scoring.Explain(x.Person, x.Place.Candidate)!.Reasons.Any(r => Grounds.Contains(r.Code)))
            .GroupBy(x => x.Place.Role.RoleId)
            .SelectMany(role => FindPossibleDoers.FairShare([.. role.OrderByDescending(x => x.Place.Points).ThenBy(x => x.Person.Id)], x => x.Person.IsNewcomer, FindPossibleDoers.PlacesForNewcomers(points)))
            .Average(x => x.Person.IsNewcomer ? 1.0 : 0);
}
