using Matchmaking.Initiatives;

namespace Matchmaking.Tests.Initiatives;

public sealed class InitiativeCareTests
{
    private static readonly DateTimeOffset _now = Idea.Now;

    [Theory]
    [InlineData(InitiativeState.Open, "UnderWay Paused Withdrawn")]
    [InlineData(InitiativeState.Ready, "UnderWay Paused Done Withdrawn")]
    [InlineData(InitiativeState.UnderWay, "Done Paused Withdrawn")]
    [InlineData(InitiativeState.Paused, "Open Done Withdrawn")]
    [InlineData(InitiativeState.Done, "")]
    [InlineData(InitiativeState.Withdrawn, "")]
    public void From_each_state_people_turn_it_to_these_and_no_others(InitiativeState from, string to)
    {
        foreach (var state in Enum.GetValues<InitiativeState>())
        {
            var idea = In(from);
            Assert.Equal(from, idea.State);
            Assert.Equal(to.Split(' ').Contains(state.ToString()), idea.TurnTo(state, "Because.", Idea.Starter, _now));
        }
    }

    [Fact]
    public void Each_turn_stands_in_the_history_with_who_did_it_and_the_words()
    {
        var idea = In(InitiativeState.Open);
        idea.TurnTo(InitiativeState.Paused, "Winter.", Idea.Starter, _now.AddDays(1));
        var last = idea.Changes[^1];
        Assert.Equal((InitiativeState.Open, InitiativeState.Paused, "Winter.", Idea.Starter, _now.AddDays(1)), (last.From, last.To, last.Words, last.ById, last.At));
    }

    [Fact]
    public void Resumed_it_is_ready_at_once_when_everyone_is_still_there()
    {
        var idea = In(InitiativeState.Ready);
        idea.TurnTo(InitiativeState.Paused, "", Idea.Starter, _now);
        Assert.True(idea.TurnTo(InitiativeState.Open, "", Idea.Starter, _now));
        Assert.Equal(InitiativeState.Ready, idea.State);
        Assert.Equal(idea.Changes[1].At, idea.FirstReadyAt);
    }

    [Fact]
    public void It_is_dormant_after_sixty_silent_days_and_asked_once()
    {
        var idea = In(InitiativeState.Open);
        Assert.False(idea.IsDormant(_now.AddDays(60).AddSeconds(-1)));
        Assert.True(idea.IsDormant(_now.AddDays(60)));
        idea.AskIfAlive(_now.AddDays(60));
        Assert.False(idea.IsDormant(_now.AddDays(70)));
    }

    [Theory]
    [InlineData(InitiativeState.Paused)]
    [InlineData(InitiativeState.Done)]
    [InlineData(InitiativeState.Withdrawn)]
    public void What_takes_nobody_is_never_dormant(InitiativeState state) => Assert.False(In(state).IsDormant(_now.AddYears(1)));

    [Fact]
    public void A_sign_of_life_answers_the_question()
    {
        Action<Initiative>[] signs =
        [
            i => i.SayAlive(_now.AddDays(61)), i => i.Join(Idea.Someone(), i.Roles[0].Id, _now.AddDays(61)), i => i.Rewrite(Idea.Words, _now.AddDays(61)),
            i => i.TurnTo(InitiativeState.UnderWay, "", Idea.Starter, _now.AddDays(61)), i => i.HandOver(Idea.Someone(), _now.AddDays(61)),
        ];
        foreach (var sign in signs)
        {
            var idea = In(InitiativeState.Open);
            idea.AskIfAlive(_now.AddDays(60));
            sign(idea);
            Assert.Null(idea.DormantAskedAt);
            Assert.False(idea.PauseUnanswered(_now.AddDays(90)));
            Assert.False(idea.IsDormant(_now.AddDays(120)));
            Assert.True(idea.IsDormant(_now.AddDays(121)));
        }
    }

    [Fact]
    public void Unanswered_for_fourteen_days_it_is_paused_by_nobody()
    {
        var idea = In(InitiativeState.Open);
        Assert.False(idea.PauseUnanswered(_now.AddDays(100))); // never asked
        idea.AskIfAlive(_now);
        Assert.False(idea.PauseUnanswered(_now.AddDays(14).AddSeconds(-1)));
        Assert.True(idea.PauseUnanswered(_now.AddDays(14)));
        Assert.Equal((InitiativeState.Paused, (Guid?)null), (idea.State, idea.Changes[^1].ById));
        Assert.False(idea.PauseUnanswered(_now.AddDays(15)));
    }

    [Fact]
    public void Handed_over_another_carries_it_on_and_its_history_stays()
    {
        var idea = In(InitiativeState.Ready);
        var (doer, changes) = (idea.DoerIds.First(), idea.Changes.Count);
        idea.HandOver(doer, _now);
        Assert.Equal((doer, changes + 1, InitiativeState.Ready), (idea.StarterId!.Value, idea.Changes.Count, idea.State));
        Assert.Equal((InitiativeState.Ready, InitiativeState.Ready, doer), (idea.Changes[^1].From!.Value, idea.Changes[^1].To, idea.Changes[^1].ById!.Value));
    }

    [Fact]
    public void Without_its_starter_the_doers_are_asked_and_without_doers_it_is_paused()
    {
        var carried = In(InitiativeState.Ready);
        carried.LoseStarter(_now);
        Assert.Equal((InitiativeState.Ready, _now, (Guid?)null), (carried.State, carried.DormantAskedAt, carried.StarterId));
        var alone = In(InitiativeState.Open);
        alone.LoseStarter(_now);
        Assert.Equal((InitiativeState.Paused, (DateTimeOffset?)null), (alone.State, alone.DormantAskedAt));
        var done = In(InitiativeState.Done);
        done.LoseStarter(_now);
        Assert.Equal(InitiativeState.Done, done.State);
    }

    [Fact]
    public void A_doer_says_done_once_and_keeps_the_place()
    {
        var idea = In(InitiativeState.Ready);
        var doer = idea.DoerIds.First();
        Assert.True(idea.SayDone(doer, _now));
        Assert.False(idea.SayDone(doer, _now));
        Assert.False(idea.SayDone(Idea.Someone(), _now));
        Assert.Equal((1, 0), (idea.Doers, idea.Missing));
    }

    [Fact]
    public void Thanks_are_given_once_and_only_when_it_is_done()
    {
        var idea = In(InitiativeState.Ready);
        var commitment = idea.Commitments.Single().Id;
        Assert.False(idea.Thank(commitment, _now));
        idea.TurnTo(InitiativeState.Done, "", Idea.Starter, _now);
        Assert.True(idea.Thank(commitment, _now));
        Assert.False(idea.Thank(commitment, _now));
        Assert.False(idea.Thank(Guid.CreateVersion7(), _now));
    }

    /// <summary>One in that state; with a doer where it takes one to come there.</summary>
    private static Initiative In(InitiativeState state)
    {
        var idea = Idea.Post((1, 2));
        if (state is InitiativeState.Ready or InitiativeState.Done) idea.Join(Idea.Someone(), idea.Roles[0].Id, _now);
        if (idea.State != state) Assert.True(idea.TurnTo(state, "", Idea.Starter, _now));
        return idea;
    }
}
