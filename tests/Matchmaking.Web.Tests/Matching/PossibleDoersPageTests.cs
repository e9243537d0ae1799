using System.Net;
using Matchmaking.Initiatives;
using Matchmaking.Matching;
using Matchmaking.Notifications;
using Matchmaking.People;
using Matchmaking.Testing;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Tests.Matching;

public sealed class PossibleDoersPageTests(TestSite site) : IClassFixture<TestSite>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Get_shows_the_starter_a_first_name_and_reasons_but_no_distance_and_no_address()
    {
        var scene = await MatchingScene.MakeAsync(site);
        var page = await (await scene.AsAsync(scene.Helmi)).GetPageAsync(scene.DoersPage, Ct);
        var text = page.Text("main");
        Assert.Contains("Tapio", text, StringComparison.Ordinal);
        Assert.Contains("offers: a van", text, StringComparison.Ordinal);
        Assert.Contains("lives near", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Secretname", page.Body, StringComparison.Ordinal);
        Assert.DoesNotContain(scene.Tapio.Email!, page.Body, StringComparison.Ordinal);
        Assert.DoesNotContain(" km", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_shows_the_roles_that_still_lack_somebody_first()
    {
        var scene = await MatchingScene.MakeAsync(site);
        Assert.Equal("Missing: 1", (await (await scene.AsAsync(scene.Helmi)).GetPageAsync(scene.DoersPage, Ct)).Document.QuerySelector("main section .mm-tag")!.TextContent.Trim());
        await scene.BakerAsync();
        var second = scene.Initiative.Roles[1].Id;
        await scene.ReadAsync(db => db.Roles().Where(r => r.InitiativeId == scene.Initiative.Id && r.Id != second).ExecuteUpdateAsync(s => s.SetProperty(r => r.Least, 0), Ct));
        var page = await (await scene.AsAsync(scene.Helmi)).GetPageAsync(scene.DoersPage, Ct);
        Assert.Equal("For the role: Baker", page.Document.QuerySelector("main section h2")!.TextContent.Trim());
        Assert.Contains("For the role: Driver", page.Text("main"));
    }

    [Fact]
    public async Task Get_by_anybody_else_is_not_found()
    {
        var scene = await MatchingScene.MakeAsync(site);
        Assert.Equal(HttpStatusCode.NotFound, (await (await scene.AsAsync(scene.Tapio)).GetPageAsync(scene.DoersPage, Ct)).Status);
        Assert.Equal(HttpStatusCode.Redirect, (await site.GetPageAsync(scene.DoersPage, Ct)).Status);
    }

    [Fact]
    public async Task Get_when_nobody_allows_it_says_so()
    {
        var scene = await MatchingScene.MakeAsync(site);
        await scene.ReadAsync(db => db.People().Where(p => p.Id != scene.Helmi.Id).ExecuteUpdateAsync(s => s.SetProperty(p => p.MayBeSuggested, false), Ct));
        var page = await (await scene.AsAsync(scene.Helmi)).GetPageAsync(scene.DoersPage, Ct);
        Assert.DoesNotContain("Tapio", page.Text("main"), StringComparison.Ordinal);
        Assert.Contains("Nobody yet", page.Text("main"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_asks_once_and_the_question_stands_first_in_the_persons_list()
    {
        var scene = await MatchingScene.MakeAsync(site);
        var helmi = await scene.AsAsync(scene.Helmi);
        var match = await scene.MatchAsync();
        var page = await helmi.GetPageAsync(scene.DoersPage, Ct);
        var form = $"form[action='initiatives/{scene.Initiative.Number}/doers/{match.Id}/ask']";
        Assert.Equal(HttpStatusCode.SeeOther, (await helmi.PostAsync(page, form, ct: Ct)).Status);
        Assert.Contains("already been asked", (await helmi.FollowAsync(await helmi.PostAsync(page, form, ct: Ct), Ct)).Body, StringComparison.Ordinal);
        Assert.Equal(1, await scene.ReadAsync(db => db.Notifications().CountAsync(n => n.PersonId == scene.Tapio.Id && n.Kind == nameof(AskedToDoMail), Ct)));
        var mine = await (await scene.AsAsync(scene.Tapio)).GetPageAsync("/en/me/matches", Ct);
        Assert.Contains("Helmi asks you to join", mine.Text(".mm-matches > li"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_of_the_initiative_leads_its_starter_there()
    {
        var scene = await MatchingScene.MakeAsync(site);
        var link = $"a[href='initiatives/{scene.Initiative.Number}/{scene.Initiative.Slug}/doers']";
        var address = $"/en/initiatives/{scene.Initiative.Number}/{scene.Initiative.Slug}";
        Assert.NotNull((await (await scene.AsAsync(scene.Helmi)).GetPageAsync(address, Ct)).Document.QuerySelector(link));
        Assert.Null((await (await scene.AsAsync(scene.Tapio)).GetPageAsync(address, Ct)).Document.QuerySelector(link));
    }
}
