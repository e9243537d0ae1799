using Matchmaking.Initiatives;

namespace Matchmaking.Tests.Initiatives;

/// <summary>Whom of an initiative's people one may invite to another, and to which.</summary>
public sealed class InitiativeInvitationTests
{
    private static readonly Guid _doer = Idea.Someone(), _waiting = Idea.Someone(), _held = Idea.Someone(), _other = Idea.Someone();

    [Fact]
    public void Everyone_in_it_is_invited_who_is_not_in_the_other()
    {
        var (one, other) = Make();
        Assert.Equal(new[] { _doer, _waiting, Idea.Starter }.Order(), one.PeopleToInviteTo(other).Order());
        other.Join(_doer, other.Roles[0].Id, Idea.Now);
        Assert.DoesNotContain(_doer, one.PeopleToInviteTo(other));
        other.Leave(_doer, Idea.Now);
        Assert.Contains(_doer, one.PeopleToInviteTo(other));
    }

    [Fact]
    public void Nobody_is_invited_to_what_takes_nobody_or_from_what_is_over()
    {
        Assert.Equal(Inviting.Invited, May((_, _) => { }));
        var (one, _) = Make();
        Assert.Equal(Inviting.TheSame, one.MayInviteTo(one));
        Assert.Equal(Inviting.Invited, May((one, _) => one.TurnTo(InitiativeState.Paused, "", Idea.Starter, Idea.Now))); // who has a break may look elsewhere
        foreach (var end in new[] { InitiativeState.Withdrawn, InitiativeState.UnderWay })
            Assert.Equal(end == InitiativeState.Withdrawn ? Inviting.IsOver : Inviting.Invited, May((one, _) => one.TurnTo(end, "", Idea.Starter, Idea.Now)));
        foreach (var (to, outcome) in new[] { (InitiativeState.Paused, Inviting.OtherIsClosed), (InitiativeState.Withdrawn, Inviting.OtherIsClosed), (InitiativeState.UnderWay, Inviting.Invited) })
            Assert.Equal((to, outcome), (to, May((_, other) => other.TurnTo(to, "", _other, Idea.Now))));
        Assert.Equal(Inviting.OtherIsClosed, May((_, other) => other.Hide(Idea.Now)));
    }

    [Fact]
    public void Where_all_are_in_both_nobody_is_left_to_invite()
    {
        var (one, other) = Make();
        foreach (var person in one.PeopleInIt) other.Join(person, other.Roles[0].Id, Idea.Now);
        Assert.Equal(Inviting.Nobody, one.MayInviteTo(other));
        var empty = Idea.Post((1, 2));
        empty.LoseStarter(Idea.Now);
        Assert.Equal(Inviting.Nobody, empty.MayInviteTo(other));
    }

    [Fact]
    public void It_is_taken_back_once()
    {
        var invitation = new InitiativeInvitation { Words = "Come along." };
        invitation.TakeBack(Idea.Now);
        invitation.TakeBack(Idea.Now.AddDays(1));
        Assert.Equal(Idea.Now, invitation.TakenBackAt);
    }

    private static Inviting May(Action<Initiative, Initiative> change)
    {
        var (one, other) = Make();
        change(one, other);
        return one.MayInviteTo(other);
    }

    /// <summary>The first with a doer, one who waits and one who has not given the code yet.</summary>
    private static (Initiative One, Initiative Other) Make()
    {
        var one = Idea.Post((1, 2));
        one.Join(_doer, one.Roles[0].Id, Idea.Now);
        one.Join(_held, one.Roles[0].Id, Idea.Now, Idea.Now.AddMinutes(30));
        one.Wait(_waiting, one.Roles[0].Id, Idea.Now);
        return (one, Idea.Post(_other, Idea.Now, (3, 9)));
    }
}
