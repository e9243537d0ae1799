using Matchmaking.Initiatives;

namespace Matchmaking.Tests.Initiatives;

public sealed class InitiativeTests
{
    private static readonly DateTimeOffset _now = Idea.Now;

    [Fact]
    public void A_new_one_is_open_and_lacks_its_minimums()
    {
        var idea = Idea.Post((2, 3), (1, 1), (0, 5));
        Assert.Equal((InitiativeState.Open, 3, 3, 0), (idea.State, idea.Missing, idea.Needed, idea.Doers));
        Assert.Equal([(null, InitiativeState.Open)], idea.Changes.Select(c => (c.From, c.To)));
    }

    [Fact]
    public void One_that_needs_nobody_is_open_until_somebody_comes()
    {
        var idea = Idea.Post((0, 5));
        Assert.Equal(InitiativeState.Open, idea.State);
        Assert.Equal(Joining.JoinedAndReady, Join(idea));
    }

    [Fact]
    public void A_full_role_admits_nobody()
    {
        var idea = Idea.Post((1, 1), (1, 2));
        Assert.Equal(Joining.Joined, Join(idea));
        Assert.Equal(Joining.Full, Join(idea));
        Assert.Equal((1, 1), (idea.Doers, idea.Missing));
        Assert.Equal(Joining.JoinedAndReady, Join(idea, role: 1));
    }

    [Fact]
    public void Nobody_is_in_it_twice()
    {
        var idea = Idea.Post((1, 3), (0, 3));
        var one = Idea.Someone();
        Assert.Equal(Joining.JoinedAndReady, Join(idea, one));
        Assert.Equal(Joining.AlreadyIn, Join(idea, one));
        Assert.Equal(Joining.AlreadyIn, Join(idea, one, role: 1));
        Assert.Equal(Joining.AlreadyIn, idea.Wait(one, idea.Roles[1].Id, _now));
        Assert.Single(idea.Commitments);
    }

    [Theory]
    [InlineData(InitiativeState.Paused)]
    [InlineData(InitiativeState.Withdrawn)]
    public void One_that_takes_no_doers_is_closed(InitiativeState state)
    {
        var idea = Idea.Post((1, 3));
        Assert.True(idea.TurnTo(state, "", Idea.Starter, _now));
        Assert.Equal(Joining.Closed, Join(idea));
        Assert.Equal(Joining.Closed, idea.Wait(Idea.Someone(), idea.Roles[0].Id, _now));
    }

    [Fact]
    public void A_hidden_one_is_closed_and_a_role_of_another_one_is_none()
    {
        var idea = Idea.Post((1, 3));
        Assert.Equal(Joining.Closed, idea.Join(Idea.Someone(), Idea.Post((1, 1)).Roles[0].Id, _now));
        idea.Hide(_now);
        Assert.Equal(Joining.Closed, Join(idea));
        idea.Unhide();
        Assert.Equal(Joining.JoinedAndReady, Join(idea));
    }

    [Fact]
    public void The_last_missing_doer_makes_it_ready_once()
    {
        var idea = Idea.Post((1, 1), (2, 3));
        Assert.Equal(Joining.Joined, Join(idea, role: 1));
        Assert.Equal(Joining.Joined, Join(idea));
        Assert.Equal((InitiativeState.Open, 1), (idea.State, idea.Missing));
        Assert.Equal(Joining.JoinedAndReady, Join(idea, role: 1));
        Assert.Equal((InitiativeState.Ready, 0, idea.Changes[^1].At, true), (idea.State, idea.Missing, idea.FirstReadyAt, idea.TurnedReady));
        Assert.Equal(Joining.Joined, Join(idea, role: 1)); // one more than needed changes nothing
    }

    [Fact]
    public void Too_many_in_one_role_make_up_for_nobody_in_another()
    {
        var idea = Idea.Post((1, 5), (1, 1));
        for (var n = 0; n < 5; n++) Join(idea);
        Assert.Equal((InitiativeState.Open, 1, 5), (idea.State, idea.Missing, idea.Doers));
    }

