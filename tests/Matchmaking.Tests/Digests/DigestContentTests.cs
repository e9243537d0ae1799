using Matchmaking.Digests;
using Kind = Matchmaking.Digests.DigestItemKind;

namespace Matchmaking.Tests.Digests;

/// <summary>What a digest says and in which order, without a database.</summary>
public sealed class DigestContentTests
{
    private static readonly DateTimeOffset Now = new(2027, 3, 1, 5, 0, 0, TimeSpan.Zero);
    private static readonly Dictionary<DigestItem, DateTimeOffset> Nothing = [];

    [Fact]
    public void A_deadline_comes_before_who_waits_before_the_missing_one_before_what_is_near_before_news()
    {
        Kind[] all = [Kind.Update, Kind.NewNearYou, Kind.OneMissing, Kind.QuestionWaits, Kind.StartsSoon];
        Assert.Equal(all.Reverse(), Kinds(Compose(all.Select(k => Fact(k)))));
    }

    [Fact]
    public void Of_deadlines_the_soonest_is_first_of_those_who_wait_the_longest_waiting_and_of_matches_the_best()
    {
        var content = Compose(
        [
            Fact(Kind.StartsSoon, hours: 30), Fact(Kind.AnswerHandover, hours: 3),
            Fact(Kind.QuestionWaits, hours: -1), Fact(Kind.ThanksWait, hours: -50),
            Fact(Kind.GoodMatch, score: 10), Fact(Kind.GoodMatch, score: 90),
        ]);
        Assert.Equal([Kind.AnswerHandover, Kind.StartsSoon, Kind.ThanksWait, Kind.QuestionWaits, Kind.GoodMatch, Kind.GoodMatch], Kinds(content));
        Assert.Equal([90, 10], content.Items.Skip(4).Select(f => f.Score));
    }

    [Fact]
    public void There_are_at_most_seven_and_the_rest_is_left_out_in_the_same_order()
    {
        var facts = Enumerable.Range(0, 9).Select(i => Fact(Kind.QuestionWaits, hours: -i)).ToList();
        var content = Compose(facts);
        Assert.Equal(facts.AsEnumerable().Reverse(), [.. content.Items, .. content.LeftOut]);
        Assert.Equal((7, 2), (content.Items.Count, content.LeftOut.Count));
    }

    [Fact]
    public void Suggestions_leave_room_for_news()
    {
        var content = Compose([.. Enumerable.Range(0, 20).Select(i => Fact(Kind.GoodMatch, score: i)), Fact(Kind.Update)]);
        Assert.Equal([Kind.GoodMatch, Kind.GoodMatch, Kind.GoodMatch, Kind.Update], Kinds(content));
        Assert.Equal(Enumerable.Range(0, 17).Reverse(), content.LeftOut.Select(f => f.Score)); // the best that had no place is first
    }

    [Fact]
    public void The_news_of_one_initiative_are_one_item_the_newest_state()
    {
        var id = Guid.CreateVersion7();
        Assert.Equal([Kind.Paused], Kinds(Compose([Fact(Kind.BecameReady, id, -60), Fact(Kind.Update, id, -1), Fact(Kind.Paused, id, -9), Fact(Kind.NewDoers, id, -2)])));
        Assert.Equal([Kind.Update], Kinds(Compose([Fact(Kind.NewDoers, id, -9), Fact(Kind.Update, id, -1)])));
    }

    [Fact]
    public void Repeats_take_no_place_from_others()
    {
        var (busy, quiet) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var content = Compose([.. Enumerable.Range(1, 20).Select(i => Fact(Kind.Update, busy, -i)), Fact(Kind.NewDoers, busy, -1), Fact(Kind.Update, quiet, -30)]);
        Assert.Equal([busy, quiet], content.Items.Select(f => f.InitiativeId));
        Assert.Empty(content.LeftOut);
    }

