using Matchmaking.Matching;

namespace Matchmaking.Tests.Matching;

/// <summary>Of a person's ten places two go to what the fewest have seen.</summary>
public sealed class FairReachTests
{
    private static readonly Guid Theme = Id(1), Skill = Id(2);
    private static readonly Scoring Rules = new(ImportMatchWeights.Defaults);
    private static readonly PersonFacts Person = new(Id(100), 1) { Point = (62.6, 29.76), ThemeIds = [Theme], SkillIds = [Skill], Speaks = ["fi"] };

    /// <summary>Ask for what the person offers, and are well known.</summary>
    private static readonly IReadOnlyList<RoleFacts> Known = [.. Enumerable.Range(1, 30).Select(i => Role(i, seenBy: 50) with { SkillIds = [Skill] })];

    [Fact]
    public void What_few_have_seen_gets_two_places_although_much_suits_better()
    {
        var unseen = Enumerable.Range(41, 5).Select(i => Role(i, seenBy: i - 41)).ToList();
        var best = Best(Rules, [.. Known, .. unseen]);
        Assert.Equal(Known.Take(8).Select(r => r.RoleId).Concat([unseen[0].RoleId, unseen[1].RoleId]), best);
    }

    [Fact]
    public void Of_equally_unseen_ones_the_better_goes_first_and_then_the_lower_role()
    {
        var (plain, better) = (Role(41, seenBy: 0), Role(42, seenBy: 0) with { Effort = default, Lacks = 1, InitiativeLacks = 1 });
        Assert.Equal([better.RoleId, plain.RoleId], Best(Rules, [.. Known, Role(43, seenBy: 0), plain, better]).TakeLast(2));
    }

    [Fact]
    public void Without_anything_few_have_seen_all_places_go_to_the_best() => Assert.Equal(Known.Take(10).Select(r => r.RoleId), Best(Rules, Known));

    [Fact]
    public void What_does_not_suit_gets_no_place_however_few_have_seen_it() =>
        Assert.Equal(Known.Take(10).Select(r => r.RoleId), Best(Rules, [.. Known, Role(41, seenBy: 0) with { Language = "sv" }, Role(42, seenBy: 0) with { Point = (60.2, 24.9) }]));

    [Fact]
    public void At_no_points_for_it_the_places_are_taken_away_too()
    {
        var without = new Scoring(new Dictionary<ReasonCode, int>(ImportMatchWeights.Defaults) { [ReasonCode.FewHaveSeen] = 0 });
        var unseen = Role(41, seenBy: 0);
        Assert.DoesNotContain(unseen.RoleId, Best(without, [.. Known, unseen]));
        Assert.Contains(unseen.RoleId, Best(Rules, [.. Known, unseen])); // the control
    }

    [Fact]
    public void An_initiative_gets_one_place_for_its_best_role_unless_another_was_seen_by_fewer()
    {
        var beside = Role(41, seenBy: 50) with { InitiativeId = Known[0].InitiativeId };
        Assert.Equal(Known.Take(10).Select(r => r.RoleId), Best(Rules, [.. Known, beside]));
        var places = Best(Rules, [.. Known, beside with { SeenBy = 0 }]);
        Assert.Equal(Known.Skip(1).Take(9).Select(r => r.RoleId).Append(beside.RoleId), places);
        var equally = Role(42, seenBy: 2) with { InitiativeId = Known[0].InitiativeId };
        Assert.DoesNotContain(equally.RoleId, Best(Rules, [Known[0] with { SeenBy = 2 }, .. Known.Skip(1), equally]));
    }

    /// <summary>As the runs do: what is offered to the ten that stand there ends like all looked at anew.</summary>
    [Fact]
    public void A_new_role_displaces_the_same_one_from_ten_as_from_all()
    {
        var facts = new RandomFacts(21, wide: 1);
        var roles = facts.Roles(300);
        var own = roles.ToLookup(r => r.InitiativeId);
        var displaced = 0;
        foreach (var person in Enumerable.Range(0, 300).Select(_ => facts.Person()))
            foreach (var added in own.Take(3))
            {
                var before = Rules.Best(person, roles.Where(r => r.InitiativeId != added.Key));
                var offered = Rules.Best(person, before.Select(s => s.Role.InitiativeId).SelectMany(id => own[id]).Concat(added));
                Assert.Equal(Rules.Best(person, roles).Select(s => (s.Role.RoleId, s.Score)), offered.Select(s => (s.Role.RoleId, s.Score)));
                if (before.Count == 10 && offered.Any(s => s.Role.InitiativeId == added.Key)) displaced++;
            }
        Assert.True(displaced > 50, $"{displaced} displaced one");
    }

    private static List<Guid> Best(Scoring rules, IEnumerable<RoleFacts> roles) => [.. rules.Best(Person, roles).Select(s => s.Role.RoleId)];

    private static RoleFacts Role(int number, int seenBy) => new(Id(1_000 + number), Id(2_000 + number)) { Point = (62.6, 29.76), Language = "fi", ThemeIds = [Theme], SeenBy = seenBy };

    private static Guid Id(int number) => new(number, 0, 0, new byte[8]);
}
