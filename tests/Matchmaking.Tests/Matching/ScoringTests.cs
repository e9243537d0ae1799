using Matchmaking.Matching;
using Matchmaking.People;

namespace Matchmaking.Tests.Matching;

public sealed class ScoringTests
{
    private static readonly Guid Cleanup = Id(1), Music = Id(2), Food = Id(3), Van = Id(11), Baking = Id(12), Tools = Id(13), Driving = Id(14);
    private static readonly (double, double) Market = (62.6010, 29.7636), Utra = (62.6190, 29.8420), Eno = (62.7970, 30.1550), Kuopio = (62.8924, 27.6770);
    private static readonly int SaturdayMorning = new WeeklyTime(DayOfWeek.Saturday, DayPart.Morning).Bit, ThursdayEvening = new WeeklyTime(DayOfWeek.Thursday, DayPart.Evening).Bit;
    private static readonly Scoring Rules = new(ImportMatchWeights.Defaults);

    private static readonly PersonFacts Person = new(Id(100), 3)
    {
        Point = Market,
        ThemeIds = [Cleanup],
        SkillIds = [Van],
        Speaks = ["fi", "sv"],
        WeeklyTimes = SaturdayMorning,
        Effort = Effort.TwoHours | Effort.Once,
    };

    private static readonly RoleFacts Role = new(Id(200), Id(300))
    {
        StarterId = Id(101),
        Point = Utra,
        Language = "fi",
        ThemeIds = [Cleanup],
        SkillIds = [Van],
        WeeklyTimes = SaturdayMorning,
        Effort = Effort.TwoHours,
        SeenBy = 50,
    };

    /// <summary>So keen that much may speak against it.</summary>
    private static readonly PersonFacts Keen = Person with { ThemeIds = [Cleanup, Food, Music], Done = new Dictionary<Guid, int> { [Cleanup] = 2 } };

    [Fact]
    public void Every_fact_that_speaks_for_it_is_a_reason_with_its_value()
    {
        var scored = Score(Person, Role)!;
        Assert.Equal(
            [
                new(ReasonCode.Skill, Van), new(ReasonCode.Theme, Cleanup), new(ReasonCode.Near, Number: 4), new(ReasonCode.Times, Number: SaturdayMorning),
                new(ReasonCode.Effort, Number: (int)Effort.TwoHours), new(ReasonCode.Language, Word: "fi"),
            ], scored.Reasons);
        Assert.Empty(scored.Lowered);
        Assert.Equal(30 + 20 + 16 + 15 + 8 + 5, scored.Score);
    }

    [Fact]
    public void What_speaks_against_it_is_stored_and_lowers()
    {
        var scored = Score(Keen, Role with { Point = Eno, WeeklyTimes = ThursdayEvening, Effort = Effort.Recurring, SkillIds = [Baking], ThemeIds = [Cleanup, Food, Music] })!;
        Assert.Equal(
            [new(ReasonCode.Far, Number: 30), new(ReasonCode.SkillNotNamed, Baking), new(ReasonCode.OtherTimes, Number: ThursdayEvening), new(ReasonCode.OtherEffort, Number: 4)],
            scored.Lowered.OrderByDescending(r => ImportMatchWeights.Defaults[r.Code]).ThenBy(r => r.Code));
        Assert.True(scored.Score < Score(Keen, Role with { SkillIds = [] })!.Score);
    }

    [Fact]
    public void Nothing_said_neither_lifts_nor_lowers()
    {
        var scored = Score(Person with { WeeklyTimes = 0, Effort = Effort.None, Speaks = [] }, Role with { SkillIds = [] })!;
        Assert.Equal([ReasonCode.Theme, ReasonCode.Near], scored.Reasons.Select(r => r.Code));
        Assert.Empty(scored.Lowered);
    }

    [Fact]
    public void A_second_shared_skill_gives_half() =>
        Assert.Equal(15, Score(Person with { SkillIds = [Van, Tools] }, Role with { SkillIds = [Van, Tools] })!.Score - Score(Person, Role with { SkillIds = [Van, Tools] })!.Score);

    [Fact]
    public void No_more_than_three_of_a_kind_are_counted() => Assert.Equal(3, Score(Person with { SkillIds = [Van, Tools, Baking, Driving] },
        Role with { SkillIds = [Van, Tools, Baking, Driving] })!.Reasons.Count(r => r.Code == ReasonCode.Skill));

    [Fact]
    public void Several_skills_not_named_lower_once() =>
        Assert.Equal(Score(Person, Role with { SkillIds = [Baking] })!.Score, Score(Person, Role with { SkillIds = [Baking, Tools] })!.Score);

    [Fact]
    public void A_theme_one_never_wants_brings_nothing_even_with_every_reason_for_it()
    {
        Assert.Null(Score(Person with { NeverThemeIds = [Music] }, Role with { ThemeIds = [Cleanup, Music] }));
        Assert.NotNull(Score(Person with { NeverThemeIds = [Music] }, Role));
    }

