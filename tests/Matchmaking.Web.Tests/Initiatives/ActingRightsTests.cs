using System.Net;
using Matchmaking.Initiatives;
using Matchmaking.Testing;

namespace Matchmaking.Web.Tests.Initiatives;

/// <summary>Who may open which page around an initiative. To the others it does not exist.</summary>
public sealed class ActingRightsTests(TestSite site) : IClassFixture<TestSite>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("state", true, false, false)]
    [InlineData("update", true, false, false)]
    [InlineData("ask", true, true, true)]
    [InlineData("board", true, true, false)]
    [InlineData("dates", true, true, false)]
    [InlineData("dates/new", true, true, false)]
    [InlineData("handover", true, false, false)]
    public async Task Get_is_for_those_in_it(string page, bool starter, bool doer, bool outsider)
    {
        var scene = await ActingScene.MakeAsync(site);
        foreach (var (person, may) in new[] { (scene.Helmi, starter), (scene.Tapio, doer), (scene.Pentti, outsider) })
        {
            var answer = await (await scene.AsAsync(person)).GetPageAsync($"{scene.Page}/{page}", Ct);
            Assert.Equal((person.Name, may ? HttpStatusCode.OK : HttpStatusCode.NotFound), (person.Name, answer.Status));
            if (may) Assert.Contains("River clean-up", answer.Body);
        }
        var stranger = await site.GetPageAsync($"{scene.Page}/{page}", Ct);
        Assert.Equal(HttpStatusCode.Redirect, stranger.Status);
        Assert.Contains("sign-in", stranger.Location);
    }

    [Fact]
    public async Task Get_by_a_suspended_doer_is_404()
    {
        var scene = await ActingScene.MakeAsync(site);
        await site.SaveAsync(db => db.Find<Matchmaking.People.Person>(scene.Tapio.Id)!.SuspendedAt = site.Clock.GetUtcNow());
        Assert.Equal(HttpStatusCode.NotFound, (await (await scene.AsAsync(scene.Tapio)).GetPageAsync($"{scene.Page}/board", Ct)).Status);
    }

    [Fact]
    public async Task Get_of_a_hidden_initiative_is_404_but_for_its_starter()
    {
        var scene = await ActingScene.MakeAsync(site);
        await site.SaveAsync(db => db.Find<Initiative>(scene.Initiative.Id)!.Hide(site.Clock.GetUtcNow()));
        Assert.Equal(HttpStatusCode.NotFound, (await (await scene.AsAsync(scene.Tapio)).GetPageAsync($"{scene.Page}/board", Ct)).Status);
        Assert.Equal(HttpStatusCode.OK, (await (await scene.AsAsync(scene.Helmi)).GetPageAsync($"{scene.Page}/board", Ct)).Status);
    }

    [Theory]
    [InlineData("board", "note")]
    [InlineData("state", "turn")]
    [InlineData("dates", "dates")]
    [InlineData("handover", "handover")]
    public async Task Post_by_somebody_else_with_a_form_of_one_who_may_is_404(string page, string form)
    {
        var scene = await ActingScene.MakeAsync(site);
        var outsider = await scene.AsAsync(scene.Pentti);
        var own = (await outsider.GetPageAsync($"{scene.Page}/ask", Ct)).Form("ask").QuerySelector("input[name='__RequestVerificationToken']")!.GetAttribute("value")!;
        var answer = await outsider.PostAsync($"{scene.Page}/{page}", new FormUrlEncodedContent(
            [new("__RequestVerificationToken", own), new("_handler", form), new("Input.Text", "x"), new("Input.Turn", "Withdrawn"), new("Input.Doer", $"{scene.Tapio.Id}")]), Ct);
        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        Assert.Equal(InitiativeState.Ready, (await scene.NowAsync()).State);
    }

    [Theory]
    [InlineData("fi")]
    [InlineData("sv")]
    [InlineData("en")]
    public async Task Get_in_each_language_has_every_text(string language)
    {
        var scene = await ActingScene.MakeAsync(site);
        var starter = await scene.AsAsync(scene.Helmi);
        foreach (var page in new[] { "state", "update", "ask", "board", "dates", "dates/new", "handover" })
        {
            var answer = await starter.GetPageAsync(scene.Page.Replace("/en/", $"/{language}/") + $"/{page}", Ct);
            Assert.DoesNotMatch(@"(Turn|Update|Ask|Board|Dates|Propose|Handover|Suits|Text|Join)\.[A-Z]", answer.Document.Body!.TextContent);
            Assert.DoesNotContain("{0}", answer.Body);
        }
    }
}
