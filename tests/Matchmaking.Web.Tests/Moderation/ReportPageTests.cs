using System.Net;
using Matchmaking.Moderation;
using Matchmaking.Testing;
using Matchmaking.Web.Tests.Municipalities;

namespace Matchmaking.Web.Tests.Moderation;

public sealed class ReportPageTests(TestSite site) : IClassFixture<TestSite>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Get_of_an_initiative_offers_a_plain_link_for_everything_on_it()
    {
        var scene = await ReportingScene.MakeAsync(site);
        var page = await site.GetPageAsync(scene.Acting.Page, Ct);
        foreach (var kind in ReportingScene.Kinds.Where(k => k != "note"))
            Assert.Equal("nofollow", page.Document.QuerySelector($"a[href='report/{kind}/{scene.IdOf(kind)}']")?.GetAttribute("rel"));
        Assert.False(page.Headers.ContainsKey("Set-Cookie")); // so that it may be kept for all
        var board = await (await scene.Acting.AsAsync(scene.Acting.Tapio)).GetPageAsync($"{scene.Acting.Page}/board", Ct);
        Assert.NotNull(board.Document.QuerySelector($"a[href='report/note/{scene.IdOf("note")}']"));
    }

    [Theory]
    [InlineData("initiative")]
    [InlineData("update")]
    [InlineData("question")]
    [InlineData("answer")]
    public async Task Post_by_a_stranger_with_an_address_is_confirmed_by_letter_and_leads_back(string kind)
    {
        var scene = await ReportingScene.MakeAsync(site);
        var visitor = site.NewVisitor();
        var address = $"{Guid.CreateVersion7():N}@example.org";
        var form = await visitor.GetPageAsync(scene.ReportPage(kind), Ct);
        Assert.Contains("112", form.Text(".ds-alert"));
        Assert.Contains("noindex", form.Document.QuerySelector("meta[name='robots']")!.GetAttribute("content"));
        var answer = await scene.ReportAsync(kind, visitor, email: address);
        Assert.Equal((HttpStatusCode.SeeOther, scene.Acting.Page), (answer.Status, answer.Location));
        var report = Assert.Single(await scene.ReportsAsync(kind));
        Assert.Equal((ContentRule.Advertising, "It sells things.", address, null, "en"), (report.Rule, report.Words, report.Email, report.ReporterId, report.Language));
        Assert.Contains($"number {report.Number}", (await visitor.FollowAsync(answer, Ct)).Text(".mm-status"));

        var letter = Assert.Single(await scene.LettersAsync(nameof(ReportReceivedMail)), l => l.To.ToString() == address);
        Assert.Contains($"({report.Number})", letter.Subject);
        Assert.Contains("112", letter.Text);
        Assert.Contains("already reported", (await visitor.FollowAsync(await scene.ReportAsync(kind, visitor, email: address), Ct)).Text(".mm-status"));
    }

    [Fact]
    public async Task Post_by_a_member_asks_no_address_and_leads_back_to_the_board()
    {
        var scene = await ReportingScene.MakeAsync(site);
        var tapio = await scene.Acting.AsAsync(scene.Acting.Tapio);
        Assert.Null((await tapio.GetPageAsync(scene.ReportPage("note"), Ct)).Document.QuerySelector("#Input-Email"));
        Assert.Equal($"{scene.Acting.Page}/board", (await scene.ReportAsync("note", tapio, email: "other@example.org")).Location);
        var report = Assert.Single(await scene.ReportsAsync("note"));
        Assert.Equal((scene.Acting.Tapio.Id, null), (report.ReporterId, report.Email));
    }

    [Fact]
    public async Task Post_of_nothing_says_what_is_missing_and_of_a_wrong_address_keeps_what_was_typed()
    {
        var scene = await ReportingScene.MakeAsync(site);
        var visitor = site.NewVisitor();
        var form = await visitor.GetPageAsync(scene.ReportPage("update"), Ct);
        var empty = await visitor.PostAsync(form, "report", ct: Ct);
        Assert.Equal(2, empty.Document.QuerySelectorAll(".ds-error-summary li a").Length);
        var wrong = await visitor.PostAsync(form, "report", new Dictionary<string, object?> { ["Input.Rule"] = "Law", ["Input.Words"] = "Threats.", ["Input.Email"] = "nobody" }, Ct);
        Assert.Contains("name@example.org", wrong.Text("#Input-Email-e"));
        Assert.Equal(("Threats.", "nobody"), (wrong.Text("textarea"), wrong.Document.QuerySelector("#Input-Email")!.GetAttribute("value")));
        Assert.NotNull(wrong.Document.QuerySelector("input[value='Law'][checked]"));
        Assert.Empty(await scene.ReportsAsync("update"));
    }

    public static TheoryData<string, string, string> Hostile => new()
    {
        { "Input.Words", new string('a', 10_000), "Write at most 2000" },
        { "Input.Words", "a\0b", "cannot be saved" },
        { "Input.Words", "half \uD83D pair", "cannot be saved" },
        { "Input.Words", "\u200B\u2060 \n", "Tell us in a few words" },
        { "Input.Rule", "Other,Law", "Choose what is wrong" },
        { "Input.Rule", "8", "Choose what is wrong" },
        { "Input.Rule", "<script>", "Choose what is wrong" },
        { "Input.Email", "a@example.org\r\nBcc: b@example.org", "name@example.org" },
        { "Input.Email", new string('a', 10_000) + "@example.org", "name@example.org" },
    };

    [Theory]
    [MemberData(nameof(Hostile), DisableDiscoveryEnumeration = true)]
    public async Task Post_of_hostile_input_is_answered_beside_the_field(string field, string value, string says)
    {
        var scene = await ReportingScene.MakeAsync(site);
        var visitor = site.NewVisitor();
        var values = new Dictionary<string, object?> { ["Input.Rule"] = "Law", ["Input.Words"] = "Threats.", ["Input.Email"] = "" };
        values[field] = value;
        var answer = await visitor.PostAsync(await visitor.GetPageAsync(scene.ReportPage("initiative"), Ct), "report", values, Ct);
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Contains(says, answer.Text(".ds-error-summary"));
        Assert.Empty(await scene.ReportsAsync("initiative"));
    }

    [Fact]
    public async Task Get_and_post_of_what_is_not_there_are_404()
    {
        var scene = await ReportingScene.MakeAsync(site);
        var pentti = await scene.Acting.AsAsync(scene.Acting.Pentti);
        var moderator = await Official.SignInAsync(site, Matchmaking.People.Office.Moderator, Official.Joensuu);
        await scene.DecideAsync(moderator, "update", Verdict.Hidden);
        var (form, token) = (await pentti.GetPageAsync(scene.ReportPage("initiative"), Ct), "");
        token = form.Form("report").QuerySelector("input[name='__RequestVerificationToken']")!.GetAttribute("value")!;
        foreach (var address in new[]
        {
            $"/en/report/initiative/{Guid.CreateVersion7()}", $"/en/report/nothing/{scene.IdOf("initiative")}", "/en/report/initiative/12",
            $"/en/report/{new string('x', 1000)}/{scene.IdOf("initiative")}", scene.ReportPage("update"), scene.ReportPage("note"),
        })
        {
            Assert.Equal((address, HttpStatusCode.NotFound), (address, (await pentti.GetPageAsync(address, Ct)).Status));
            var posted = await pentti.PostAsync(address, new FormUrlEncodedContent([new("__RequestVerificationToken", token), new("_handler", "report"), new("Input.Rule", "Law"), new("Input.Words", "x")]), Ct);
            Assert.Equal((address, HttpStatusCode.NotFound), (address, posted.Status));
        }
    }

    [Fact]
    public async Task Post_of_the_twenty_first_of_a_day_from_one_address_is_429()
    {
        var scene = await ReportingScene.MakeAsync(site);
        var visitor = site.NewVisitor(from: IPAddress.Parse("192.0.2.77"));
        for (var i = 0; i < 20; i++) Assert.Equal((i, HttpStatusCode.SeeOther), (i, (await scene.ReportAsync("initiative", visitor)).Status));
        Assert.Equal(HttpStatusCode.TooManyRequests, (await scene.ReportAsync("initiative", visitor)).Status);
        Assert.Equal(HttpStatusCode.SeeOther, (await scene.ReportAsync("initiative", site.NewVisitor(from: IPAddress.Parse("192.0.2.78")))).Status);
    }

    [Theory]
    [InlineData("fi", "Ilmoita asiattomasta sisällöstä")]
    [InlineData("sv", "Anmäl olämpligt innehåll")]
    [InlineData("en", "Report improper content")]
    public async Task Get_in_each_language_has_every_text(string language, string title)
    {
        var scene = await ReportingScene.MakeAsync(site);
        var page = await site.GetPageAsync(scene.ReportPage("question").Replace("/en/", $"/{language}/", StringComparison.Ordinal), Ct);
        Assert.Equal(title, page.Title);
        Assert.DoesNotMatch(@"(Report|Rule|Kind|Words)\.[A-Z]", page.Document.Body!.TextContent);
    }
}