    [Fact]
    public void When_one_leaves_it_is_open_and_one_short_and_then_ready_again_with_its_first_time_kept()
    {
        var idea = Idea.Post((2, 2));
        var one = Idea.Someone();
        Join(idea, one);
        Join(idea);
        var first = idea.FirstReadyAt;
        Assert.Equal(Leaving.LeftAndShort, idea.Leave(one, _now.AddDays(1)));
        Assert.Equal((InitiativeState.Open, 1, first), (idea.State, idea.Missing, idea.FirstReadyAt));
        idea.Join(Idea.Someone(), idea.Roles[0].Id, _now.AddDays(2));
        Assert.Equal([InitiativeState.Open, InitiativeState.Ready, InitiativeState.Open, InitiativeState.Ready], idea.Changes.Select(c => c.To));
        Assert.Equal(first, idea.FirstReadyAt);
    }

    [Fact]
    public void One_who_may_be_spared_leaves_it_ready()
    {
        var idea = Idea.Post((1, 2));
        var one = Idea.Someone();
        Join(idea, one);
        Join(idea);
        Assert.Equal(Leaving.Left, idea.Leave(one, _now));
        Assert.Equal(InitiativeState.Ready, idea.State);
        Assert.Equal(Leaving.NotIn, idea.Leave(one, _now));
        Assert.Equal(Leaving.NotIn, idea.Leave(Idea.Someone(), _now));
    }

    [Fact]
    public void Under_way_it_stays_under_way_whoever_leaves()
    {
        var idea = Idea.Post((1, 1));
        var one = Idea.Someone();
        Join(idea, one);
        Assert.True(idea.TurnTo(InitiativeState.UnderWay, "", Idea.Starter, _now));
        Assert.Equal(Leaving.LeftAndShort, idea.Leave(one, _now));
        Assert.Equal((InitiativeState.UnderWay, 1), (idea.State, idea.Missing));
        Assert.Equal(Joining.Joined, Join(idea));
    }

    [Fact]
    public void Whoever_leaves_an_open_one_is_missed_unless_there_were_more_than_needed()
    {
        var idea = Idea.Post((2, 5), (1, 1));
        var people = new[] { Idea.Someone(), Idea.Someone(), Idea.Someone() };
        foreach (var person in people) Join(idea, person);
        Assert.Equal((InitiativeState.Open, 1), (idea.State, idea.Missing));
        Assert.Equal(Leaving.Left, idea.Leave(people[0], _now)); // two of at least two are left
        Assert.Equal(Leaving.LeftAndShort, idea.Leave(people[1], _now));
        Assert.Equal((InitiativeState.Open, 2), (idea.State, idea.Missing));
    }

    [Fact]
    public void Two_steps_of_one_moment_keep_their_order()
    {
        var idea = Idea.Post((1, 1));
        Join(idea, Idea.Someone());
        Assert.True(idea.TurnTo(InitiativeState.Paused, "", Idea.Starter, _now));
        Assert.True(idea.TurnTo(InitiativeState.Open, "", Idea.Starter, _now));
        Assert.Equal([InitiativeState.Open, InitiativeState.Ready, InitiativeState.Paused, InitiativeState.Open, InitiativeState.Ready], idea.Changes.OrderBy(c => c.At).Select(c => c.To));
        Assert.Distinct(idea.Changes.Select(c => c.At));
    }

    [Fact]
    public void Who_has_left_may_come_back()
    {
        var idea = Idea.Post((1, 1));
        var one = Idea.Someone();
        Join(idea, one);
        idea.Leave(one, _now);
        Assert.NotEqual(Joining.AlreadyIn, Join(idea, one));
        Assert.Equal(1, idea.Doers);
    }

    [Fact]
    public void The_first_in_the_queue_gets_the_place()
    {
        var idea = Idea.Post((1, 1));
        var (one, two, three) = (Idea.Someone(), Idea.Someone(), Idea.Someone());
        Join(idea, one);
        Assert.Equal(Joining.Waiting, idea.Wait(two, idea.Roles[0].Id, _now.AddMinutes(1)));
        Assert.Equal(Joining.Waiting, idea.Wait(three, idea.Roles[0].Id, _now.AddMinutes(2)));
        Assert.Equal((1, InitiativeState.Ready), (idea.Doers, idea.State));
        Assert.Equal(Leaving.Left, idea.Leave(one, _now.AddMinutes(3)));
        Assert.Equal([two], idea.Promoted.Select(p => p.PersonId!.Value));
        Assert.Equal([two], idea.DoerIds);
        Assert.Equal([three], idea.Roles[0].Queue.Select(c => c.PersonId!.Value));
        Assert.Equal(InitiativeState.Ready, idea.State);
    }