    [Fact]
    public void A_theme_of_which_one_said_not_this_kind_lowers_by_its_points_and_says_so()
    {
        var (before, after) = (Score(Person, Role)!, Score(Person with { LoweredThemeIds = [Cleanup] }, Role)!);
        Assert.Equal(ImportMatchWeights.Defaults[ReasonCode.NotThisKind], before.Score - after.Score);
        Assert.Equal([new(ReasonCode.NotThisKind, Cleanup)], after.Lowered);
        Assert.Equal(before.Reasons, after.Reasons); // the interest is still one
        Assert.Equal(before.Score, Score(Person with { LoweredThemeIds = [Music] }, Role)!.Score); // the control: another theme
    }

    [Fact]
    public void Not_this_kind_takes_more_than_the_interest_in_the_theme_gives() =>
        Assert.True(ImportMatchWeights.Defaults[ReasonCode.NotThisKind] > ImportMatchWeights.Defaults[ReasonCode.Theme]);

    [Fact]
    public void A_second_theme_of_the_refused_kind_takes_half()
    {
        var (one, two) = (Score(Keen with { LoweredThemeIds = [Cleanup] }, Role with { ThemeIds = [Cleanup, Music] })!, Score(Keen with { LoweredThemeIds = [Cleanup, Music] }, Role with { ThemeIds = [Cleanup, Music] })!);
        Assert.Equal(ImportMatchWeights.Defaults[ReasonCode.NotThisKind] / 2, one.Score - two.Score);
    }

    [Fact]
    public void What_has_only_nearness_for_it_goes_when_its_theme_is_lowered()
    {
        var stranger = Person with { ThemeIds = [], SkillIds = [], WeeklyTimes = 0, Effort = Effort.None };
        Assert.NotNull(Score(stranger, Role with { SkillIds = [] }));
        Assert.Null(Score(stranger with { LoweredThemeIds = [Cleanup] }, Role with { SkillIds = [] }));
    }

    [Fact]
    public void Ones_own_initiative_is_not_suggested() => Assert.Null(Score(Person, Role with { StarterId = Person.Id }));

    [Fact]
    public void What_one_is_in_is_not_suggested() => Assert.Null(Score(Person with { InitiativeIds = new HashSet<Guid> { Role.InitiativeId } }, Role));

    [Fact]
    public void What_rests_is_not_suggested() => Assert.Null(Score(Person with { RestingInitiativeIds = new HashSet<Guid> { Role.InitiativeId } }, Role));

    [Fact]
    public void What_is_worked_in_a_language_one_does_not_speak_is_not_suggested()
    {
        Assert.Null(Score(Person, Role with { Language = "en" }));
        Assert.NotNull(Score(Person with { Speaks = [] }, Role with { Language = "en" }));
    }

    [Fact]
    public void Beyond_a_hundred_kilometres_only_what_is_online_is_suggested()
    {
        Assert.Null(Score(Person, Role with { Point = Kuopio }));
        Assert.Contains(new Reason(ReasonCode.Online), Score(Person, Role with { Point = Kuopio, Online = true })!.Reasons);
    }

    [Fact]
    public void Without_a_home_only_what_is_online_is_suggested()
    {
        Assert.Null(Score(Person with { Point = null }, Role));
        Assert.NotNull(Score(Person with { Point = null }, Role with { Online = true }));
    }

    [Fact]
    public void Far_away_or_online_it_needs_an_interest_a_skill_or_a_deed()
    {
        var stranger = Person with { ThemeIds = [Music], SkillIds = [Baking] };
        Assert.Null(Score(stranger, Role with { Point = Eno }));
        Assert.Null(Score(stranger, Role with { Online = true, SkillIds = [] }));
        Assert.NotNull(Score(stranger, Role with { SkillIds = [] }));
        Assert.NotNull(Score(stranger with { Done = new Dictionary<Guid, int> { [Cleanup] = 1 } }, Role with { Online = true, SkillIds = [] }));
    }

    [Theory]
    [InlineData(ReasonCode.Theme, 1)]
    [InlineData(ReasonCode.Skill, 11)]
    [InlineData(ReasonCode.Near, 0)]
    [InlineData(ReasonCode.Times, 0)]
    [InlineData(ReasonCode.Effort, 0)]
    public void A_fact_called_wrong_counts_neither_way(ReasonCode code, int about)
    {
        var aboutId = about == 0 ? Guid.Empty : Id(about);
        var after = Person with { Wrong = new HashSet<(ReasonCode, Guid)> { (code, aboutId) } };
        Assert.Contains(Score(Person, Role)!.Reasons, r => r.Code == code);
        var (near, far) = (Score(after, Role)!, Score(Keen with { Wrong = after.Wrong }, Role with { Point = Eno, WeeklyTimes = ThursdayEvening, Effort = Effort.Recurring, ThemeIds = [Cleanup, Food, Music] })!);
        Assert.DoesNotContain(near.Reasons.Concat(near.Lowered), r => Facts.Of(r.Code) == code && (r.Id ?? Guid.Empty) == aboutId);
        Assert.DoesNotContain(far.Reasons.Concat(far.Lowered), r => Facts.Of(r.Code) == code && (r.Id ?? Guid.Empty) == aboutId);
    }

