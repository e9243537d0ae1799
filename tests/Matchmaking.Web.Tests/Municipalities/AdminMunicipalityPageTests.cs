using System.Net;
using Matchmaking.Municipalities;
using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Web.Tests.Municipalities;

public sealed class AdminMunicipalityPageTests(TestSite site) : IClassFixture<TestSite>
{
    private const string Page = "/en/admin/municipalities/joensuu";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Post_by_a_coordinator_saves_every_setting()
    {
        var coordinator = await Official.SignInAsync(site, Office.Coordinator, Official.Joensuu);
        var answer = await coordinator.PostAsync(await coordinator.GetPageAsync(Page, Ct), "settings", new Dictionary<string, object?>
        {
            ["Input.BrandColour"] = "0B6E4F",
            ["Input.SupportColour"] = "",
            ["Input.OtherLanguages"] = new[] { "sv", "en" },
            ["Input.MinorityLanguages"] = new[] { "rom" },
            ["Input.ReplyDeadline"] = " 21 ",
            ["Input.Themes"] = new[] { "music", "nature" },
            ["Input.WelcomeFi"] = "Tervetuloa!",
            ["Input.WelcomeSv"] = "Välkommen!",
            ["Input.ContactName"] = "Aino Berg",
            ["Input.ContactRole"] = "Osallisuuskoordinaattori",
            ["Input.ContactPhone"] = "+358 40 123 4567",
            ["Input.ContactEmail"] = "aino.berg@example.org",
        }, Ct);
        Assert.Equal((HttpStatusCode.SeeOther, Page), (answer.Status, answer.Location));

        var settings = (await JoensuuAsync()).Settings;
        Assert.Equal(("#0b6e4f", null, 21, "Tervetuloa!", "aino.berg@example.org"), (settings.BrandColour, settings.SupportColour, settings.ReplyDeadlineDays, settings.WelcomeFi, settings.ContactEmail));
        Assert.Equal(["fi", "sv", "en"], settings.OfferedLanguages);
        Assert.Equal(["rom"], settings.MinorityLanguages);
        Assert.Equal(2, settings.ThemeIds.Length);

        var page = await coordinator.FollowAsync(answer, Ct);
        Assert.Contains("The settings have been saved.", page.Body);
        Assert.Equal(["nature", "music"], page.Document.QuerySelectorAll("input[name='Input.Themes'][checked]").Select(i => i.GetAttribute("value")));
        Assert.Equal(2, page.Document.QuerySelectorAll(".mm-samples svg").Length);
    }

    [Fact]
    public async Task Post_with_faults_says_each_beside_its_field_and_keeps_what_was_typed()
    {
        var before = (await JoensuuAsync()).Settings;
        var coordinator = await Official.SignInAsync(site, Office.Coordinator, Official.Joensuu);
        var page = await coordinator.PostAsync(await coordinator.GetPageAsync(Page, Ct), "settings", new Dictionary<string, object?>
        {
            ["Input.BrandColour"] = "vihreä",
            ["Input.ReplyDeadline"] = "soon",
            ["Input.ContactEmail"] = "nobody",
            ["Input.WelcomeEn"] = new string('x', 601),
        }, Ct);
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.StartsWith("Error", page.Document.Title);
        Assert.Equal(4, page.Document.QuerySelectorAll(".ds-error-summary li a").Length);
        Assert.All(page.Document.QuerySelectorAll(".ds-error-summary li a"), a => Assert.NotNull(page.Document.GetElementById(a.GetAttribute("href")!.Split('#')[1])));
        Assert.Contains("#0b5d7a", page.Text("#Input-BrandColour-e"));
        Assert.Equal("vihreä", page.Document.QuerySelector("#Input-BrandColour")!.GetAttribute("value"));
        Assert.Equal("soon", page.Document.QuerySelector("#Input-ReplyDeadline")!.GetAttribute("value"));
        Assert.Equal(before.ReplyDeadlineDays, (await JoensuuAsync()).Settings.ReplyDeadlineDays);
    }

    [Fact]
    public async Task Post_with_nothing_ticked_means_all_themes_and_only_the_official_language()
    {
        var coordinator = await Official.SignInAsync(site, Office.Coordinator, Official.Joensuu);
        var page = await coordinator.GetPageAsync(Page, Ct);
        var none = new Dictionary<string, object?> { ["Input.OtherLanguages"] = null, ["Input.MinorityLanguages"] = null, ["Input.Themes"] = null };
        Assert.Equal(HttpStatusCode.OK, (await coordinator.PostAsync(page, "settings", new Dictionary<string, object?>(none) { ["Input.Go"] = "preview" }, Ct)).Status);
        Assert.Equal(Page, (await coordinator.PostAsync(page, "settings", none, Ct)).Location);
        var settings = (await JoensuuAsync()).Settings;
        Assert.Equal(["fi"], settings.OfferedLanguages);
        Assert.Empty(settings.ThemeIds);
        Assert.Empty(settings.MinorityLanguages);
    }

    [Fact]
    public async Task Post_of_preview_shows_the_colours_and_saves_nothing()
    {
        var coordinator = await Official.SignInAsync(site, Office.Coordinator, Official.Joensuu);
        var page = await coordinator.PostAsync(await coordinator.GetPageAsync(Page, Ct), "settings",
            new Dictionary<string, object?> { ["Input.BrandColour"] = "#c8102e", ["Input.Go"] = "preview" }, Ct);
        Assert.Contains("fill=\"#c8102e\"", page.Body);
        Assert.Contains("looks like the red", page.Text(".ds-alert"));
        Assert.Equal(4, page.Document.QuerySelectorAll(".mm-scroll tbody tr").Length);
        Assert.NotEqual("#c8102e", (await JoensuuAsync()).Settings.BrandColour);
    }

