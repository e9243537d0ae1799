using Matchmaking.People;

namespace Matchmaking.Tests.People;

public sealed class ActorTests
{
    private static readonly Guid Here = Guid.CreateVersion7(), Elsewhere = Guid.CreateVersion7();

    [Fact]
    public void Without_an_office_nothing_more_may_be_done()
    {
        var resident = new Actor(Guid.CreateVersion7(), []);
        Assert.False(resident.IsAdministrator || resident.CanCoordinate(Here) || resident.CanModerate(Here) || resident.IsModerator || resident.CanMergeWords || resident.IsStaff);
    }

    [Fact]
    public void A_coordinator_coordinates_the_own_municipality_and_moderates_none()
    {
        var coordinator = new Actor(Guid.CreateVersion7(), [(Office.Coordinator, Here)]);
        Assert.True(coordinator.CanCoordinate(Here) && coordinator.CanMergeWords && coordinator.IsStaff);
        Assert.False(coordinator.CanCoordinate(Elsewhere) || coordinator.CanModerate(Here) || coordinator.IsAdministrator);
    }

    [Fact]
    public void A_moderator_moderates_the_own_municipality_and_coordinates_none()
    {
        var moderator = new Actor(Guid.CreateVersion7(), [(Office.Moderator, Here)]);
        Assert.True(moderator.CanModerate(Here) && moderator.IsModerator);
        Assert.False(moderator.CanModerate(Elsewhere) || moderator.CanCoordinate(Here) || moderator.CanMergeWords);
    }

    [Fact]
    public void An_administrator_may_everywhere()
    {
        var administrator = new Actor(Guid.CreateVersion7(), [(Office.Administrator, null)]);
        Assert.True(administrator.IsAdministrator && administrator.CanCoordinate(Here) && administrator.CanModerate(Elsewhere) && administrator.CanMergeWords);
    }
}
