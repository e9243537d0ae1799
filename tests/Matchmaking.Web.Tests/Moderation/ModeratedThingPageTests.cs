using System.Net;
using Matchmaking.Initiatives;
using Matchmaking.Moderation;
using Matchmaking.People;
using Matchmaking.Search;
using Matchmaking.Testing;
using Matchmaking.Web.Platform;
using Matchmaking.Web.Tests.Municipalities;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Web.Tests.Moderation;

public sealed class ModeratedThingPageTests(TestSite site) : IClassFixture<TestSite>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Post_of_hiding_takes_it_out_of_every_kept_page_and_restoring_brings_it_back()
    {
        await EventuallyAsync(() => Task.FromResult(site.Services.GetRequiredService<PageEviction>().IsHeard));
        var scene = await ReportingScene.MakeAsync(site);
        var moderator = await Official.SignInAsync(site, Office.Moderator, Official.Joensuu);
        var number = scene.Acting.Initiative.Number;
        await scene.Acting.WriteAsync((LeaveInitiative leave) => leave.RunAsync(new(scene.Acting.Tapio.Id, []), scene.Acting.Initiative.Id, Ct)); // it needs hands again
        await scene.Acting.WriteAsync((UpdateSearch update) => update.RunAsync(Ct));
        string[] lists = ["/en/initiatives", "/en/joensuu/initiatives", "/en/joensuu", "/en/", "/en/search?q=river"];
        foreach (var address in lists.Append(scene.Acting.Page))
        {
            await site.GetPageAsync(address, Ct);
            var warm = await site.GetPageAsync(address, Ct);
            Assert.Equal((address, true), (address, warm.Headers.ContainsKey("Age")));
            Assert.Equal((address, true), (address, Shows(warm)));
        }

        Assert.Equal("/en/admin/moderation", (await scene.DecideAsync(moderator, "initiative", Verdict.Hidden)).Location);
        await EventuallyAsync(async () => (await site.GetPageAsync(scene.Acting.Page, Ct)).Status == HttpStatusCode.NotFound);
        foreach (var address in lists) await EventuallyAsync(async () => !Shows(await site.GetPageAsync(address, Ct)));
        foreach (var address in new[] { "join", "report", $"../{number}/other" }) Assert.Equal(HttpStatusCode.NotFound, (await site.GetPageAsync($"{scene.Acting.Page}/{address}", Ct)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await (await scene.Acting.AsAsync(scene.Acting.Pentti)).GetPageAsync(scene.Acting.Page, Ct)).Status);

        await scene.DecideAsync(moderator, "initiative", Verdict.Restored, "That was a mistake.");
        await scene.Acting.WriteAsync((UpdateSearch update) => update.RunAsync(Ct));
        await EventuallyAsync(async () => (await site.GetPageAsync(scene.Acting.Page, Ct)).Status == HttpStatusCode.OK);
        foreach (var address in lists.Where(l => !l.Contains("search"))) await EventuallyAsync(async () => Shows(await site.GetPageAsync(address, Ct)));
        await EventuallyAsync(async () => Shows(await site.NewVisitor().GetPageAsync("/en/search?q=river+clean", Ct)));

        bool Shows(Page page) => page.Document.QuerySelector($"a[href*='initiatives/{number}/']") is not null || page.Title == "River clean-up";
    }

    [Theory]
    [InlineData("update")]
    [InlineData("question")]
    [InlineData("answer")]
    [InlineData("note")]
    public async Task What_is_hidden_is_gone_for_others_and_its_author_sees_it_with_the_reasons(string kind)
    {
        var scene = await ReportingScene.MakeAsync(site);
        var moderator = await Official.SignInAsync(site, Office.Moderator, Official.Joensuu);
        var (author, other) = (await scene.Acting.AsAsync(scene.AuthorOf(kind)), await scene.Acting.AsAsync(scene.Acting.Olena));
        await scene.DecideAsync(moderator, kind, Verdict.Hidden, "It is about a shop.");

        Assert.DoesNotContain(ReportingScene.WordsOf(kind), (await other.GetPageAsync(scene.PageOf(kind), Ct)).Body);
        var own = await author.GetPageAsync(scene.PageOf(kind), Ct);
        Assert.Contains(ReportingScene.WordsOf(kind), own.Body);
        Assert.Contains("It is about a shop.", own.Text(".ds-alert"));
        Assert.Contains("Advertising or fraud", own.Text(".ds-alert"));
        Assert.Null(own.Document.QuerySelector($"a[href='report/{kind}/{scene.IdOf(kind)}']"));

        await scene.DecideAsync(moderator, kind, Verdict.Restored);
        Assert.Contains(ReportingScene.WordsOf(kind), (await other.GetPageAsync(scene.PageOf(kind), Ct)).Body);
        Assert.DoesNotContain("It is about a shop.", (await author.GetPageAsync(scene.PageOf(kind), Ct)).Body);
    }

    [Fact]
    public async Task The_letters_go_to_the_right_people_and_never_name_the_reporter()
    {
        var scene = await ReportingScene.MakeAsync(site);
        var reporter = Person.New($"reporter-{Guid.CreateVersion7():N}@example.org", "sv", site.Clock.GetUtcNow());
        reporter.Welcome("Kanarialintu", under18: false, null, site.Clock.GetUtcNow());
        reporter.EmailConfirmed = true;
        await site.SaveAsync(db => db.Add(reporter));
        await scene.ReportAsync("update", await site.SignInAsync(reporter), "Kanarieord");
        var visitor = $"visitor-{Guid.CreateVersion7():N}@example.org";
        await scene.ReportAsync("update", words: "Kanarieord", email: visitor);
        var moderator = await Official.SignInAsync(site, Office.Moderator, Official.Joensuu);
        await scene.DecideAsync(moderator, "update", Verdict.Hidden, "It advertises a shop.");

        var hidden = Assert.Single(await scene.LettersAsync(nameof(HiddenMail)), l => l.To.ToString() == scene.Acting.Helmi.Email);
        foreach (var part in new[] { "The van has come.", "It advertises a shop.", "Advertising or fraud", "after a report", "A person made the decision", "complain free of charge", "operator@example.org", "/en/terms" })
            Assert.Contains(part, hidden.Text);
        var author = await (await scene.Acting.AsAsync(scene.Acting.Helmi)).GetPageAsync(scene.Acting.Page, Ct);
        foreach (var shown in new[] { hidden.Subject, hidden.Text, hidden.Html, author.Body })
            foreach (var canary in new[] { "Kanarialintu", "Kanarieord", "reporter-", "visitor-" }) Assert.DoesNotContain(canary, shown);

        var decided = (await scene.LettersAsync(nameof(ReportDecidedMail))).Where(l => l.To.ToString() == reporter.Email || l.To.ToString() == visitor).ToList();
        Assert.Equal([(reporter.Email, "sv"), (visitor, "en")], decided.Select(l => ((string?)l.To.ToString(), l.Language)).OrderByDescending(l => l.Language));
        Assert.All(decided, l => Assert.DoesNotContain("It advertises a shop.", l.Text));
        Assert.DoesNotContain(await scene.LettersAsync(nameof(HiddenMail)), l => l.To.ToString() == reporter.Email || l.To.ToString() == visitor);

        var shownToModerator = (await moderator.GetPageAsync(scene.AdminPage("update"), Ct)).Body;
        foreach (var canary in new[] { "Kanarialintu", "reporter-", "visitor-" }) Assert.DoesNotContain(canary, shownToModerator);
        Assert.Contains("Kanarieord", shownToModerator);

        await scene.DecideAsync(moderator, "update", Verdict.Restored, "That was a mistake.");
        var restored = Assert.Single(await scene.LettersAsync(nameof(RestoredMail)), l => l.To.ToString() == scene.Acting.Helmi.Email);
        Assert.Contains("That was a mistake.", restored.Text);
        Assert.Contains(scene.Acting.Page, restored.Text);
    }

    [Fact]
    public async Task Post_of_keeping_tells_the_reporter_why_and_the_author_nothing()
    {
        var scene = await ReportingScene.MakeAsync(site);
        await scene.ReportAsync("initiative", await scene.Acting.AsAsync(scene.Acting.Pentti));
        var moderator = await Official.SignInAsync(site, Office.Moderator, Official.Joensuu);
        await scene.DecideAsync(moderator, "initiative", Verdict.Kept, "A flea market is no shop.");
        var letter = Assert.Single(await scene.LettersAsync(nameof(ReportDecidedMail)), l => l.To.ToString() == scene.Acting.Pentti.Email);
        Assert.Contains("A flea market is no shop.", letter.Text);
        Assert.DoesNotContain(await scene.LettersAsync(nameof(HiddenMail)), l => l.To.ToString() == scene.Acting.Helmi.Email);
        Assert.Equal(HttpStatusCode.OK, (await site.GetPageAsync(scene.Acting.Page, Ct)).Status);
        Assert.Null((await moderator.GetPageAsync(scene.AdminPage("initiative"), Ct)).Document.QuerySelector("input[value='Kept']"));
    }

    [Fact]
    public async Task Post_by_the_second_of_two_moderators_shows_what_was_decided_and_keeps_what_was_typed()
    {
        var scene = await ReportingScene.MakeAsync(site);
        await scene.ReportAsync("update");
        var (first, second) = (await Official.SignInAsync(site, Office.Moderator, Official.Joensuu), await Official.SignInAsync(site, Office.Administrator));
        var theirs = await second.GetPageAsync(scene.AdminPage("update"), Ct);
        await scene.DecideAsync(first, "update", Verdict.Kept, "It breaks no rule.");
        var late = await second.PostAsync(theirs, "decide", new Dictionary<string, object?> { ["Input.Choice"] = "Hidden", ["Input.Rule"] = "Law", ["Input.Facts"] = "My words." }, Ct);
        Assert.Contains("Somebody else has already decided", late.Text(".ds-error-summary"));
        Assert.Contains("It breaks no rule.", late.Body);
        Assert.Equal("My words.", late.Text("textarea"));
        Assert.Equal(Verdict.Kept, (await scene.LatestAsync("update"))!.Verdict);

        Assert.Equal("/en/admin/moderation", (await second.PostAsync(late, "decide", ct: Ct)).Location); // knowingly
        Assert.Equal(Verdict.Hidden, (await scene.LatestAsync("update"))!.Verdict);
    }

    [Fact]
    public async Task Post_without_rule_or_reasons_says_so_and_hides_nothing()
    {
        var scene = await ReportingScene.MakeAsync(site);
        var moderator = await Official.SignInAsync(site, Office.Moderator, Official.Joensuu);
        var form = await moderator.GetPageAsync(scene.AdminPage("update"), Ct);
        foreach (var (values, fields) in new (Dictionary<string, object?>, string[])[]
        {
            (new() { }, ["Input-Choice", "Input-Facts"]),
            (new() { ["Input.Choice"] = "Hidden", ["Input.Facts"] = "x" }, ["Input-Rule"]),
            (new() { ["Input.Choice"] = "Hidden", ["Input.Rule"] = "Other", ["Input.Facts"] = "x" }, ["Input-Rule"]),
            (new() { ["Input.Choice"] = "Hidden", ["Input.Rule"] = "Law", ["Input.Facts"] = " \u200B" }, ["Input-Facts"]),
            (new() { ["Input.Choice"] = "Hidden", ["Input.Rule"] = "Law", ["Input.Facts"] = new string('x', 10_000) }, ["Input-Facts"]),
            (new() { ["Input.Choice"] = "Hidden", ["Input.Rule"] = "Law", ["Input.Facts"] = "a\0b" }, ["Input-Facts"]),
            (new() { ["Input.Choice"] = "Gone", ["Input.Rule"] = "Law", ["Input.Facts"] = "half \uDC00" }, ["Input-Choice", "Input-Facts"]),
        })
        {
            var answer = await moderator.PostAsync(form, "decide", values, Ct);
            Assert.Equal(HttpStatusCode.OK, answer.Status);
            Assert.Equal(fields, answer.Document.QuerySelectorAll(".ds-error-summary li a").Select(a => a.GetAttribute("href")!.Split('#')[1]).Order());
        }
        Assert.Null(await scene.LatestAsync("update"));
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData(Office.Coordinator, false)]
    [InlineData(Office.Moderator, true)]
    [InlineData(Office.Administrator, true)]
    public async Task Get_is_for_moderators_of_the_place_and_administrators(Office? office, bool may)
    {
        var scene = await ReportingScene.MakeAsync(site);
        var visitor = await Official.SignInAsync(site, office, office is null or Office.Administrator ? null : Official.Joensuu);
        var elsewhere = await Official.SignInAsync(site, Office.Moderator, Official.Vaasa);
        foreach (var kind in ReportingScene.Kinds)
        {
            Assert.Equal((kind, may ? HttpStatusCode.OK : HttpStatusCode.NotFound), (kind, (await visitor.GetPageAsync(scene.AdminPage(kind), Ct)).Status));
            Assert.Equal((kind, HttpStatusCode.NotFound), (kind, (await elsewhere.GetPageAsync(scene.AdminPage(kind), Ct)).Status));
            Assert.Equal((kind, HttpStatusCode.NotFound), (kind, (await (await scene.Acting.AsAsync(scene.Acting.Helmi)).GetPageAsync(scene.AdminPage(kind), Ct)).Status));
            Assert.Equal((kind, HttpStatusCode.Redirect), (kind, (await site.GetPageAsync(scene.AdminPage(kind), Ct)).Status));
        }
        foreach (var address in new[] { $"/en/admin/moderation/update/{Guid.CreateVersion7()}", $"/en/admin/moderation/nothing/{scene.IdOf("update")}", "/en/admin/moderation/update/12" })
            Assert.Equal((address, HttpStatusCode.NotFound), (address, (await visitor.GetPageAsync(address, Ct)).Status));
    }

    [Theory]
    [InlineData(null)]
    [InlineData(Office.Coordinator)]
    public async Task Post_by_others_is_404_and_changes_nothing(Office? office)
    {
        var scene = await ReportingScene.MakeAsync(site);
        var visitor = await Official.SignInAsync(site, office, office is null ? null : Official.Joensuu);
        var token = (await visitor.GetPageAsync(scene.ReportPage("update"), Ct)).Form("report").QuerySelector("input[name='__RequestVerificationToken']")!.GetAttribute("value")!;
        var posted = await visitor.PostAsync(scene.AdminPage("update"), new FormUrlEncodedContent(
            [new("__RequestVerificationToken", token), new("_handler", "decide"), new("Input.Choice", "Hidden"), new("Input.Rule", "Law"), new("Input.Facts", "x")]), Ct);
        Assert.Equal(HttpStatusCode.NotFound, posted.Status);
        Assert.Null(await scene.LatestAsync("update"));
    }

    [Fact]
    public async Task Nobody_decides_about_their_own()
    {
        var scene = await ReportingScene.MakeAsync(site);
        await site.SaveAsync(db => db.Add(new Appointment { PersonId = scene.Acting.Helmi.Id, Office = Office.Moderator, MunicipalityId = Official.Joensuu, Since = site.Clock.GetUtcNow() }));
        var helmi = await site.SignInAsync(scene.Acting.Helmi, secondFactor: true);
        var page = await helmi.GetPageAsync(scene.AdminPage("update"), Ct);
        Assert.Contains("This is your own", page.Body);
        var posted = await helmi.PostAsync(page, "decide", new Dictionary<string, object?> { ["Input.Choice"] = "Hidden", ["Input.Rule"] = "Law", ["Input.Facts"] = "x" }, Ct);
        Assert.Equal(HttpStatusCode.NotFound, posted.Status);
        Assert.Equal(HttpStatusCode.OK, (await helmi.GetPageAsync(scene.AdminPage("question"), Ct)).Status);
    }

    [Fact]
    public async Task Get_of_the_queue_collapses_reports_filters_and_shows_the_decided()
    {
        var scene = await ReportingScene.MakeAsync(site);
        foreach (var _ in Enumerable.Range(0, 3)) await scene.ReportAsync("update");
        var (moderator, elsewhere) = (await Official.SignInAsync(site, Office.Moderator, Official.Joensuu), await Official.SignInAsync(site, Office.Moderator, Official.Vaasa));
        var line = $".mm-cards a[href='admin/moderation/update/{scene.IdOf("update")}']";
        var queue = await moderator.GetPageAsync("/en/admin/moderation", Ct);
        Assert.Single(queue.Document.QuerySelectorAll(line));
        Assert.Contains("3 reports", queue.Document.QuerySelector(line)!.Closest("li")!.TextContent);
        Assert.Contains("Reported content,", (await moderator.GetPageAsync("/en/me", Ct)).Body);
        Assert.Equal("Nothing is waiting for a decision", (await elsewhere.GetPageAsync("/en/admin/moderation", Ct)).Text(".mm-empty h2"));
        Assert.NotNull((await moderator.GetPageAsync("/en/admin/moderation?in=joensuu&page=1", Ct)).Document.QuerySelector(line));
        Assert.Null((await moderator.GetPageAsync("/en/admin/moderation?in=vaasa", Ct)).Document.QuerySelector(line));

        await scene.DecideAsync(moderator, "update", Verdict.Hidden);
        Assert.Null((await moderator.GetPageAsync("/en/admin/moderation", Ct)).Document.QuerySelector(line));
        Assert.NotNull((await moderator.GetPageAsync("/en/admin/moderation?show=decided", Ct)).Document.QuerySelector(line));
        foreach (var office in new Office?[] { null, Office.Coordinator })
            Assert.Equal(HttpStatusCode.NotFound, (await (await Official.SignInAsync(site, office, office is null ? null : Official.Joensuu)).GetPageAsync("/en/admin/moderation", Ct)).Status);
    }

    [Theory]
    [InlineData("fi")]
    [InlineData("sv")]
    [InlineData("en")]
    public async Task Get_in_each_language_has_every_text(string language)
    {
        var scene = await ReportingScene.MakeAsync(site);
        await scene.ReportAsync("note", await scene.Acting.AsAsync(scene.Acting.Tapio));
        var moderator = await Official.SignInAsync(site, Office.Moderator, Official.Joensuu);
        await scene.DecideAsync(moderator, "note", Verdict.Hidden);
        foreach (var address in new[] { scene.AdminPage("note"), scene.AdminPage("update"), "/en/admin/moderation", "/en/admin/moderation?show=decided" })
        {
            var page = await moderator.GetPageAsync(address.Replace("/en/", $"/{language}/", StringComparison.Ordinal), Ct);
            Assert.DoesNotMatch(@"(Queue|Rule|Kind|Words|Decide|Choice|Verdict|Hidden)\.[A-Z]", page.Document.Body!.TextContent);
        }
        var author = await (await scene.Acting.AsAsync(scene.Acting.Helmi)).GetPageAsync(scene.PageOf("note").Replace("/en/", $"/{language}/", StringComparison.Ordinal), Ct);
        Assert.DoesNotMatch(@"(Rule|Hidden|Link)\.[A-Z]", author.Document.Body!.TextContent);
    }

    private static async Task EventuallyAsync(Func<Task<bool>> isSo)
    {
        for (var i = 0; i < 100; i++)
        {
            if (await isSo()) return;
            await Task.Delay(20, Ct);
        }
        Assert.Fail("It did not come about within two seconds.");
    }
}
