using System.Net;
using Matchmaking.Initiatives;
using Matchmaking.Platform.Mail;
using Matchmaking.Testing;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Tests.Initiatives;

/// <summary>News, questions and answers, the notice board, and turning to another state.</summary>
public sealed class TalkPagesTests(TestSite site) : IClassFixture<TestSite>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("update", "update", "Input.Text")]
    [InlineData("ask", "ask", "Input.Text")]
    [InlineData("board", "note", "Input.Text")]
    public async Task Post_of_nothing_or_too_much_keeps_what_was_typed_and_says_what_to_do(string page, string form, string field)
    {
        var scene = await ActingScene.MakeAsync(site);
        var starter = await scene.AsAsync(scene.Helmi);
        var tooLong = new string('x', 4001);
        foreach (var typed in new[] { " \n ", tooLong, "no\u0007text" })
        {
            var answer = await starter.PostAsync(await starter.GetPageAsync($"{scene.Page}/{page}", Ct), form, new Dictionary<string, object?> { [field] = typed }, Ct);
            Assert.Equal(HttpStatusCode.OK, answer.Status);
            Assert.StartsWith("Error", answer.Document.Title);
            var link = answer.Document.QuerySelector(".ds-error-summary li a")!;
            Assert.NotNull(answer.Document.GetElementById(link.GetAttribute("href")!.Split('#')[1]));
            if (typed == tooLong) Assert.Contains(tooLong, answer.Text("textarea"));
        }
    }

    [Fact]
    public async Task Post_of_news_shows_it_to_anyone_and_tells_those_who_are_in()
    {
        var scene = await ActingScene.MakeAsync(site);
        var starter = await scene.AsAsync(scene.Helmi);
        var answer = await starter.PostAsync(await starter.GetPageAsync($"{scene.Page}/update", Ct), "update", new Dictionary<string, object?> { ["Input.Text"] = "First sack is full <3" }, Ct);
        Assert.Equal((HttpStatusCode.SeeOther, scene.Page), (answer.Status, answer.Location));
        Assert.Contains("Thank you for sharing!", (await starter.FollowAsync(answer, Ct)).Body);
        Assert.Contains("First sack is full &lt;3", (await site.GetPageAsync(scene.Page, Ct)).Body);
        Assert.Equal(2, await LettersAsync<UpdateMail>(scene));
    }

    [Fact]
    public async Task Post_of_a_question_and_its_answer()
    {
        var scene = await ActingScene.MakeAsync(site);
        var outsider = await scene.AsAsync(scene.Pentti);
        var asked = await outsider.PostAsync(await outsider.GetPageAsync($"{scene.Page}/ask", Ct), "ask", new Dictionary<string, object?> { ["Input.Text"] = "May I bring a dog?" }, Ct);
        Assert.Equal(scene.Page, asked.Location);

        var starter = await scene.AsAsync(scene.Helmi);
        var link = (await starter.GetPageAsync(scene.Page, Ct)).Document.QuerySelector("a[href*='/answer/']")!.GetAttribute("href")!;
        Assert.Equal(HttpStatusCode.NotFound, (await outsider.GetPageAsync($"/en/{link}", Ct)).Status);
        var form = await starter.GetPageAsync($"/en/{link}", Ct);
        Assert.Contains("May I bring a dog?", form.Text("blockquote"));
        Assert.Equal(scene.Page, (await starter.PostAsync(form, "answer", new Dictionary<string, object?> { ["Input.Text"] = "Yes, on a lead." }, Ct)).Location);
        Assert.Contains("Yes, on a lead.", (await site.GetPageAsync(scene.Page, Ct)).Body);
        Assert.Equal("Yes, on a lead.", (await starter.GetPageAsync($"/en/{link}", Ct)).Text("textarea")); // to be mended
        Assert.Equal((1, 1), (await LettersAsync<QuestionAskedMail>(scene), await LettersAsync<QuestionAnsweredMail>(scene)));
    }

    [Fact]
    public async Task A_question_and_its_answer_are_read_in_the_languages_they_were_written_in()
    {
        var scene = await ActingScene.MakeAsync(site);
        var (asker, starter) = (await scene.AsAsync(scene.Pentti), await scene.AsAsync(scene.Helmi));
        await asker.PostAsync(await asker.GetPageAsync($"/sv{scene.Page[3..]}/ask", Ct), "ask", new Dictionary<string, object?> { ["Input.Text"] = "Får hunden följa med?" }, Ct);
        var link = (await starter.GetPageAsync($"/fi{scene.Page[3..]}", Ct)).Document.QuerySelector("a[href*='/answer/']")!.GetAttribute("href")!;
        await starter.PostAsync(await starter.GetPageAsync($"/fi/{link}", Ct), "answer", new Dictionary<string, object?> { ["Input.Text"] = "Saa, jos se on kytkettynä." }, Ct);

        var said = (await site.GetPageAsync(scene.Page, Ct)).Document.QuerySelectorAll(".mm-question div[dir=auto]");
        Assert.Equal([("Får hunden följa med?", "sv"), ("Saa, jos se on kytkettynä.", "fi")], said.Select(s => (s.TextContent.Trim(), s.GetAttribute("lang")!)));
    }

    [Fact]
    public async Task Post_of_the_eleventh_question_of_a_day_is_refused_and_kept()
    {
        var scene = await ActingScene.MakeAsync(site);
        for (var i = 0; i < AskQuestion.MostPerDay; i++) await scene.WriteAsync((AskQuestion ask) => ask.RunAsync(new(scene.Pentti.Id, []), scene.Initiative.Id, $"{i}?", "en", Ct));
        var outsider = await scene.AsAsync(scene.Pentti);
        var page = await outsider.PostAsync(await outsider.GetPageAsync($"{scene.Page}/ask", Ct), "ask", new Dictionary<string, object?> { ["Input.Text"] = "And this?" }, Ct);
        Assert.Contains("10 times", page.Text("#Input-Text-e"));
        Assert.Equal("And this?", page.Text("textarea"));
    }

    [Fact]
    public async Task Get_of_ask_by_one_who_has_not_said_a_name_leads_to_the_welcome()
    {
        var scene = await ActingScene.MakeAsync(site);
        var newcomer = Matchmaking.People.Person.New($"{Guid.CreateVersion7():N}@example.org", "en", site.Clock.GetUtcNow());
        await site.SaveAsync(db => db.Add(newcomer));
        var answer = await (await scene.AsAsync(newcomer)).GetPageAsync($"{scene.Page}/ask", Ct);
        Assert.Contains("/en/welcome?returnUrl=", answer.Location);
    }

    [Fact]
    public async Task Post_on_the_notice_board_is_read_there_newest_first_and_nowhere_else()
    {
        var scene = await ActingScene.MakeAsync(site);
        var doer = await scene.AsAsync(scene.Tapio);
        foreach (var text in new[] { "I bring the van.", "At ten sharp." })
            Assert.Equal($"{scene.Page}/board", (await doer.PostAsync(await doer.GetPageAsync($"{scene.Page}/board", Ct), "note", new Dictionary<string, object?> { ["Input.Text"] = text }, Ct)).Location);
        var board = await (await scene.AsAsync(scene.Helmi)).GetPageAsync($"{scene.Page}/board", Ct);
        Assert.True(board.Body.IndexOf("At ten sharp.", StringComparison.Ordinal) < board.Body.IndexOf("I bring the van.", StringComparison.Ordinal));
        Assert.DoesNotContain("van", (await site.GetPageAsync(scene.Page, Ct)).Body);
        Assert.Equal(4, await LettersAsync<NoticeBoardMail>(scene));
    }

    [Fact]
    public async Task Post_of_another_state_turns_it_and_offers_only_what_can_follow()
    {
        var scene = await ActingScene.MakeAsync(site);
        var starter = await scene.AsAsync(scene.Helmi);
        var page = await starter.GetPageAsync($"{scene.Page}/state", Ct);
        Assert.Equal(["UnderWay", "Paused", "Done", "Withdrawn"], page.Document.QuerySelectorAll("input[name='Input.Turn']").Select(i => i.GetAttribute("value")));

        var nothing = await starter.PostAsync(page, "turn", new Dictionary<string, object?> { ["Input.Words"] = "because" }, Ct);
        Assert.Contains("Choose what happens now", nothing.Text(".ds-error-summary"));
        Assert.Equal("because", nothing.Text("textarea"));
        var impossible = await starter.PostAsync(page, "turn", new Dictionary<string, object?> { ["Input.Turn"] = "Ready" }, Ct);
        Assert.Contains("Choose what happens now", impossible.Text(".ds-error-summary"));

        var turned = await starter.PostAsync(page, "turn", new Dictionary<string, object?> { ["Input.Turn"] = "Paused", ["Input.Words"] = "Ice on the river." }, Ct);
        Assert.Equal(scene.Page, turned.Location);
        Assert.Equal(InitiativeState.Paused, (await scene.NowAsync()).State);
        Assert.Contains("Ice on the river.", (await site.GetPageAsync(scene.Page, Ct)).Body);
        Assert.Equal(2, await LettersAsync<ChangedMail>(scene));
    }

    [Fact]
    public async Task Get_of_the_state_of_what_is_over_leads_back()
    {
        var scene = await ActingScene.MakeAsync(site);
        await scene.FinishAsync();
        Assert.Equal(scene.Page, (await (await scene.AsAsync(scene.Helmi)).GetPageAsync($"{scene.Page}/state", Ct)).Location);
    }

    private static Task<int> LettersAsync<T>(ActingScene scene) where T : InitiativeMail => scene.ReadAsync(async db =>
        (await db.OutgoingMails().Where(m => m.Kind == typeof(T).Name).Select(m => m.Args).ToListAsync(Ct)).Count(a => a.Contains($"{scene.Initiative.Id}", StringComparison.Ordinal)));
}