    [Fact]
    public void An_initiative_is_suggested_once_and_not_where_it_already_asks_for_something()
    {
        var (near, mine) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var content = Compose([Fact(Kind.NewNearYou, near), Fact(Kind.OneMissing, near), Fact(Kind.GoodMatch, near, score: 80), Fact(Kind.HostAsks, mine), Fact(Kind.NewNearYou, mine)]);
        Assert.Equal([Kind.HostAsks, Kind.OneMissing], Kinds(content));
    }

    [Fact]
    public void Two_things_to_do_in_one_initiative_are_both_told()
    {
        var id = Guid.CreateVersion7();
        Assert.Equal([Kind.StartsSoon, Kind.QuestionWaits], Kinds(Compose([Fact(Kind.QuestionWaits, id), Fact(Kind.StartsSoon, id)])));
    }

    [Fact]
    public void Nothing_past_is_told() => Assert.Empty(Compose([Fact(Kind.StartsSoon, hours: -1), Fact(Kind.AnswerIfAlive, hours: 0)]).Items);

    [Fact]
    public void Nothing_to_say_says_nothing() => Assert.Equal((0, 0), (Compose([]).Items.Count, Compose([]).LeftOut.Count));

    [Theory]
    [InlineData(Kind.QuestionWaits, 5, false)]
    [InlineData(Kind.QuestionWaits, 7, true)] // the next week again, while it waits
    [InlineData(Kind.OneMissing, 7, false)]
    [InlineData(Kind.GoodMatch, 59, false)]
    [InlineData(Kind.GoodMatch, 61, true)]
    [InlineData(Kind.Update, 1, true)] // another one: its own window passed
    public void What_a_letter_told_is_told_again_only_after_a_while(Kind kind, int daysAgo, bool isToldAgain)
    {
        var fact = Fact(kind, hours: 1);
        var content = DigestContent.Compose([fact], new Dictionary<DigestItem, DateTimeOffset> { [fact.Item] = Now.AddDays(-daysAgo) }, Now);
        Assert.Equal(isToldAgain, content.Items.Count == 1);
    }

    [Fact]
    public void Another_role_of_the_same_initiative_is_another_suggestion()
    {
        var (id, told) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var before = new DigestFact(Kind.GoodMatch, DigestWhy.Match, id, Now, told);
        var other = before with { AboutId = Guid.CreateVersion7() };
        Assert.Equal([other], DigestContent.Compose([before, other], new Dictionary<DigestItem, DateTimeOffset> { [before.Item] = Now.AddDays(-1) }, Now).Items);
    }

    [Fact]
    public void The_order_in_which_facts_come_changes_nothing()
    {
        var facts = Enum.GetValues<Kind>().SelectMany(k => Enumerable.Range(1, 3), (k, i) => Fact(k, hours: k.Rank() == DigestRank.Deadline ? i : -i, score: i)).ToArray();
        var expected = Compose(facts).Items;
        for (var seed = 0; seed < 20; seed++)
        {
            new Random(seed).Shuffle(facts);
            Assert.Equal(expected, Compose(facts).Items);
        }
    }

    [Fact]
    public void Every_kind_has_its_rank() => Assert.Equal(
        [(DigestRank.Deadline, 3), (DigestRank.Waits, 5), (DigestRank.Missing, 1), (DigestRank.Near, 2), (DigestRank.News, 8)],
        Enum.GetValues<Kind>().GroupBy(k => k.Rank()).OrderBy(g => g.Key).Select(g => (g.Key, g.Count())));

    private static DigestContent Compose(IEnumerable<DigestFact> facts) => DigestContent.Compose(facts, Nothing, Now);

    private static IEnumerable<Kind> Kinds(DigestContent content) => content.Items.Select(f => f.Kind);

    private static DigestFact Fact(Kind kind, Guid? id = null, int? hours = null, int score = 0) =>
        new(kind, DigestWhy.Doer, id ?? Guid.CreateVersion7(), Now.AddHours(hours ?? (kind.Rank() == DigestRank.Deadline ? 1 : -1)), Score: score);
}
