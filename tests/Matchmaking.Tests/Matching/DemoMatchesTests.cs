using Matchmaking.Demo;
using Matchmaking.Initiatives;
using Matchmaking.Matching;
using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Testing;
using Matchmaking.Vocabulary;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Tests.Matching;

public sealed class DemoMatchesTests(TestDomain domain) : IClassFixture<TestDomain>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_man_with_the_van_is_shown_the_clean_up_that_lacks_one_first()
    {
        Assert.True(await domain.RunAsync((DemoWorld world) => world.LoadAsync(Ct)));
        var best = await domain.ReadAsync(async db =>
        {
            var tapio = await db.People().ByAddressAsync("tapio.hirvonen@example.org", Ct);
            var match = await db.OpenFor(tapio!.Id, domain.Clock.GetUtcNow()).FirstAsync(Ct);
            return (Match: match, Initiative: await db.Initiatives().SingleAsync(i => i.Id == match.InitiativeId, Ct));
        });
        Assert.Equal(1, best.Initiative.Missing);
        Assert.Contains("siivous", best.Initiative.Slug, StringComparison.Ordinal);
        Assert.Contains(new Reason(ReasonCode.Skill, StableId.Of("skill", "van")), best.Match.Reasons);
        Assert.Contains(new Reason(ReasonCode.LastMissing), best.Match.Reasons);
        Assert.Contains(best.Match.Reasons, r => r.Code == ReasonCode.Times);
        Assert.True(await domain.ReadAsync(db => db.Matches().Select(m => m.PersonId).Distinct().CountAsync(Ct)) >= 20);
    }
}