    [Fact]
    public async Task Post_adds_changes_and_removes_an_area()
    {
        var coordinator = await Official.SignInAsync(site, Office.Coordinator, Official.Joensuu);
        var form = await coordinator.GetPageAsync($"{Page}/areas/new", Ct);
        var wrong = await coordinator.PostAsync(form, "add-area", new Dictionary<string, object?> { ["Input.NameFi"] = "Noljakka", ["Input.Point"] = "somewhere" }, Ct);
        Assert.Contains("62.6010, 29.7636", wrong.Text("#Input-Point-e"));
        Assert.Equal("Noljakka", wrong.Document.QuerySelector("#Input-NameFi")!.GetAttribute("value"));
        var added = await coordinator.PostAsync(form, "add-area", new Dictionary<string, object?> { ["Input.NameFi"] = "Noljakka", ["Input.Point"] = "62,61 29,71" }, Ct);
        Assert.Equal(Page, added.Location);

        var list = await coordinator.FollowAsync(added, Ct);
        var change = list.Document.QuerySelectorAll("a[href*='/areas/']").Last(a => a.GetAttribute("aria-label") == "Change: Noljakka").GetAttribute("href")!;
        var changing = await coordinator.GetPageAsync($"/en/{change}", Ct);
        Assert.Equal("62.61, 29.71", changing.Document.QuerySelector("#Input-Point")!.GetAttribute("value"));
        Assert.Equal(Page, (await coordinator.PostAsync(changing, "change-area", new Dictionary<string, object?> { ["Input.NameFi"] = "Noljakka-Marjala" }, Ct)).Location);

        var removing = await coordinator.GetPageAsync($"/en/{change}/remove", Ct);
        Assert.Equal("Remove the area Noljakka-Marjala?", removing.Title);
        Assert.Equal(Page, (await coordinator.PostAsync(removing, "remove-area", ct: Ct)).Location);
        Assert.Equal(HttpStatusCode.NotFound, (await coordinator.GetPageAsync($"/en/{change}", Ct)).Status);
        Assert.DoesNotContain("Noljakka", (await coordinator.GetPageAsync(Page, Ct)).Body);
    }

    [Fact]
    public async Task Get_of_the_centre_offers_no_removal()
    {
        var coordinator = await Official.SignInAsync(site, Office.Coordinator, Official.Joensuu);
        var centre = (await JoensuuAsync()).Centre.Id;
        Assert.Equal(HttpStatusCode.OK, (await coordinator.GetPageAsync($"{Page}/areas/{centre}", Ct)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await coordinator.GetPageAsync($"{Page}/areas/{centre}/remove", Ct)).Status);
    }

    [Theory]
    [InlineData(null, true)]
    [InlineData(Office.Moderator, true)]
    public async Task Get_and_post_by_others_are_404(Office? office, bool secondFactor)
    {
        var coordinator = await Official.SignInAsync(site, Office.Coordinator, Official.Joensuu);
        var other = await Official.SignInAsync(site, office, office is null ? null : Official.Joensuu, secondFactor);
        var ofVaasa = await Official.SignInAsync(site, Office.Coordinator, Official.Vaasa);
        var centre = (await JoensuuAsync()).Centre.Id;
        foreach (var visitor in new[] { other, ofVaasa })
        {
            foreach (var address in new[] { Page, $"{Page}/areas/new", $"{Page}/areas/{centre}" })
                Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetPageAsync(address, Ct)).Status);
        }
        Assert.Equal(HttpStatusCode.OK, (await coordinator.GetPageAsync(Page, Ct)).Status);
        Assert.Equal(HttpStatusCode.Redirect, (await site.GetPageAsync(Page, Ct)).Status);
    }

    [Fact]
    public async Task Get_of_an_area_of_another_municipality_is_404()
    {
        var coordinator = await Official.SignInAsync(site, Office.Coordinator, Official.Joensuu);
        var ofVaasa = await site.InScopeAsync(s => s.GetRequiredService<MatchmakingDb>().Areas().Where(a => a.MunicipalityId == Official.Vaasa).Select(a => a.Id).FirstAsync(Ct));
        Assert.Equal(HttpStatusCode.NotFound, (await coordinator.GetPageAsync($"{Page}/areas/{ofVaasa}", Ct)).Status);
    }

    [Fact]
    public async Task Post_of_join_is_for_the_administrator()
    {
        var coordinator = await Official.SignInAsync(site, Office.Coordinator, Official.Joensuu);
        var theirs = await coordinator.GetPageAsync(Page, Ct);
        Assert.Null(theirs.Document.QuerySelector("form[action$=\"/join\"]"));
        var token = theirs.Form("settings").QuerySelector("input[name='__RequestVerificationToken']")!.GetAttribute("value")!;
        var refused = await coordinator.PostAsync($"{Page}/join", new FormUrlEncodedContent([new("__RequestVerificationToken", token)]), Ct);
        Assert.Equal(HttpStatusCode.NotFound, refused.Status);
        Assert.Equal(MunicipalityState.Listed, (await JoensuuAsync()).State);

        var administrator = await Official.SignInAsync(site, Office.Administrator);
        var answer = await administrator.PostAsync(await administrator.GetPageAsync(Page, Ct), "form[action$=\"/join\"]", ct: Ct);
        Assert.Equal((HttpStatusCode.SeeOther, Page), (answer.Status, answer.Location));
        Assert.Equal(MunicipalityState.Joined, (await JoensuuAsync()).State);
    }

    private Task<Municipality> JoensuuAsync() =>
        site.InScopeAsync(s => s.GetRequiredService<MatchmakingDb>().Municipalities().AsNoTracking().Include(m => m.Areas).SingleAsync(m => m.Id == Official.Joensuu, Ct));
}
