using System.Globalization;
using System.Net;
using Matchmaking.Initiatives;
using Matchmaking.Matching;
using Matchmaking.Notifications;
using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Testing;
using Matchmaking.Vocabulary;
using Matchmaking.Web.Matching;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Web.Tests.Matching;

public sealed class MyMatchesPageTests(TestSite site) : IClassFixture<TestSite>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("fi", "voit tarjota: pakettiauto", "sinua kiinnostaa: talkoot ja siivous", "torstai-iltaisin", "lähelläsi", "suomeksi", "vie eri verran aikaa kuin toivoit: säännöllisesti")]
    [InlineData("sv", "du erbjuder: skåpbil", "du är intresserad av: städdagar och gemensamma insatser", "torsdagskvällar", "nära dig", "på finska", "tar inte så mycket tid som du önskat: regelbundet")]
    [InlineData("en", "you offered: a van", "you are interested in: clean-ups and work days", "Thursday evenings", "near you", "in Finnish", "takes a different amount of time than you wished: regularly")]
    public async Task Get_shows_each_reason_in_the_readers_language(string language, params string[] reasons)
    {
        var scene = await MatchingScene.MakeAsync(site);
        var page = await (await scene.AsAsync(scene.Tapio)).GetPageAsync($"/{language}/me/matches", Ct);
        Assert.Equal(HttpStatusCode.OK, page.Status);
        var text = page.Text("main");
        Assert.All(reasons, reason => Assert.Contains(reason, text, StringComparison.Ordinal));
        Assert.StartsWith("match-", page.Document.QuerySelector(".mm-matches h2")!.Id, StringComparison.Ordinal);
        Assert.Contains("no-store", page.Headers["Cache-Control"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("fi")]
    [InlineData("sv")]
    [InlineData("en")]
    public async Task Every_reason_has_words_with_its_value(string language)
    {
        CultureInfo.CurrentUICulture = new CultureInfo(language);
        var words = await site.InScopeAsync(s => s.GetRequiredService<VocabularyCatalog>().GetAsync(Ct).AsTask());
        await site.InScopeAsync(s =>
        {
            foreach (var code in Enum.GetValues<ReasonCode>())
            {
                Guid id = code is ReasonCode.Skill or ReasonCode.SkillNotNamed ? words.Skills[0].Id : words.Themes[0].Id;
                var said = s.GetRequiredService<MatchWords>().Of(new Reason(code, id, 7, "fi"), words, language);
                Assert.DoesNotMatch(@"^$|[A-Z]\w+\.[A-Z]|\{|: $", said);
                if (code is ReasonCode.Theme or ReasonCode.DoneBefore or ReasonCode.NotThisKind) Assert.Contains(words.Name(id, language), said, StringComparison.OrdinalIgnoreCase);
            }
            return Task.CompletedTask;
        });
    }

    [Fact]
    public async Task A_line_names_what_is_of_one_kind_together()
    {
        CultureInfo.CurrentUICulture = new CultureInfo("en");
        var words = await site.InScopeAsync(s => s.GetRequiredService<VocabularyCatalog>().GetAsync(Ct).AsTask());
        Reason Skill(string key) => new(ReasonCode.Skill, StableId.Of("skill", key));
        var line = await site.InScopeAsync(s => Task.FromResult(s.GetRequiredService<MatchWords>().Line([Skill("van"), new(ReasonCode.Near, Number: 4), Skill("baking")], words, "en")));
        Assert.Equal("you offered: a van, baking · about 4 km", line.Replace('\u00A0', ' '));
    }

    [Fact]
    public async Task Get_shows_the_change_once_the_job_has_run()
    {
        var scene = await MatchingScene.MakeAsync(site, refresh: false, title: "New clean-up");
        var tapio = await scene.AsAsync(scene.Tapio);
        Assert.DoesNotContain("New clean-up", (await tapio.GetPageAsync("/en/me/matches", Ct)).Text("main"), StringComparison.Ordinal);
        await scene.RefreshAsync();
        Assert.Contains("New clean-up", (await tapio.GetPageAsync("/en/me/matches", Ct)).Text("main"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_counts_a_match_as_seen_once()
    {
        var scene = await MatchingScene.MakeAsync(site);
        Assert.Null((await scene.MatchAsync()).SeenAt);
        var tapio = await scene.AsAsync(scene.Tapio);
        await tapio.GetPageAsync("/en/me/matches", Ct);
        var seen = (await scene.MatchAsync()).SeenAt;
        Assert.NotNull(seen);
        await tapio.GetPageAsync("/en/me/matches", Ct);
        Assert.Equal(seen, (await scene.MatchAsync()).SeenAt);
    }

    [Fact]
    public async Task Get_without_any_leads_to_the_profile()
    {
        var alone = MatchingScene.NewPerson("Alone", site.Clock.GetUtcNow());
        await site.SaveAsync(db => db.Add(alone));
        foreach (var language in new[] { "fi", "sv", "en" })
        {
            var page = await (await site.SignInAsync(alone)).GetPageAsync($"/{language}/me/matches", Ct);
            Assert.Equal(HttpStatusCode.OK, page.Status);
            Assert.NotNull(page.Document.QuerySelector("main a[href='me/profile']"));
            Assert.Equal(3, page.Document.QuerySelectorAll(".mm-empty li").Length);
        }
    }

    [Fact]
    public async Task Get_as_a_stranger_asks_to_sign_in() => Assert.Equal(HttpStatusCode.Redirect, (await site.GetPageAsync("/en/me/matches", Ct)).Status);

    [Fact]
    public async Task Post_interested_tells_the_starter_and_leads_to_joining_with_the_role_chosen()
    {
        var scene = await MatchingScene.MakeAsync(site, title: "Joined clean-up");
        var tapio = await scene.AsAsync(scene.Tapio);
        var page = await tapio.GetPageAsync("/en/me/matches", Ct);
        var match = await scene.MatchAsync();
        var answer = await tapio.PostAsync(page, $"form[action='me/matches/{match.Id}/interested']", ct: Ct);
        Assert.Equal(HttpStatusCode.SeeOther, answer.Status);
        var join = await tapio.FollowAsync(answer, Ct);
        Assert.Equal($"{match.RoleId}", join.Document.QuerySelector("input[name='Input.RoleId'][checked]")!.GetAttribute("value"));
        Assert.Equal(1, await scene.ReadAsync(db => db.Notifications().CountAsync(n => n.PersonId == scene.Helmi.Id && n.Kind == nameof(InterestedMail), Ct)));
        Assert.Contains("Somebody is interested", (await (await scene.AsAsync(scene.Helmi)).GetPageAsync("/en/me/notifications", Ct)).Text("main"), StringComparison.Ordinal);
        var joined = await tapio.PostAsync(join, "join", ct: Ct);
        Assert.Equal(HttpStatusCode.SeeOther, joined.Status);
        Assert.DoesNotContain("Joined clean-up", (await tapio.GetPageAsync("/en/me/matches", Ct)).Text("main"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_not_now_takes_it_from_the_list_and_it_can_be_taken_back()
    {
        var scene = await MatchingScene.MakeAsync(site, title: "Resting clean-up");
        var tapio = await scene.AsAsync(scene.Tapio);
        var list = await tapio.GetPageAsync("/en/me/matches", Ct);
        Assert.Equal(2, list.Text("main").Split("Resting clean-up").Length); // once, though two of its roles suit
        await tapio.PostAsync(list, $"form[action='me/matches/{(await scene.MatchAsync()).Id}/not-now']", ct: Ct);
        Assert.DoesNotContain("Resting clean-up", (await tapio.GetPageAsync("/en/me/matches", Ct)).Text("main"), StringComparison.Ordinal);
        var aside = await tapio.GetPageAsync("/en/me/matches/aside", Ct);
        Assert.Contains("Resting clean-up", aside.Text("main"), StringComparison.Ordinal);
        Assert.Contains("Rests until", aside.Text("main"), StringComparison.Ordinal);
        await tapio.PostAsync(aside, "form[action$='/take-back']", ct: Ct);
        await scene.RefreshAsync();
        Assert.Contains("Resting clean-up", (await tapio.GetPageAsync("/en/me/matches", Ct)).Text("main"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_not_this_kind_takes_the_one_away_and_lowers_the_ticked_themes_until_they_are_lifted()
    {
        var scene = await MatchingScene.MakeAsync(site, title: "Refused clean-up");
        await MatchingScene.MakeAsync(site, town: scene.Town); // another of its kind
        var tapio = await scene.AsAsync(scene.Tapio);
        var page = await tapio.GetPageAsync($"/en/me/matches/{(await scene.MatchAsync()).Id}/not-this-kind", Ct);
        Assert.NotNull(page.Document.QuerySelector("input[name='Input.Themes'][checked]")); // its only theme is meant
        Assert.NotNull(page.Document.QuerySelector("main a[href='me/profile#Input-Never']"));
        var theme = page.Document.QuerySelector("input[name='Input.Themes']")!.GetAttribute("value")!;
        Assert.Equal(HttpStatusCode.SeeOther, (await tapio.PostAsync(page, "not-this-kind", new Dictionary<string, object?> { ["Input.Themes"] = new[] { theme } }, Ct)).Status);
        await scene.RefreshAsync();
        var list = (await tapio.GetPageAsync("/en/me/matches", Ct)).Text("main");
        Assert.DoesNotContain("Refused clean-up", list, StringComparison.Ordinal);
        Assert.Contains("you have said “not this kind”: clean-ups and work days", list, StringComparison.Ordinal);

        var aside = await tapio.GetPageAsync("/sv/me/matches/aside", Ct);
        Assert.Contains("Inte sådana, föreslås inte mer", aside.Text("main"), StringComparison.Ordinal);
        Assert.Contains("Städdagar och gemensamma insatser", aside.Text("main"), StringComparison.Ordinal);
        await tapio.PostAsync(aside, "form[action='me/matches/lift']", ct: Ct);
        await scene.RefreshAsync();
        list = (await tapio.GetPageAsync("/en/me/matches", Ct)).Text("main");
        Assert.DoesNotContain("not this kind”", list, StringComparison.Ordinal);
        Assert.DoesNotContain("Refused clean-up", list, StringComparison.Ordinal);
        await tapio.PostAsync(await tapio.GetPageAsync("/en/me/matches/aside", Ct), "form[action$='/take-back']", ct: Ct);
        Assert.Contains("Nothing is set aside", (await tapio.GetPageAsync("/en/me/matches/aside", Ct)).Text("main"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Skill", "van", "me/profile#Input-Skills")]
    [InlineData("Theme", "cleanup", "me/profile#Input-Themes")]
    [InlineData("Near", null, "me/profile#Input-Home")]
    [InlineData("OtherEffort", null, "me/profile#Input-Effort")]
    public async Task Post_wrong_reason_leads_to_what_caused_it_and_changes_nothing_itself(string code, string? about, string where)
    {
        var scene = await MatchingScene.MakeAsync(site);
        var tapio = await scene.AsAsync(scene.Tapio);
        var page = await tapio.GetPageAsync($"/en/me/matches/{(await scene.MatchAsync()).Id}/wrong", Ct);
        var fact = about is null ? $"{code}." : $"{code}.{StableId.Of(code.ToLowerInvariant(), about):N}";
        var answer = await tapio.PostAsync(page, "wrong-reason", new Dictionary<string, object?> { ["Input.Fact"] = fact, ["Input.Go"] = "correct" }, Ct);
        Assert.Equal(HttpStatusCode.SeeOther, answer.Status);
        Assert.Equal($"/en/{where}", answer.Location);
        Assert.NotNull((await tapio.GetPageAsync("/en/me/profile", Ct)).Document.GetElementById(where.Split('#')[1]));
        Assert.False(await scene.ReadAsync(db => db.WrongReasons().AnyAsync(w => w.PersonId == scene.Tapio.Id, Ct)));
    }

    [Fact]
    public async Task Post_wrong_reason_asks_which_and_then_no_longer_uses_it()
    {
        var scene = await MatchingScene.MakeAsync(site);
        var tapio = await scene.AsAsync(scene.Tapio);
        var match = await scene.MatchAsync();
        var page = await tapio.GetPageAsync($"/en/me/matches/{match.Id}/wrong", Ct);
        var empty = await tapio.PostAsync(page, "wrong-reason", ct: Ct);
        Assert.Contains("Choose a reason.", empty.Text("main"), StringComparison.Ordinal);
        var bent = await tapio.PostAsync(page, "wrong-reason", new Dictionary<string, object?> { ["Input.Fact"] = "LastMissing." }, Ct);
        Assert.Contains("Choose a reason.", bent.Text("main"), StringComparison.Ordinal);
        await tapio.PostAsync(page, "wrong-reason", new Dictionary<string, object?> { ["Input.Fact"] = $"Skill.{StableId.Of("skill", "van"):N}" }, Ct);
        await scene.RefreshAsync();
        Assert.DoesNotContain((await scene.MatchAsync()).Reasons, r => r.Code == ReasonCode.Skill);
        var aside = await tapio.GetPageAsync("/en/me/matches/aside", Ct);
        Assert.Contains("skill: a van", aside.Text("main"), StringComparison.Ordinal);
        await tapio.PostAsync(aside, "form[action='me/matches/trust']", ct: Ct);
        await scene.RefreshAsync();
        Assert.Contains((await scene.MatchAsync()).Reasons, r => r.Code == ReasonCode.Skill);
    }

    [Fact]
    public async Task Another_persons_match_is_not_found()
    {
        var (scene, other) = (await MatchingScene.MakeAsync(site), await MatchingScene.MakeAsync(site));
        var match = await scene.MatchAsync();
        var stranger = await other.AsAsync(other.Tapio);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetPageAsync($"/en/me/matches/{match.Id}/wrong", Ct)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetPageAsync($"/en/me/matches/{match.Id}/not-this-kind", Ct)).Status);
        var own = await stranger.GetPageAsync("/en/me/matches", Ct);
        var token = own.Document.QuerySelector("input[name='__RequestVerificationToken']")!.GetAttribute("value")!;
        foreach (var act in new[] { "interested", "not-now", "take-back" })
        {
            using var form = new FormUrlEncodedContent([new("__RequestVerificationToken", token)]);
            Assert.Equal(HttpStatusCode.NotFound, (await stranger.PostAsync($"/en/me/matches/{match.Id}/{act}", form, Ct)).Status);
        }
        Assert.Equal(MatchAnswer.None, (await scene.MatchAsync()).Answer);
        Assert.Equal(HttpStatusCode.OK, (await (await scene.AsAsync(scene.Tapio)).GetPageAsync($"/en/me/matches/{match.Id}/wrong", Ct)).Status);
    }

    [Fact]
    public async Task Get_of_my_page_shows_the_best_with_its_reasons()
    {
        var scene = await MatchingScene.MakeAsync(site);
        var page = await (await scene.AsAsync(scene.Tapio)).GetPageAsync("/en/me", Ct);
        Assert.Contains("Next for you", page.Text("main"), StringComparison.Ordinal);
        Assert.Contains("you offered: a van", page.Text(".mm-cards"), StringComparison.Ordinal);
    }
}