    [Fact]
    public void The_last_missing_doer_is_sought_more_than_one_of_many()
    {
        var last = Score(Person, Role with { Lacks = 1, InitiativeLacks = 1 })!;
        var many = Score(Person, Role with { Lacks = 1, InitiativeLacks = 4 })!;
        Assert.Contains(new Reason(ReasonCode.LastMissing), last.Reasons);
        Assert.Contains(new Reason(ReasonCode.FewDoers, Number: 1), many.Reasons);
        Assert.True(last.Score > many.Score && many.Score > Score(Person, Role)!.Score);
    }

    [Fact]
    public void What_few_have_seen_is_lifted() => Assert.True(Score(Person, Role with { SeenBy = Scoring.FewSeen - 1 })!.Score > Score(Person, Role with { SeenBy = Scoring.FewSeen })!.Score);

    [Fact]
    public void A_newcomer_is_lifted_before_the_host() => Assert.True(Score(Person with { IsNewcomer = true }, Role)!.Score > Score(Person, Role)!.Score);

    [Fact]
    public void Nearer_is_never_worth_less()
    {
        var scores = Enumerable.Range(0, 50).Select(i => Score(Person, Role with { Point = (Market.Item1 + i * 0.01, Market.Item2) })?.Score ?? 0).ToList();
        Assert.Equal(scores.OrderByDescending(s => s), scores);
    }

    [Fact]
    public void The_weights_decide()
    {
        Assert.Null(new Scoring(new Dictionary<ReasonCode, int>()).Score(Person with { Point = null }, Role with { Online = true }));
        var onlyTimes = new Scoring(new Dictionary<ReasonCode, int> { [ReasonCode.Times] = 7 });
        Assert.Equal(8, onlyTimes.Score(Person, Role)!.Score); // and the one point that nearness always has
    }

    [Fact]
    public void Of_equals_the_lower_role_goes_first_in_whatever_order_they_come()
    {
        var roles = Enumerable.Range(1, 80).Select(i => Role with { RoleId = Id(1000 + i), InitiativeId = Id(2000 + i) }).ToList();
        var best = Rules.Best(Person, roles).Select(s => s.Role.RoleId).ToList();
        Assert.Equal(roles.Select(r => r.RoleId).Take(Match.MostPerPerson), best);
        roles.Reverse();
        Assert.Equal(best, Rules.Best(Person, roles).Select(s => s.Role.RoleId));
    }

    [Fact]
    public void The_same_facts_in_any_order_give_the_same_matches()
    {
        var random = new Random(7);
        var themes = Enumerable.Range(1, 8).Select(Id).ToArray();
        var skills = Enumerable.Range(11, 8).Select(Id).ToArray();
        for (var round = 0; round < 200; round++)
        {
            var roles = Enumerable.Range(0, 30).Select(i => Role with
            {
                RoleId = Id(5000 + i),
                InitiativeId = Id(6000 + i / 2),
                Point = (62 + random.NextDouble(), 29 + random.NextDouble()),
                Online = random.Next(5) == 0,
                ThemeIds = [.. random.GetItems(themes, 3)],
                SkillIds = [.. random.GetItems(skills, 3)],
                WeeklyTimes = random.Next(1 << 21),
                Effort = (Effort)random.Next(8),
            }).ToArray();
            var person = Person with { ThemeIds = [.. random.GetItems(themes, 5)], SkillIds = [.. random.GetItems(skills, 5)], NeverThemeIds = [themes[random.Next(8)]], WeeklyTimes = random.Next(1 << 21) };
            var expected = Rules.Best(person, roles).Select(Words).ToList();
            var shuffled = roles.Select(r => r with { ThemeIds = Shuffle(r.ThemeIds), SkillIds = Shuffle(r.SkillIds) }).ToArray();
            random.Shuffle(shuffled);
            Assert.Equal(expected, Rules.Best(person with { ThemeIds = Shuffle(person.ThemeIds), SkillIds = Shuffle(person.SkillIds) }, shuffled).Select(Words));
        }

        IReadOnlyList<Guid> Shuffle(IEnumerable<Guid> ids)
        {
            var array = ids.ToArray();
            random.Shuffle(array);
            return array;
        }
        static string Words(Scored s) => $"{s.Role.RoleId} {s.Score} {string.Join(",", s.Reasons.Concat(s.Lowered))}";
    }

    [Fact]
    public void Every_code_has_a_weight_from_1_to_100() =>
        Assert.All(Enum.GetValues<ReasonCode>(), code => Assert.InRange(ImportMatchWeights.Defaults.GetValueOrDefault(code), 1, 100));

    private static Scored? Score(PersonFacts person, RoleFacts role) => Rules.Score(person, role);

    private static Guid Id(int number) => new(number, 0, 0, new byte[8]);
}