    [Fact]
    public void Nobody_passes_the_queue()
    {
        var idea = Idea.Post((1, 1));
        var (one, two) = (Idea.Someone(), Idea.Someone());
        Join(idea, one);
        idea.Wait(two, idea.Roles[0].Id, _now);
        idea.Leave(one, _now);
        Assert.Equal(Joining.Full, Join(idea));
    }

    [Fact]
    public void Waiting_for_a_role_that_has_a_place_is_joining_it()
    {
        var idea = Idea.Post((1, 1));
        Assert.Equal(Joining.JoinedAndReady, idea.Wait(Idea.Someone(), idea.Roles[0].Id, _now));
    }

    [Fact]
    public void Who_waits_may_leave_the_queue()
    {
        var idea = Idea.Post((1, 1));
        var two = Idea.Someone();
        Join(idea);
        idea.Wait(two, idea.Roles[0].Id, _now);
        Assert.Equal(Leaving.Left, idea.Leave(two, _now));
        Assert.Empty(idea.Roles[0].Queue);
        Assert.Equal(1, idea.Doers);
    }

    [Fact]
    public void A_held_place_is_taken_and_counts_for_nothing_until_it_is_confirmed()
    {
        var idea = Idea.Post((1, 1));
        var one = Idea.Someone();
        Assert.Equal(Joining.Held, idea.Join(one, idea.Roles[0].Id, _now, _now.AddMinutes(30)));
        Assert.Equal((InitiativeState.Open, 1, 0), (idea.State, idea.Missing, idea.Doers));
        Assert.Equal(Joining.Full, Join(idea));
        Assert.Equal(Joining.JoinedAndReady, idea.Confirm(idea.Commitments.Single().Id, _now.AddMinutes(29)));
        Assert.Equal([one], idea.DoerIds);
        Assert.Equal(Joining.AlreadyIn, idea.Confirm(idea.Commitments.Single().Id, _now.AddMinutes(29)));
    }

    [Fact]
    public void A_held_place_lapses_after_its_half_hour_and_the_queue_moves_up()
    {
        var idea = Idea.Post((1, 1));
        var (one, two) = (Idea.Someone(), Idea.Someone());
        idea.Join(one, idea.Roles[0].Id, _now, _now.AddMinutes(30));
        idea.Wait(two, idea.Roles[0].Id, _now.AddMinutes(1));
        idea.FreeLapsed(_now.AddMinutes(30));
        Assert.Empty(idea.Promoted); // to the minute
        idea.FreeLapsed(_now.AddMinutes(31));
        Assert.Equal([two], idea.DoerIds);
        Assert.Equal((InitiativeState.Ready, true), (idea.State, idea.TurnedReady));
    }

    [Fact]
    public void A_code_given_too_late_is_a_new_wish_to_join()
    {
        var idea = Idea.Post((1, 1));
        var one = Idea.Someone();
        idea.Join(one, idea.Roles[0].Id, _now, _now.AddMinutes(30));
        var held = idea.Commitments.Single().Id;
        Assert.Equal(Joining.JoinedAndReady, idea.Confirm(held, _now.AddHours(1)));

        var full = Idea.Post((1, 1));
        full.Join(one, full.Roles[0].Id, _now, _now.AddMinutes(30));
        held = full.Commitments.Single().Id;
        full.Wait(Idea.Someone(), full.Roles[0].Id, _now.AddMinutes(1));
        Assert.Equal(Joining.Full, full.Confirm(held, _now.AddHours(1)));
    }

    [Fact]
    public void A_held_wish_to_queue_is_passed_over_until_its_code_is_given()
    {
        var idea = Idea.Post((1, 1));
        var (one, held, two) = (Idea.Someone(), Idea.Someone(), Idea.Someone());
        Join(idea, one);
        idea.Wait(held, idea.Roles[0].Id, _now, _now.AddMinutes(30));
        idea.Wait(two, idea.Roles[0].Id, _now.AddMinutes(1));
        idea.Leave(one, _now.AddMinutes(2));
        Assert.Equal([two], idea.DoerIds);
        Assert.Equal(Joining.Waiting, idea.Confirm(idea.Commitments.Single(c => c.PersonId == held).Id, _now.AddMinutes(3)));
    }

