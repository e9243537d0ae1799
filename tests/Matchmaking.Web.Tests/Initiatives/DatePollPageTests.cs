using System.Net;
using Matchmaking.Initiatives;
using Matchmaking.Testing;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Tests.Initiatives;

public sealed class DatePollPageTests(TestSite site) : IClassFixture<TestSite>
{
    private static readonly DateTime _saturday = new(2031, 5, 17, 10, 0, 0), _sunday = new(2031, 5, 18, 12, 30, 0);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Post_of_a_time_proposes_it_once()
    {
        var scene = await ActingScene.MakeAsync(site);
        var doer = await scene.AsAsync(scene.Tapio);
        var form = await doer.GetPageAsync($"{scene.Page}/dates/new", Ct);
        var values = new Dictionary<string, object?> { ["Input.Day"] = "2031-05-17", ["Input.Time"] = "10:00" };
        Assert.Equal($"{scene.Page}/dates", (await doer.PostAsync(form, "propose", values, Ct)).Location);
        var again = await doer.PostAsync(form, "propose", values, Ct);
        Assert.Contains("already been proposed", again.Text("#Input-Day-e"));
        var page = await doer.GetPageAsync($"{scene.Page}/dates", Ct);
        Assert.Contains("Saturday 17 May 2031, 10.00", page.Text("table"));
        Assert.Equal("Yes", page.Document.QuerySelector("input[type=radio][checked]")!.GetAttribute("value"));
    }

    [Theory]
    [InlineData("", "", "#Input-Day-e", "Choose a day")]
    [InlineData("17.5.2031", "10:00", "#Input-Day-e", "Choose a day")]
    [InlineData("2031-05-17", "ten", "#Input-Time-e", "Type a time")]
    [InlineData("2020-05-17", "10:00", "#Input-Day-e", "has passed")]
    [InlineData("2031-03-30", "03:30", "#Input-Time-e", "clocks change")]
    public async Task Post_of_no_time_says_so_and_keeps_what_was_typed(string day, string time, string error, string says)
    {
        var scene = await ActingScene.MakeAsync(site);
        var doer = await scene.AsAsync(scene.Tapio);
        var page = await doer.PostAsync(await doer.GetPageAsync($"{scene.Page}/dates/new", Ct), "propose", new Dictionary<string, object?> { ["Input.Day"] = day, ["Input.Time"] = time }, Ct);
        Assert.Contains(says, page.Text(error));
        Assert.Equal((day, time), (page.Document.QuerySelector("#Input-Day")!.GetAttribute("value") ?? "", page.Document.QuerySelector("#Input-Time")!.GetAttribute("value") ?? ""));
        Assert.Equal(0, await scene.ReadAsync(db => db.DateOptions().CountAsync(o => o.InitiativeId == scene.Initiative.Id, Ct)));
    }

    [Fact]
    public async Task Post_of_answers_saves_them_together_and_shows_them_in_words()
    {
        var (scene, saturday, sunday) = await PollAsync();
        var doer = await scene.AsAsync(scene.Olena);
        var page = await doer.GetPageAsync($"{scene.Page}/dates", Ct);
        var half = await doer.PostAsync(page, "dates", new Dictionary<string, object?> { [$"Input.Answers[{saturday}]"] = "IfNeeded" }, Ct);
        Assert.Single(half.Document.QuerySelectorAll(".ds-error-summary li a"));
        Assert.NotNull(half.Document.GetElementById(half.Document.QuerySelector(".ds-error-summary li a")!.GetAttribute("href")!.Split('#')[1]));
        Assert.NotNull(half.Document.QuerySelector($"input[name='Input.Answers[{saturday}]'][value=IfNeeded][checked]"));

        var answers = new Dictionary<string, object?> { [$"Input.Answers[{saturday}]"] = "IfNeeded", [$"Input.Answers[{sunday}]"] = "No" };
        Assert.Equal($"{scene.Page}/dates", (await doer.PostAsync(page, "dates", answers, Ct)).Location);
        var rows = (await doer.GetPageAsync($"{scene.Page}/dates", Ct)).Document.QuerySelectorAll("tbody tr").Select(r => r.TextContent).ToList();
        Assert.Contains("Suits 1, if needed 1, does not suit 0", rows[0]);
        Assert.Contains("Suits 1, if needed 0, does not suit 1", rows[1]);
        Assert.Contains("no answer yet", rows[0]); // Helmi
    }

    [Fact]
    public async Task Post_of_choose_is_for_the_starter_and_sets_the_time()
    {
        var (scene, _, sunday) = await PollAsync();
        var doer = await scene.AsAsync(scene.Tapio);
        var theirs = await doer.GetPageAsync($"{scene.Page}/dates", Ct);
        Assert.Null(theirs.Document.QuerySelector("form[action$='/choose']"));
        var token = theirs.Form("dates").QuerySelector("input[name='__RequestVerificationToken']")!.GetAttribute("value")!;
        await doer.PostAsync($"/en/initiatives/{scene.Initiative.Number}/dates/{sunday}/choose", new FormUrlEncodedContent([new("__RequestVerificationToken", token)]), Ct);
        Assert.Null((await scene.NowAsync()).StartsAt);

        var starter = await scene.AsAsync(scene.Helmi);
        var answer = await starter.PostAsync(await starter.GetPageAsync($"{scene.Page}/dates", Ct), $"form[action$='{sunday}/choose']", ct: Ct);
        Assert.Equal((HttpStatusCode.SeeOther, scene.Page), (answer.Status, answer.Location));
        Assert.Equal(_sunday, (await scene.NowAsync()).StartsAt);
        Assert.Contains("Chosen", (await starter.GetPageAsync($"{scene.Page}/dates", Ct)).Text("tbody tr:last-child"));
    }

    private async Task<(ActingScene Scene, Guid Saturday, Guid Sunday)> PollAsync()
    {
        var scene = await ActingScene.MakeAsync(site);
        foreach (var time in new[] { _saturday, _sunday }) await scene.WriteAsync((ProposeDate propose) => propose.RunAsync(new(scene.Tapio.Id, []), scene.Initiative.Id, time, Ct));
        var options = await scene.ReadAsync(db => db.DateOptions().Where(o => o.InitiativeId == scene.Initiative.Id).OrderBy(o => o.StartsAt).Select(o => o.Id).ToListAsync(Ct));
        return (scene, options[0], options[1]);
    }
}
