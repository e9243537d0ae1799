using System.Net;
using Matchmaking.Initiatives;
using Matchmaking.Testing;

namespace Matchmaking.Web.Tests.Initiatives;

public sealed class HandoverPageTests(TestSite site) : IClassFixture<TestSite>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("yes")]
    [InlineData("no")]
    public async Task Post_asks_a_doer_who_answers(string answer)
    {
        var scene = await ActingScene.MakeAsync(site);
        var starter = await scene.AsAsync(scene.Helmi);
        var form = await starter.GetPageAsync($"{scene.Page}/handover", Ct);
        Assert.Equal(2, form.Document.QuerySelectorAll("input[name='Input.Doer']").Length);
        var nobody = await starter.PostAsync(form, "handover", new Dictionary<string, object?> { ["Input.Doer"] = $"{scene.Pentti.Id}" }, Ct);
        Assert.Contains("Choose one of the doers", nobody.Text(".ds-error-summary"));
        Assert.Equal(scene.Page, (await starter.PostAsync(form, "handover", new Dictionary<string, object?> { ["Input.Doer"] = $"{scene.Tapio.Id}" }, Ct)).Location);
        Assert.Contains("You have asked Tapio", (await starter.GetPageAsync($"{scene.Page}/handover", Ct)).Body);
        Assert.Equal(HttpStatusCode.NotFound, (await (await scene.AsAsync(scene.Olena)).GetPageAsync($"{scene.Page}/handover", Ct)).Status);

        var doer = await scene.AsAsync(scene.Tapio);
        var asked = await doer.GetPageAsync($"{scene.Page}/handover", Ct);
        Assert.Contains("Helmi asks whether you would take this over", asked.Body);
        Assert.Contains("Choose yes or no", (await doer.PostAsync(asked, "handover", ct: Ct)).Text(".ds-error-summary"));
        Assert.Equal(scene.Page, (await doer.PostAsync(asked, "handover", new Dictionary<string, object?> { ["Input.Answer"] = answer }, Ct)).Location);
        Assert.Equal(answer == "yes" ? scene.Tapio.Id : scene.Helmi.Id, (await scene.NowAsync()).StarterId);
        var page = await site.GetPageAsync(scene.Page, Ct);
        Assert.Equal(answer == "yes", page.Text("#history").Contains("Tapio took over", StringComparison.Ordinal));
        Assert.Equal(answer == "yes", page.Body.Contains("Carried on by", StringComparison.Ordinal));
        Assert.Equal(answer == "yes" ? HttpStatusCode.OK : HttpStatusCode.NotFound, (await doer.GetPageAsync($"{scene.Page}/handover", Ct)).Status);
    }

    [Fact]
    public async Task Get_by_the_one_asked_is_404_once_it_is_too_late()
    {
        var scene = await ActingScene.MakeAsync(site);
        await scene.WriteAsync((AskHandover ask) => ask.RunAsync(new(scene.Helmi.Id, []), scene.Initiative.Id, scene.Tapio.Id, Ct));
        site.Clock.Move(Handover.AnswerWithin + TimeSpan.FromMinutes(1));
        try
        {
            Assert.Equal(HttpStatusCode.NotFound, (await (await scene.AsAsync(scene.Tapio)).GetPageAsync($"{scene.Page}/handover", Ct)).Status);
            Assert.Equal(HttpStatusCode.OK, (await (await scene.AsAsync(scene.Helmi)).GetPageAsync($"{scene.Page}/handover", Ct)).Status);
        }
        finally
        {
            site.Clock.Release();
        }
    }
}
