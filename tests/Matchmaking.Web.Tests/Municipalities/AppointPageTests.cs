using System.Net;
using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Web.Tests.Municipalities;

public sealed class AppointPageTests(TestSite site) : IClassFixture<TestSite>
{
    private const string Town = "/en/admin/municipalities/joensuu";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Office.Coordinator)]
    [InlineData(Office.Moderator)]
    public async Task Post_appoints_by_address_and_the_list_says_that_the_second_factor_is_missing(Office office)
    {
        var (administrator, person) = (await Official.SignInAsync(site, Office.Administrator), await PersonAsync("Marjut Testi"));
        var form = await administrator.GetPageAsync($"{Town}/appointments/new", Ct);
        var answer = await administrator.PostAsync(form, "appoint", Fields(office, $" {person.Email!.ToUpperInvariant()} "), Ct);
        Assert.Equal(Town, answer.Location);
        var list = await administrator.FollowAsync(answer, Ct);
        var row = list.Document.QuerySelectorAll(".mm-officials li").Single(r => r.TextContent.Contains("Marjut Testi", StringComparison.Ordinal) && r.TextContent.Contains($"{office}", StringComparison.Ordinal));
        Assert.Contains("the second step is missing", row.TextContent);
        Assert.Contains("appointed by Aino Testi", row.TextContent);
        Assert.DoesNotContain(person.Email!, list.Body);
        Assert.Contains("already holds", (await administrator.PostAsync(form, "appoint", Fields(office, person.Email!), Ct)).Text("#Input-Email-e"));

        await site.SaveAsync(db => db.Find<Person>(person.Id)!.TwoFactorEnabled = true);
        Assert.DoesNotContain("the second step is missing", (await administrator.GetPageAsync(Town, Ct)).Document.QuerySelectorAll(".mm-officials li").Single(r => r.TextContent.Contains("Marjut Testi", StringComparison.Ordinal)).TextContent);

        var end = await administrator.GetPageAsync($"/en/{row.QuerySelector("a")!.GetAttribute("href")}", Ct);
        Assert.Contains("Marjut Testi", end.Text(".mm-lead"));
        var ended = await administrator.PostAsync(end, "end", ct: Ct);
        Assert.Equal(Town, ended.Location);
        var after = await administrator.FollowAsync(ended, Ct);
        Assert.Contains("Marjut Testi", after.Text("details"));
        Assert.Equal(HttpStatusCode.NotFound, (await administrator.PostAsync(end, "end", ct: Ct)).Status);
        await site.SaveAsync(db => db.Remove(db.Find<Person>(person.Id)!));
    }

    [Theory]
    [InlineData("Coordinator", "nobody", "name@example.org")]
    [InlineData("Coordinator", "", "name@example.org")]
    [InlineData("Coordinator", "stranger@example.org", "There is no account with this address")]
    [InlineData("Administrator", "stranger@example.org", "Choose the office")]
    [InlineData("", "stranger@example.org", "Choose the office")]
    [InlineData("Coordinator", "a@example.org\r\nBcc: b@example.org", "name@example.org")]
    public async Task Post_of_what_cannot_be_says_why_and_keeps_what_was_typed(string office, string address, string says)
    {
        var administrator = await Official.SignInAsync(site, Office.Administrator);
        var answer = await administrator.PostAsync(await administrator.GetPageAsync($"{Town}/appointments/new", Ct), "appoint", new Dictionary<string, object?> { ["Input.Office"] = office, ["Input.Email"] = address }, Ct);
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Contains(says, answer.Text(".ds-error-summary"));
        if (!address.Contains('\r')) Assert.Equal(address, answer.Document.QuerySelector("#Input-Email")!.GetAttribute("value") ?? "");
    }

    [Fact]
    public async Task Post_of_the_end_of_the_last_administrator_is_refused_in_words()
    {
        await site.SaveAsync(db => db.RemoveRange(db.Appointments().Where(a => a.Office == Office.Administrator)));
        var last = await Official.SignInAsync(site, Office.Administrator);
        Page list = await last.GetPageAsync("/en/admin/administrators", Ct), end = await last.GetPageAsync($"/en/{list.Document.QuerySelector(".mm-officials a")!.GetAttribute("href")}", Ct);
        Assert.Contains("The last administrator cannot be removed", (await last.PostAsync(end, "end", ct: Ct)).Text(".ds-error-summary"));

        var second = await PersonAsync("Ralf Testi");
        var appointed = await last.PostAsync(await last.GetPageAsync("/en/admin/administrators/new", Ct), "appoint", new Dictionary<string, object?> { ["Input.Email"] = second.Email }, Ct);
        Assert.Equal("/en/admin/administrators", appointed.Location);
        Assert.Equal("/en/admin/administrators", (await last.PostAsync(end, "end", ct: Ct)).Location);
        Assert.Equal(HttpStatusCode.NotFound, (await last.GetPageAsync("/en/admin/administrators", Ct)).Status);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(Office.Coordinator)]
    [InlineData(Office.Moderator)]
    public async Task Get_and_post_by_others_are_404(Office? office)
    {
        var (person, visitor) = (await PersonAsync("Tapio Testi"), await Official.SignInAsync(site, office, office is null ? null : Official.Joensuu));
        var appointment = new Appointment { PersonId = person.Id, Office = Office.Moderator, MunicipalityId = Official.Joensuu, Since = site.Clock.GetUtcNow() };
        await site.SaveAsync(db => db.Add(appointment));
        var token = (await visitor.GetPageAsync("/en/me", Ct)).Document.QuerySelector("input[name='__RequestVerificationToken']")!.GetAttribute("value")!;
        foreach (var (address, form) in new[] { ($"{Town}/appointments/new", "appoint"), ("/en/admin/administrators/new", "appoint"), ($"/en/admin/appointments/{appointment.Id}/end", "end"), ("/en/admin/administrators", "") })
        {
            Assert.Equal((address, HttpStatusCode.NotFound), (address, (await visitor.GetPageAsync(address, Ct)).Status));
            Assert.Equal((address, HttpStatusCode.Redirect), (address, (await site.GetPageAsync(address, Ct)).Status));
            if (form.Length == 0) continue;
            var posted = await visitor.PostAsync(address, new FormUrlEncodedContent([new("__RequestVerificationToken", token), new("_handler", form), new("Input.Office", "Moderator"), new("Input.Email", person.Email!)]), Ct);
            Assert.Equal((address, HttpStatusCode.NotFound), (address, posted.Status));
        }
        Assert.Equal(1, await site.InScopeAsync(s => s.GetRequiredService<MatchmakingDb>().Appointments().CountAsync(a => a.PersonId == person.Id && a.EndedAt == null, Ct)));
    }

    [Fact]
    public async Task A_coordinator_sees_who_holds_an_office_and_no_buttons()
    {
        var coordinator = await Official.SignInAsync(site, Office.Coordinator, Official.Joensuu);
        var page = await coordinator.GetPageAsync(Town, Ct);
        Assert.Contains("Coordinators and moderators", page.Body);
        Assert.Null(page.Document.QuerySelector("a[href*='/appointments/']"));
        Assert.Equal(HttpStatusCode.NotFound, (await coordinator.GetPageAsync($"/en/admin/appointments/{Guid.CreateVersion7()}/end", Ct)).Status);
    }

    [Theory]
    [InlineData("/en/admin/municipalities/joensuu")]
    [InlineData("/en/admin/municipalities")]
    [InlineData("/en/admin/jobs")]
    [InlineData("/en/admin/moderation")]
    public async Task Get_by_an_official_without_the_second_factor_leads_to_where_it_is_set_up_and_nobody_else_there(string address)
    {
        var official = await Official.SignInAsync(site, Office.Moderator, Official.Joensuu, secondFactor: false);
        var answer = await official.GetPageAsync(address, Ct);
        Assert.Equal((HttpStatusCode.Redirect, "/en/me/security"), (answer.Status, answer.Location));
        Assert.Contains("The page opens once you have signed in with a second step too", (await official.FollowAsync(answer, Ct)).Text(".mm-status"));
        Assert.Equal(HttpStatusCode.NotFound, (await (await Official.SignInAsync(site)).GetPageAsync(address, Ct)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await official.GetPageAsync("/en/admin/nothing", Ct)).Status);
    }

    [Fact]
    public async Task Get_by_an_official_with_an_app_leads_to_its_code_and_back()
    {
        var person = await PersonAsync("Leyla Testi");
        await site.SaveAsync(db =>
        {
            db.Find<Person>(person.Id)!.TwoFactorEnabled = true;
            db.Add(new Appointment { PersonId = person.Id, Office = Office.Moderator, MunicipalityId = Official.Joensuu, Since = site.Clock.GetUtcNow() });
        });
        var answer = await (await site.SignInAsync(person)).GetPageAsync("/en/admin/moderation", Ct);
        Assert.Equal("/en/sign-in/second-factor?returnUrl=%2Fen%2Fadmin%2Fmoderation", answer.Location);
        Assert.Equal(HttpStatusCode.OK, (await (await site.SignInAsync(person, secondFactor: true)).GetPageAsync("/en/admin/moderation", Ct)).Status);
    }

    [Theory]
    [InlineData("fi")]
    [InlineData("sv")]
    public async Task Get_in_each_language_has_every_text(string language)
    {
        var administrator = await Official.SignInAsync(site, Office.Administrator);
        foreach (var address in new[] { Town, $"{Town}/appointments/new", "/en/admin/administrators", "/en/admin/administrators/new" })
        {
            var page = await administrator.GetPageAsync(address.Replace("/en/", $"/{language}/", StringComparison.Ordinal), Ct);
            Assert.Equal((address, HttpStatusCode.OK), (address, page.Status));
            Assert.DoesNotMatch(@"(Officials|Office|Appoint|Administrators|End)\.[A-Z]", page.Document.Body!.TextContent);
        }
    }

    private static Dictionary<string, object?> Fields(Office office, string address) => new() { ["Input.Office"] = office.ToString(), ["Input.Email"] = address };

    private async Task<Person> PersonAsync(string name)
    {
        var person = Person.New($"{Guid.CreateVersion7():N}@example.org", "en", site.Clock.GetUtcNow());
        person.Welcome(name, under18: false, null, site.Clock.GetUtcNow());
        person.EmailConfirmed = true;
        await site.SaveAsync(db => db.Add(person));
        return person;
    }
}
