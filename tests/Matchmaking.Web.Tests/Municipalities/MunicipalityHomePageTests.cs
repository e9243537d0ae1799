using Matchmaking.Testing;
using Matchmaking.Web.Tests.Initiatives;

namespace Matchmaking.Web.Tests.Municipalities;

/// <summary>What a municipality's home says where nothing has been begun, and in whose name.</summary>
public sealed class MunicipalityHomePageTests(TestSite site) : IClassFixture<TestSite>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Get_where_nothing_has_been_begun_invites_to_be_the_first()
    {
        var page = await site.GetPageAsync("/en/tampere", Ct);
        Assert.Equal("No ideas here yet", page.Text(".mm-empty h2"));
        Assert.Equal(["initiatives/new?in=tampere", "initiatives"], page.Document.QuerySelectorAll(".mm-empty a").Select(a => a.GetAttribute("href")));
        Assert.Empty(page.Document.QuerySelectorAll(".mm-section-head a")); // there is no list to show

        await ActingScene.MakeAsync(site); // ready, so nobody is lacking in Joensuu
        Assert.Equal("Right now nothing is short of people", (await site.GetPageAsync("/en/joensuu", Ct)).Text(".mm-empty h2"));
    }

    [Fact]
    public async Task Get_of_a_listed_one_promises_nothing_in_its_name()
    {
        Assert.DoesNotContain("clears obstacles", (await site.GetPageAsync("/en/tampere", Ct)).Text(".mm-how"));
        Assert.Contains("clears obstacles", (await site.GetPageAsync("/en/", Ct)).Text(".mm-how"));
    }
}
