using System.Globalization;
using System.Net;
using Matchmaking.Notifications;
using Matchmaking.People;
using Matchmaking.Platform.Time;
using Matchmaking.Testing;
using Matchmaking.Web.Tests.Digests;
using Matchmaking.Web.Tests.Matching;
using Matchmaking.Web.Tests.Moderation;
using Matchmaking.Web.Tests.Municipalities;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Tests.Account;

/// <summary>One's own pages speak the language one signed in with, go by one's own clock, and put what waits first.</summary>
public sealed class MyPageTests(DigestSite site) : IClassFixture<DigestSite>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("sv")]
    [InlineData("en")]
    public async Task Post_of_the_code_leads_to_the_front_page_in_the_language_of_the_page(string language)
    {
        var (person, visitor) = (await site.SubscriberAsync(language), site.NewVisitor()); // the browser asks for no language, so the site alone would choose Finnish
        await visitor.PostAsync(await visitor.GetPageAsync($"/{language}/sign-in", Ct), "sign-in", new Dictionary<string, object?> { ["Input.Email"] = person.Email }, Ct);
        await site.SendAsync();
        var code = site.LettersOf(person).Select(l => l.Code).Last(c => c is not null);
        var answer = await visitor.PostAsync(await visitor.GetPageAsync($"/{language}/sign-in/code", Ct), "code", new Dictionary<string, object?> { ["Input.Code"] = code }, Ct);
        Assert.Equal((HttpStatusCode.SeeOther, $"/{language}/"), (answer.Status, answer.Location));
    }

    [Fact]
    public async Task Get_of_notifications_by_a_Finn_who_reads_Swedish_shows_the_time_of_Finland()
    {
        var person = await site.SubscriberAsync("sv"); // who chose the clock of Helsinki
        var at = site.Clock.GetUtcNow();
        await site.SaveAsync(db => db.Add(new Notification { PersonId = person.Id, Kind = "HiddenMail", Args = "{}", At = at }));
        var page = await (await site.SignInAsync(person)).GetPageAsync("/sv/me/notifications", Ct);
        var shown = page.Document.QuerySelector("time")!.GetAttribute("datetime")!;
        Assert.Equal(Zones.Finland.GetUtcOffset(at), DateTimeOffset.Parse(shown, CultureInfo.InvariantCulture).Offset);
    }

    [Theory]
    [InlineData("sv", "SE", "0680", "Europe/Stockholm")]
    [InlineData("sv", "FI", "905", "Europe/Helsinki")]
    [InlineData("fi", "SE", "0680", "Europe/Stockholm")]
    [InlineData("sv", null, null, "Europe/Stockholm")]
    public async Task Post_of_the_welcome_makes_the_clock_of_the_home_one_s_own(string language, string? country, string? code, string zone)
    {
        var person = Person.New($"{Guid.CreateVersion7():N}@example.org", language, site.Clock.GetUtcNow());
        person.EmailConfirmed = true;
        await site.SaveAsync(db => db.Add(person));
        var visitor = await site.SignInAsync(person);
        var home = country is null ? "" : Matchmaking.Municipalities.Municipality.IdOf(Enum.Parse<Matchmaking.Municipalities.Country>(country), code!).ToString();
        var page = await visitor.GetPageAsync($"/{language}/welcome", Ct);
        await visitor.PostAsync(page, "welcome", new Dictionary<string, object?> { ["Input.Name"] = "Elsa", ["Input.Age"] = "adult", ["Input.Home"] = home }, Ct);
        var now = await site.NowAsync(person);
        Assert.Equal(("Elsa", zone), (now.Name, now.TimeZone));
    }

    [Fact]
    public async Task Get_before_a_name_is_known_greets_without_one()
    {
        var person = Person.New($"{Guid.CreateVersion7():N}@example.org", "en", site.Clock.GetUtcNow());
        await site.SaveAsync(db => db.Add(person));
        Assert.Equal("Hello!", (await (await site.SignInAsync(person)).GetPageAsync("/en/me", Ct)).Title);
    }

    [Fact]
    public async Task Get_of_the_security_page_says_what_a_passkey_needs_where_there_is_no_script()
    {
        var person = await site.SubscriberAsync();
        var page = await (await site.SignInAsync(person)).GetPageAsync("/en/me/security", Ct);
        Assert.Contains("needs JavaScript", page.Document.QuerySelector("main noscript")!.InnerHtml);
        Assert.Contains(person.Email!, page.Text("main"));
    }
}

/// <summary>A moderator's one next step is what waits for a decision.</summary>
public sealed class ModeratorsNextStepTests(TestSite site) : IClassFixture<TestSite>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Get_puts_waiting_reports_first_and_only_for_whoever_decides_about_them()
    {
        var scene = await ReportingScene.MakeAsync(site);
        var moderator = await ModeratorAsync(Official.Joensuu);
        Assert.DoesNotContain("Waiting for your decision", (await moderator.GetPageAsync("/en/me", Ct)).Text("main"));

        await scene.ReportAsync("initiative", await site.SignInAsync(scene.Acting.Pentti));
        var page = await moderator.GetPageAsync("/en/me", Ct);
        Assert.Contains("Waiting for your decision: 1", page.Text("main .mm-card[data-variant=tinted]"));
        Assert.Equal("admin/moderation", page.Document.QuerySelector("main .mm-card[data-variant=tinted] a")!.GetAttribute("href"));
        var elsewhere = await ModeratorAsync(Official.Vaasa);
        Assert.DoesNotContain("Waiting for your decision", (await elsewhere.GetPageAsync("/en/me", Ct)).Text("main"));
    }

    private async Task<Visitor> ModeratorAsync(Guid municipalityId)
    {
        var person = MatchingScene.NewPerson("Leyla", site.Clock.GetUtcNow());
        await site.SaveAsync(db =>
        {
            db.Add(person);
            db.Add(new Appointment { PersonId = person.Id, Office = Office.Moderator, MunicipalityId = municipalityId, Since = person.CreatedAt });
        });
        return await site.SignInAsync(person.Id, secondFactor: true);
    }
}