    [Fact]
    public void A_place_that_came_free_while_the_code_was_awaited_is_given_with_the_code()
    {
        var idea = Idea.Post((1, 1));
        var (one, held) = (Idea.Someone(), Idea.Someone());
        Join(idea, one);
        idea.Wait(held, idea.Roles[0].Id, _now, _now.AddMinutes(30));
        idea.Leave(one, _now.AddMinutes(1));
        Assert.Equal(Joining.Joined, idea.Confirm(idea.Commitments.Single(c => c.PersonId == held).Id, _now.AddMinutes(2)));
        Assert.Equal([held], idea.DoerIds);
        Assert.Equal(InitiativeState.Ready, idea.State);
    }

    [Fact]
    public void A_role_is_never_made_smaller_than_its_people_or_taken_away_with_them()
    {
        var idea = Idea.Post((1, 3), (0, 1));
        Join(idea);
        Join(idea);
        var role = idea.Roles[0];
        Assert.False(idea.ChangeRoles([(role.Id, With(1, 1))], _now));
        Assert.False(idea.ChangeRoles([(null, With(1, 1))], _now));
        Assert.True(idea.ChangeRoles([(role.Id, With(1, 2))], _now));
        Assert.Equal([role.Id], idea.Roles.Select(r => r.Id)); // nobody was in the other
        Assert.True(idea.ChangeRoles([(role.Id, With(1, 2)), (null, With(2, 2))], _now));
        Assert.Equal((InitiativeState.Open, 2), (idea.State, idea.Missing)); // more is needed now
    }

    [Fact]
    public void A_larger_role_lets_the_queue_in()
    {
        var idea = Idea.Post((1, 1));
        var two = Idea.Someone();
        Join(idea);
        idea.Wait(two, idea.Roles[0].Id, _now);
        Assert.True(idea.ChangeRoles([(idea.Roles[0].Id, With(1, 2))], _now));
        Assert.Equal([two], idea.Promoted.Select(p => p.PersonId!.Value));
    }

    [Fact]
    public void Whatever_happens_in_whatever_order_nobody_is_too_many_and_nobody_is_passed()
    {
        for (var seed = 0; seed < 500; seed++)
        {
            var chance = new Random(seed);
            var idea = Idea.Post((chance.Next(3), 1 + chance.Next(2, 4)), (chance.Next(2), 1 + chance.Next(2)));
            var people = Enumerable.Range(0, 7).Select(_ => Idea.Someone()).ToArray();
            var (now, first) = (_now, (DateTimeOffset?)null);
            for (var step = 0; step < 60; step++)
            {
                now = now.AddMinutes(chance.Next(20));
                var (person, role) = (people[chance.Next(people.Length)], idea.Roles[chance.Next(2)].Id);
                _ = chance.Next(7) switch
                {
                    0 or 1 => idea.Join(person, role, now),
                    2 => idea.Join(person, role, now, now.AddMinutes(30)),
                    3 => idea.Wait(person, role, now, chance.Next(2) == 0 ? now.AddMinutes(30) : null),
                    4 => Leave(idea, person, now),
                    5 when idea.Commitments.FirstOrDefault(c => c.IsLive && c.HeldUntil is not null) is { } held => idea.Confirm(held.Id, now),
                    _ => FreeLapsed(idea, now),
                };
                if (first is not null) Assert.Equal(first, idea.FirstReadyAt);
                first = idea.FirstReadyAt;
                Assert.All(idea.Roles, r => Assert.True(r.Places <= r.Most, $"seed {seed}, step {step}"));
                Assert.Equal(idea.Commitments.Count(c => c.IsLive), idea.Commitments.Where(c => c.IsLive).Select(c => c.PersonId).Distinct().Count());
                Assert.Equal(idea.Roles.Sum(r => Math.Max(0, r.Least - r.Confirmed)), idea.Missing);
                Assert.DoesNotContain(idea.Roles, r => r.HasPlace && r.Queue.Any(c => c.HeldUntil is null));
                if (idea.State == InitiativeState.Ready) Assert.Equal((0, true), (idea.Missing, idea.FirstReadyAt is not null));
            }
        }
    }

    private static Joining Join(Initiative idea, Guid? person = null, int role = 0) => idea.Join(person ?? Idea.Someone(), idea.Roles[role].Id, _now);

    private static Joining Leave(Initiative idea, Guid person, DateTimeOffset now)
    {
        idea.Leave(person, now);
        return Joining.Closed;
    }

    private static Joining FreeLapsed(Initiative idea, DateTimeOffset now)
    {
        idea.FreeLapsed(now);
        return Joining.Closed;
    }

    private static RoleWords With(int least, int most) => new("Role", "", [], least, most, Matchmaking.People.Effort.Once);
}
