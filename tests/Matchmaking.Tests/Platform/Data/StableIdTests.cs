using Matchmaking.Platform.Data;

namespace Matchmaking.Tests.Platform.Data;

public sealed class StableIdTests
{
    [Fact]
    public void The_same_key_has_the_same_id_in_every_installation() =>
        Assert.Equal(Guid.Parse("0e382be6-a39c-888f-aecb-1aa62331eed6"), StableId.Of("municipality", "FI-167"));

    [Fact]
    public void Another_kind_or_key_has_another_id()
    {
        Assert.NotEqual(StableId.Of("theme", "music"), StableId.Of("skill", "music"));
        Assert.NotEqual(StableId.Of("theme", "music"), StableId.Of("theme", "Music"));
        Assert.Equal(8, StableId.Of("theme", "music").Version);
    }
}
