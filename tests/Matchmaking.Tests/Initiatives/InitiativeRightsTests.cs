using Matchmaking.Initiatives;
using Matchmaking.People;

namespace Matchmaking.Tests.Initiatives;

public sealed class InitiativeRightsTests
{
    private static readonly Guid _doer = Idea.Someone(), _waiting = Idea.Someone(), _held = Idea.Someone();
    private static readonly Actor _starter = new(Idea.Starter, []), _outsider = new(Idea.Someone(), []),
        _coordinator = new(Idea.Someone(), [(Office.Coordinator, Idea.Joensuu)]), _coordinatorElsewhere = new(Idea.Someone(), [(Office.Coordinator, Guid.CreateVersion7())]),
        _moderator = new(Idea.Someone(), [(Office.Moderator, Idea.Joensuu)]), _administrator = new(Idea.Someone(), [(Office.Administrator, null)]);

    [Fact]
    public void The_starter_and_those_who_coordinate_there_may_edit()
    {
        var idea = Make();
        Assert.Equal([_starter, _coordinator, _administrator], Everyone.Where(a => InitiativeRights.CanEdit(a, idea)));
        Assert.Equal([_starter, _coordinator, _administrator], Everyone.Where(a => InitiativeRights.CanRewrite(a, idea)));
        Assert.DoesNotContain(Everyone, a => InitiativeRights.CanEdit(a with { Suspended = true }, idea));
    }

    [Fact]
    public void Once_the_starter_is_gone_a_confirmed_doer_may_steer()
    {
        var idea = Make();
        Assert.False(InitiativeRights.CanSteer(new(_doer, []), idea));
        idea.LoseStarter(Idea.Now);
        Assert.True(InitiativeRights.CanSteer(new(_doer, []), idea));
        Assert.False(InitiativeRights.CanSteer(new(_doer, [], Suspended: true), idea));
        Assert.False(InitiativeRights.CanSteer(new(_waiting, []), idea));
        Assert.False(InitiativeRights.CanSteer(new(_held, []), idea));
        Assert.False(InitiativeRights.CanSteer(_starter, idea));
        Assert.False(InitiativeRights.CanEdit(new(_doer, []), idea));
    }

    [Fact]
    public void The_board_is_for_the_starter_and_confirmed_doers_and_for_no_office()
    {
        var idea = Make();
        Assert.Equal([_starter], Everyone.Where(a => InitiativeRights.IsInIt(a, idea)));
        Assert.True(InitiativeRights.IsInIt(new(_doer, []), idea));
        Assert.False(InitiativeRights.IsInIt(new(_waiting, []), idea));
        Assert.False(InitiativeRights.IsInIt(new(_held, []), idea));
        Assert.False(InitiativeRights.IsInIt(new(_doer, [], Suspended: true), idea));
    }

    [Fact]
    public void A_hidden_one_is_seen_by_its_starter_and_those_who_moderate_there()
    {
        var idea = Make();
        Assert.True(InitiativeRights.CanSee(null, idea));
        idea.Hide(Idea.Now);
        Assert.Equal([_starter, _moderator, _administrator], Everyone.Where(a => InitiativeRights.CanSee(a, idea)));
        Assert.False(InitiativeRights.CanSee(null, idea));
        Assert.False(InitiativeRights.CanSee(new(_doer, []), idea));
        Assert.Equal([_starter, _administrator], Everyone.Where(a => InitiativeRights.CanEdit(a, idea))); // what one does not see one does not change
        Assert.DoesNotContain(Everyone, a => InitiativeRights.CanRewrite(a, idea));
    }

    [Fact]
    public void Those_who_look_after_the_ideas_there_invite_its_people_but_not_about_their_own()
    {
        var idea = Make();
        Assert.Equal([_coordinator, _moderator, _administrator], Everyone.Where(a => InitiativeRights.CanInvite(a, idea)));
        Assert.DoesNotContain(Everyone, a => InitiativeRights.CanInvite(a with { Suspended = true }, idea));
        foreach (var inIt in new[] { Idea.Starter, _doer, _waiting }) Assert.False(InitiativeRights.CanInvite(new(inIt, _moderator.Offices), idea));
        idea.Hide(Idea.Now);
        Assert.DoesNotContain(Everyone, a => InitiativeRights.CanInvite(a, idea));
    }

    private static Actor[] Everyone => [_starter, _outsider, _coordinator, _coordinatorElsewhere, _moderator, _administrator];

    private static Initiative Make()
    {
        var idea = Idea.Post((1, 2));
        idea.Join(_doer, idea.Roles[0].Id, Idea.Now);
        idea.Join(_held, idea.Roles[0].Id, Idea.Now, Idea.Now.AddMinutes(30));
        idea.Wait(_waiting, idea.Roles[0].Id, Idea.Now);
        return idea;
    }
}
