using Matchmaking.Matching;
using Matchmaking.People;

namespace Matchmaking.Tests.Matching;

/// <summary>What is left out without being scored would have come out as nothing.</summary>
public sealed class OpenRolesTests
{
    private static readonly Scoring Rules = new(ImportMatchWeights.Defaults);

    [Fact]
    public void Of_a_pruned_country_the_same_is_best_as_of_all_of_it_whoever_asks()
    {
        var facts = new RandomFacts(11);
        var roles = facts.Roles(400);
        var open = new OpenRoles(roles);
        var (found, left, refused, lowered) = (0, 0, 0, 0);
        foreach (var person in Enumerable.Range(0, 600).Select(_ => facts.Person()))
        {
            var all = Rules.Best(person, roles);
            Assert.Equal(all.Select(Words), Rules.Best(person, open).Select(Words));
            found += all.Count;
            lowered += all.Count(s => s.Lowered.Any(r => r.Code == ReasonCode.NotThisKind));
            left += roles.Count - open.For(person).Count;
            refused += roles.Count(r => r.ThemeIds.Intersect(person.NeverThemeIds).Any());
        }
        Assert.True(found > 2_000 && left > 100_000 && refused > 1_000 && lowered > 50, $"{found} found, {left} left out, {refused} refused, {lowered} lowered"); // so that there was something to miss
    }

    /// <summary>The control: with another reach it would not be the same.</summary>
    [Fact]
    public void What_was_left_out_by_mistake_would_be_missed()
    {
        var facts = new RandomFacts(12);
        var roles = facts.Roles(400);
        var half = new OpenRoles([.. roles.Where(r => r.Point.Longitude < 26)]);
        Assert.Contains(Enumerable.Range(0, 200).Select(_ => facts.Person()), p => !Rules.Best(p, roles).Select(Words).SequenceEqual(Rules.Best(p, half).Select(Words)));
    }

    [Fact]
    public void The_order_in_which_roles_are_read_changes_nothing()
    {
        var facts = new RandomFacts(13);
        var roles = facts.Roles(200).ToArray();
        var people = Enumerable.Range(0, 100).Select(_ => facts.Person()).ToList();
        var expected = people.Select(p => Rules.Best(p, new OpenRoles(roles)).Select(Words).ToList()).ToList();
        new Random(3).Shuffle(roles);
        var open = new OpenRoles(roles);
        Assert.Equal(expected, people.Select(p => Rules.Best(p, open).Select(Words).ToList()));
    }

    private static string Words(Scored s) => $"{s.Role.RoleId} {s.Score} {string.Join(",", s.Reasons.Concat(s.Lowered))}";
}

/// <summary>People and roles of any kind, some of them odd, the same for the same seed.</summary>
/// <param name="wide">How much of the map they are on, in degrees.</param>
internal sealed class RandomFacts(int seed, double wide = 4)
{
    private static readonly Guid[] Themes = [.. Enumerable.Range(1, 12).Select(Id)], Skills = [.. Enumerable.Range(101, 20).Select(Id)];
    private static readonly string[] Languages = ["fi", "sv", "en"];
    private readonly Random _random = new(seed);
    private int _number = 10_000;

    public PersonFacts Person() => new(Id(_number++), 1)
    {
        Point = Chance(0.1) ? null : Point(),
        ThemeIds = Some(Themes, 4),
        SkillIds = Some(Skills, 4),
        NeverThemeIds = Chance(0.3) ? Some(Themes, 2) : [],
        LoweredThemeIds = Chance(0.3) ? Some(Themes, 2) : [],
        Speaks = [.. Languages.Where(_ => Chance(0.4))],
        WeeklyTimes = Chance(0.5) ? _random.Next(1 << 21) : 0,
        Effort = (Effort)_random.Next(8),
        Done = Some(Themes, 2).ToDictionary(id => id, _ => _random.Next(1, 4)),
        IsNewcomer = Chance(0.2),
        InitiativeIds = Chance(0.3) ? [Id(20_000 + _random.Next(200))] : new HashSet<Guid>(),
        RestingInitiativeIds = Chance(0.3) ? [Id(20_000 + _random.Next(200))] : new HashSet<Guid>(),
        Wrong = Chance(0.3) ? [(ReasonCode.Near, default), (ReasonCode.Theme, Themes[_random.Next(12)])] : new HashSet<(ReasonCode, Guid)>(),
    };

    /// <summary>Two of an initiative.</summary>
    public IReadOnlyList<RoleFacts> Roles(int count)
    {
        var roles = new List<RoleFacts>();
        for (var initiative = 0; roles.Count < count; initiative++)
        {
            var (point, online, language, themes, times) = (Point(), Chance(0.1), Languages[_random.Next(3)], Some(Themes, 3), Chance(0.5) ? _random.Next(1 << 21) : 0);
            for (var position = 0; position < 2; position++)
                roles.Add(new(Id(30_000 + _random.Next(1 << 28)), Id(20_000 + initiative))
                {
                    StarterId = Id(10_000 + _random.Next(600)),
                    Point = point,
                    Online = online,
                    Language = language,
                    ThemeIds = themes,
                    SkillIds = Some(Skills, 3),
                    WeeklyTimes = times,
                    Effort = (Effort)_random.Next(8),
                    Lacks = _random.Next(3),
                    InitiativeLacks = _random.Next(1, 4),
                    SeenBy = _random.Next(10),
                });
        }
        return roles;
    }

    private (double, double) Point() => (60 + _random.NextDouble() * wide, 22 + _random.NextDouble() * 2 * wide);

    private Guid[] Some(Guid[] all, int most) => [.. _random.GetItems(all, _random.Next(most + 1)).Distinct()];

    private bool Chance(double share) => _random.NextDouble() < share;

    private static Guid Id(int number) => new(number, 0, 0, new byte[8]);
}
