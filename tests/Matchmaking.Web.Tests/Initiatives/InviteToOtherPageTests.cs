using System.Net;
using AngleSharp.Html.Dom;
using Matchmaking.Initiatives;
using Matchmaking.Moderation;
using Matchmaking.People;
using Matchmaking.Testing;
using Matchmaking.Web.Platform;
using Matchmaking.Web.Tests.Municipalities;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Web.Tests.Initiatives;

/// <summary>An official finds two ideas alike, sees the letter, sends it, and takes it back.</summary>
public sealed class InviteToOtherPageTests(TestSite site) : IClassFixture<TestSite>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Office.Moderator)]
    [InlineData(Office.Coordinator)]
    [InlineData(Office.Administrator)]
    public async Task Post_shows_the_letter_first_and_sends_it_then(Office office)
    {
        var scene = await InvitingScene.MakeAsync(site);
        await scene.ShareAWordAsync();
        var official = await scene.OfficialAsync(office);
        var link = (await official.GetPageAsync(scene.Acting.Page, Ct)).Document.QuerySelector("a[href$='/invite']")!.GetAttribute("href")!;
        var form = await official.GetPageAsync($"/en/{link}", Ct);
        Assert.Contains(form.Document.QuerySelectorAll("input[name='Input.Other']"), i => i.GetAttribute("value") == $"{scene.Other.Number}");
        Assert.DoesNotContain(form.Document.QuerySelectorAll("input[name='Input.Other']"), i => i.GetAttribute("value") == $"{scene.Acting.Initiative.Number}");

        var preview = await official.PostAsync(form, "invite", new Dictionary<string, object?> { ["Input.Other"] = $"{scene.Other.Number}", ["Input.Words"] = InvitingScene.Why }, Ct);
        Assert.Equal(HttpStatusCode.OK, preview.Status);
        Assert.Contains("3 people get this letter", preview.Text("main"));
        Assert.Equal(InvitingScene.Why, preview.Text("blockquote"));
        Assert.Contains(preview.Document.QuerySelectorAll("main a"), a => a.GetAttribute("href")?.EndsWith($"{scene.OtherPage}/join", StringComparison.Ordinal) == true);
        Assert.Empty(await scene.InvitationsAsync());

        var changed = await official.PostAsync(preview, "invite", new Dictionary<string, object?> { ["Input.Act"] = "change" }, Ct);
        Assert.Equal(InvitingScene.Why, changed.Text("textarea"));
        Assert.Equal($"{scene.Other.Number}", (changed.Document.QuerySelector("input[name='Input.Other']:checked") as IHtmlInputElement)?.Value);
        Assert.Empty(changed.Document.QuerySelectorAll(".ds-error-summary"));

        var sent = await official.PostAsync(preview, "invite", new Dictionary<string, object?> { ["Input.Act"] = "send" }, Ct);
        Assert.Equal((HttpStatusCode.SeeOther, scene.Acting.Page), (sent.Status, sent.Location));
        Assert.Contains("The invitation is sent", (await official.FollowAsync(sent, Ct)).Body);
        Assert.Equal(InvitingScene.Why, Assert.Single(await scene.InvitationsAsync()).Words);
        Assert.Equal(4, (await scene.LettersAsync()).Count);
    }

    [Fact]
    public async Task Everyone_reads_that_people_were_invited_and_nobody_the_official_s_words_until_it_is_taken_back()
    {
        var scene = await InvitingScene.MakeAsync(site);
        await EventuallyAsync(() => Task.FromResult(site.Services.GetRequiredService<PageEviction>().IsHeard));
        Assert.DoesNotContain("Another idea wants the same", (await site.GetPageAsync(scene.Acting.Page, Ct)).Body);
        await scene.SendAsync(await scene.OfficialAsync(), "send");
        await EventuallyAsync(async () => (await site.GetPageAsync(scene.Acting.Page, Ct)).Body.Contains("Another idea wants the same", StringComparison.Ordinal));
        var page = await site.GetPageAsync(scene.Acting.Page, Ct);
        Assert.Contains("River bank clean-up with coffee", page.Text(".ds-alert"));
        Assert.Contains("The people were invited to another idea", page.Text("#history"));
        foreach (var reader in new[] { site.NewVisitor(), await scene.Acting.AsAsync(scene.Acting.Helmi), await scene.OfficialAsync() })
        {
            var seen = await reader.GetPageAsync(scene.Acting.Page, Ct);
            Assert.DoesNotContain("You both clean", seen.Body);
            Assert.DoesNotContain("Aino Testi", seen.Text("main"));
        }
        Assert.DoesNotContain("invited", (await site.GetPageAsync(scene.OtherPage, Ct)).Text("main"));
        Assert.Empty((await (await scene.Acting.AsAsync(scene.Acting.Helmi)).GetPageAsync(scene.Acting.Page, Ct)).Document.QuerySelectorAll("form[action*='take-back'], a[href$='/invite']"));

        var other = await scene.OfficialAsync(Office.Coordinator);
        var takenBack = await other.PostAsync(await other.GetPageAsync(scene.Acting.Page, Ct), "form[action*='take-back']", ct: Ct);
        Assert.Equal(scene.Acting.Page, takenBack.Location);
        Assert.Contains("has been taken back", (await other.FollowAsync(takenBack, Ct)).Body);
        await EventuallyAsync(async () => !(await site.GetPageAsync(scene.Acting.Page, Ct)).Body.Contains("River bank clean-up", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_hidden_other_is_named_nowhere_from_the_next_request_on()
    {
        var scene = await InvitingScene.MakeAsync(site);
        await EventuallyAsync(() => Task.FromResult(site.Services.GetRequiredService<PageEviction>().IsHeard));
        await scene.SendAsync(await scene.OfficialAsync(), "send");
        await EventuallyAsync(async () => (await site.GetPageAsync(scene.Acting.Page, Ct)) is { } page && page.Headers.ContainsKey("Age") && page.Body.Contains("River bank clean-up", StringComparison.Ordinal));
        await scene.Acting.WriteAsync((HideContent hide) => hide.RunAsync(new(scene.Acting.Tapio.Id, [(Office.Moderator, Official.Joensuu)]), "initiative", scene.Other.Id, ContentRule.Advertising, "It sells coffee.", null, Ct));
        await EventuallyAsync(async () => !(await site.GetPageAsync(scene.Acting.Page, Ct)).Body.Contains("River bank clean-up", StringComparison.Ordinal));
        Assert.DoesNotContain("River bank clean-up", (await (await scene.OfficialAsync()).GetPageAsync(scene.Acting.Page, Ct)).Body);
    }

    [Theory]
    [InlineData("nothing", "Choose the idea that you invite to", "Input.Other")]
    [InlineData("typed nothing", "Write the address or number", "Input.Address")]
    [InlineData("words", "There is no such idea", "Input.Address")]
    [InlineData("huge", "There is no such idea", "Input.Address")]
    [InlineData("gone", "There is no such idea", "Input.Address")]
    [InlineData("hidden", "There is no such idea", "Input.Address")]
    [InlineData("itself", "This is the same idea", "Input.Address")]
    [InlineData("paused", "takes no new doers", "Input.Address")]
    [InlineData("own", "You are in that idea yourself", "Input.Address")]
    [InlineData("twice", "have been invited there already", "Input.Address")]
    [InlineData("the other way", "have been invited here", "Input.Address")]
    [InlineData("all in both", "There is nobody to invite", "Input.Address")]
    [InlineData("forged card", "There is no such idea", "Input.Other")]
    [InlineData("no reason", "Write a few words on why", "Input.Words")]
    [InlineData("long reason", "600", "Input.Words")]
    public async Task Post_of_what_cannot_be_says_so_beside_the_field_and_keeps_what_was_typed(string what, string message, string field)
    {
        var scene = await InvitingScene.MakeAsync(site);
        var (acting, number) = (scene.Acting, $"{scene.Other.Number}");
        var official = await scene.OfficialAsync();
        var (other, address, words) = ((string?)"typed", number, InvitingScene.Why);
        switch (what)
        {
            case "nothing": (other, address) = (null, ""); break;
            case "typed nothing": address = " "; break;
            case "words": address = "the other clean-up"; break;
            case "huge": address = "99999999999999999999"; break;
            case "gone": address = "999999"; break;
            case "itself": address = $"http://localhost{acting.Page}"; break;
            case "hidden": await site.SaveAsync(db => db.Find<Initiative>(scene.Other.Id)!.Hide(site.Clock.GetUtcNow())); break;
            case "paused": await acting.WriteAsync((TurnInitiative turn) => turn.RunAsync(new(acting.Pentti.Id, []), scene.Other.Id, InitiativeState.Paused, "", Ct)); break;
            case "own":
                official = await site.SignInAsync(acting.Pentti.Id, secondFactor: true);
                await site.SaveAsync(db => db.Add(new Appointment { PersonId = acting.Pentti.Id, Office = Office.Moderator, MunicipalityId = Official.Joensuu, Since = site.Clock.GetUtcNow() }));
                break;
            case "twice": await scene.SendAsync(official, "send"); break;
            case "the other way":
                await site.SaveAsync(db => db.Add(new InitiativeInvitation { FromId = scene.Other.Id, ToId = acting.Initiative.Id, Words = "x", At = site.Clock.GetUtcNow() }));
                break;
            case "all in both":
                foreach (var person in new[] { acting.Helmi, acting.Tapio, acting.Olena })
                    await acting.WriteAsync((JoinInitiative join) => join.RunAsync(new(person.Id, []), scene.Other.Id, scene.Other.Roles[0].Id, ct: Ct));
                break;
            case "forged card": other = "7; drop"; break;
            case "no reason": words = " \n "; break;
            case "long reason": words = new string('x', 601); break;
        }
        var before = (await scene.InvitationsAsync()).Count;
        foreach (var act in new[] { null, "send" })
        {
            var answer = await scene.SendAsync(official, act, address, words, other);
            Assert.Equal(HttpStatusCode.OK, answer.Status);
            Assert.Contains(message, answer.Text(".ds-error-summary"));
            Assert.Contains(message, answer.Text($"#{field.Replace('.', '-')}-e"));
            Assert.Equal(address, answer.Document.QuerySelector("input[name='Input.Address']")!.GetAttribute("value"));
            Assert.Equal(words.Trim(), answer.Text("textarea"));
        }
        Assert.Equal(before, (await scene.InvitationsAsync()).Count);
    }

    [Theory]
    [InlineData("outsider")]
    [InlineData("doer")]
    [InlineData("moderator in it")]
    [InlineData("moderator elsewhere")]
    [InlineData("moderator with one factor")]
    [InlineData("suspended moderator")]
    public async Task Post_by_one_who_may_not_is_404_and_sends_nothing(string who)
    {
        var scene = await InvitingScene.MakeAsync(site);
        var person = who is "doer" or "moderator in it" ? scene.Acting.Tapio : scene.Acting.Pentti;
        if (who.Contains("moderator", StringComparison.Ordinal))
            await site.SaveAsync(db => db.Add(new Appointment { PersonId = person.Id, Office = Office.Moderator, MunicipalityId = who.EndsWith("elsewhere", StringComparison.Ordinal) ? Official.Vaasa : Official.Joensuu, Since = site.Clock.GetUtcNow() }));
        var visitor = await site.SignInAsync(person.Id, secondFactor: !who.EndsWith("one factor", StringComparison.Ordinal));
        var token = (await visitor.GetPageAsync($"{scene.Acting.Page}/ask", Ct)).Form("ask").QuerySelector("input[name='__RequestVerificationToken']")!.GetAttribute("value")!;
        if (who.StartsWith("suspended", StringComparison.Ordinal)) await site.SaveAsync(db => db.Find<Person>(person.Id)!.SuspendedAt = site.Clock.GetUtcNow());

        Assert.DoesNotContain("/invite", (await visitor.GetPageAsync(scene.Acting.Page, Ct)).Body);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetPageAsync($"{scene.Acting.Page}/invite", Ct)).Status);
        var answer = await visitor.PostAsync($"{scene.Acting.Page}/invite", new FormUrlEncodedContent([new("__RequestVerificationToken", token), new("_handler", "invite"),
            new("Input.Other", $"{scene.Other.Number}"), new("Input.Words", "Come."), new("Input.Act", "send")]), Ct);
        Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        Assert.Empty(await scene.InvitationsAsync());
        Assert.Empty(await scene.LettersAsync());
    }

    [Fact]
    public async Task Get_of_what_is_over_leads_back_and_of_what_is_hidden_is_404()
    {
        var scene = await InvitingScene.MakeAsync(site);
        var official = await scene.OfficialAsync();
        await scene.Acting.FinishAsync();
        var answer = await official.GetPageAsync($"{scene.Acting.Page}/invite", Ct);
        Assert.Equal(scene.Acting.Page, answer.Location);
        await site.SaveAsync(db => db.Find<Initiative>(scene.Acting.Initiative.Id)!.Hide(site.Clock.GetUtcNow()));
        Assert.Equal(HttpStatusCode.NotFound, (await official.GetPageAsync($"{scene.Acting.Page}/invite", Ct)).Status);
    }

    [Theory]
    [InlineData("fi", "kutsuttiin", "Peru kutsu")]
    [InlineData("sv", "bjöds in", "Ta tillbaka")]
    [InlineData("en", "were invited", "Take the invitation back")]
    public async Task Get_in_each_language_has_every_text(string language, string invited, string takeBack)
    {
        var scene = await InvitingScene.MakeAsync(site);
        var official = await scene.OfficialAsync();
        var there = scene.Acting.Page.Replace("/en/", $"/{language}/", StringComparison.Ordinal);
        var form = await official.GetPageAsync($"{there}/invite", Ct);
        var preview = await official.PostAsync(form, "invite", new Dictionary<string, object?> { ["Input.Other"] = $"{scene.Other.Number}", ["Input.Words"] = InvitingScene.Why }, Ct);
        await official.PostAsync(preview, "invite", new Dictionary<string, object?> { ["Input.Act"] = "send" }, Ct);
        var page = await official.GetPageAsync(there, Ct);
        Assert.Contains(invited, page.Text("main"));
        Assert.Contains(takeBack, page.Text("main"));
        foreach (var seen in new[] { form, preview, page })
        {
            Assert.DoesNotMatch(@"(Invite|Office|Together|History|InvitedToOther)\.[A-Z]", seen.Document.Body!.TextContent);
            Assert.DoesNotMatch(@"\{\d\}", seen.Document.Body!.TextContent);
        }
    }

    private static async Task EventuallyAsync(Func<Task<bool>> so)
    {
        for (var i = 0; i < 200 && !await so(); i++) await Task.Delay(25, Ct);
        Assert.True(await so());
    }
}
