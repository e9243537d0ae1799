using System.Net;
using Matchmaking.Initiatives;
using Matchmaking.Matching;
using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Platform.Mail;
using Matchmaking.Search;
using Matchmaking.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Web.Tests.Matching;

public sealed class ContactSharingPageTests(TestSite site) : IClassFixture<TestSite>, IAsyncLifetime
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>To write letters, not to send them.</summary>
    public ValueTask InitializeAsync()
    {
        foreach (var (name, value) in new[] { ("Mail:Host", "127.0.0.1"), ("Mail:Port", "1"), ("Mail:From", "post@example.org") }) site.Settings[name] = value;
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("fi", "Jos jaat yhteystietosi, Helmi näkee nimesi ja sähköpostiosoitteesi")]
    [InlineData("sv", "Om du delar dina kontaktuppgifter ser Helmi ditt namn och din e-postadress")]
    [InlineData("en", "If you share your contact details, Helmi sees your name and e-mail address")]
    public async Task Get_says_before_the_yes_who_will_see_what(string language, string said)
    {
        var scene = await AskedAsync();
        var page = await (await scene.AsAsync(scene.Tapio)).GetPageAsync($"/{language}/me/matches", Ct);
        Assert.Contains(said, page.Text(".mm-matches > li"), StringComparison.Ordinal);
        var button = page.Document.QuerySelector(".mm-matches form:has(input[name='share']) button")!;
        Assert.All(button.GetAttribute("aria-describedby")!.Split(' '), id => Assert.NotNull(page.Document.GetElementById(id)));
        Assert.DoesNotContain(scene.Helmi.Email!, page.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_of_a_match_without_a_question_offers_no_sharing_and_a_sent_share_does_nothing()
    {
        var scene = await MatchingScene.MakeAsync(site);
        var tapio = await scene.AsAsync(scene.Tapio);
        var page = await tapio.GetPageAsync("/en/me/matches", Ct);
        Assert.Null(page.Document.QuerySelector("input[name='share']"));
        await tapio.PostAsync(page, $"form[action='me/matches/{(await scene.MatchAsync()).Id}/interested']", new Dictionary<string, object?> { ["share"] = "true" }, Ct);
        Assert.Null((await scene.MatchAsync()).ContactSharedAt);
        Assert.DoesNotContain(scene.Tapio.Email!, (await (await scene.AsAsync(scene.Helmi)).GetPageAsync(scene.DoersPage, Ct)).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_of_both_yeses_shows_each_the_other_until_one_ends_it()
    {
        var scene = await AskedAsync();
        var (helmi, tapio) = (await scene.AsAsync(scene.Helmi), await scene.AsAsync(scene.Tapio));
        Assert.DoesNotContain(scene.Tapio.Email!, (await helmi.GetPageAsync(scene.DoersPage, Ct)).Body, StringComparison.Ordinal);
        var mine = await tapio.FollowAsync(await ShareAsync(tapio), Ct);
        Assert.Contains("You now see each other’s name", mine.Text(".mm-status"), StringComparison.Ordinal);
        Assert.Equal($"mailto:{scene.Helmi.Email}", mine.Document.QuerySelector("main a[href^='mailto:']")!.GetAttribute("href"));
        Assert.Null(mine.Document.QuerySelector("input[name='share']"));
        var theirs = await helmi.GetPageAsync(scene.DoersPage, Ct);
        Assert.Equal($"mailto:{scene.Tapio.Email}", theirs.Document.QuerySelector("main a[href^='mailto:']")!.GetAttribute("href"));
        Assert.Contains("Tapio Secretname", theirs.Text("main"), StringComparison.Ordinal);
        Assert.Contains("no-store", theirs.Headers["Cache-Control"], StringComparison.Ordinal);

        var after = await tapio.FollowAsync(await tapio.PostAsync(mine, "form[action$='/stop-sharing']", ct: Ct), Ct);
        Assert.DoesNotContain(scene.Helmi.Email!, after.Body, StringComparison.Ordinal);
        Assert.DoesNotContain(scene.Tapio.Email!, (await helmi.GetPageAsync(scene.DoersPage, Ct)).Body, StringComparison.Ordinal);
        Assert.NotNull(after.Document.QuerySelector("input[name='share']"));

        await ShareAsync(tapio);
        var gone = await helmi.FollowAsync(await helmi.PostAsync(await helmi.GetPageAsync(scene.DoersPage, Ct), "form[action$='/stop-sharing']", ct: Ct), Ct);
        Assert.Contains("Sharing has ended", gone.Text(".mm-status"), StringComparison.Ordinal);
        Assert.DoesNotContain(scene.Helmi.Email!, (await tapio.GetPageAsync("/en/me/matches", Ct)).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_by_others_in_public_and_in_search_never_holds_an_address()
    {
        var scene = await AskedAsync();
        await ShareAsync(await scene.AsAsync(scene.Tapio));
        await site.InScopeAsync(s => s.GetRequiredService<UpdateSearch>().RunAsync(Ct));
        var other = MatchingScene.NewPerson("Olli", site.Clock.GetUtcNow());
        await site.SaveAsync(db => db.Add(other));
        var initiative = $"/en/initiatives/{scene.Initiative.Number}/{scene.Initiative.Slug}";
        string[] pages = [initiative, $"{initiative}/join", "/en/search?q=clean-up", "/api/v1/search?q=clean-up", "/en/me/matches", "/en/me/notifications", scene.DoersPage];
        foreach (var visitor in new[] { site.NewVisitor(), await scene.AsAsync(other) })
            foreach (var address in pages)
            {
                var body = (await visitor.GetPageAsync(address, Ct)).Body;
                Assert.DoesNotContain(scene.Tapio.Email!, body, StringComparison.OrdinalIgnoreCase);
                Assert.DoesNotContain(scene.Helmi.Email!, body, StringComparison.OrdinalIgnoreCase);
            }
        Assert.Contains(scene.Tapio.Email!, (await (await scene.AsAsync(scene.Helmi)).GetPageAsync(scene.DoersPage, Ct)).Body, StringComparison.Ordinal); // it is there for the host
        Assert.Equal(0, await scene.ReadAsync(db => db.SearchDocuments().CountAsync(d => d.Text.Contains("@example.org") || d.Keywords.Contains("@example.org"), Ct)));
    }

    [Theory]
    [InlineData("fi", "Tapio vastasi kyllä: River clean-up", "Sinä ja Helmi näette toistenne yhteystiedot: River clean-up")]
    [InlineData("sv", "Tapio svarade ja: River clean-up", "Du och Helmi ser varandras kontaktuppgifter: River clean-up")]
    [InlineData("en", "Tapio said yes: River clean-up", "You and Helmi see each other’s contact details: River clean-up")]
    public async Task Each_gets_a_letter_in_the_own_language_that_leads_to_the_page_and_holds_no_address(string language, string toHost, string toDoer)
    {
        var scene = await AskedAsync();
        await site.SaveAsync(db =>
        {
            foreach (var person in new[] { scene.Helmi, scene.Tapio }) db.Find<Person>(person.Id)!.ChangeLetters(language, "Europe/Helsinki", DigestRhythm.Never, noticeBoard: true, site.Clock.GetUtcNow());
        });
        await ShareAsync(await scene.AsAsync(scene.Tapio));
        var (host, doer) = (Assert.Single(await LettersAsync<ContactToHostMail>(scene.Helmi)), Assert.Single(await LettersAsync<ContactToDoerMail>(scene.Tapio)));
        Assert.Equal((language, toHost), (host.Language, host.Subject));
        Assert.Equal((language, toDoer), (doer.Language, doer.Subject));
        Assert.Contains($"/{language}/initiatives/{scene.Initiative.Number}/{scene.Initiative.Slug}/doers", host.Text, StringComparison.Ordinal);
        Assert.Contains($"/{language}/me/matches", doer.Text, StringComparison.Ordinal);
        foreach (var letter in new[] { host, doer })
        {
            Assert.DoesNotMatch(@"\{\d\}|[A-Z]\w+\.(Body|Next|Why|Button)", letter.Text);
            Assert.DoesNotContain(scene.Helmi.Email!, letter.Text + letter.Html, StringComparison.Ordinal);
            Assert.DoesNotContain(scene.Tapio.Email!, letter.Text + letter.Html, StringComparison.Ordinal);
        }
        Assert.DoesNotContain("Secretname", host.Text + host.Html, StringComparison.Ordinal); // the whole name is on the page alone
        Assert.Empty(await LettersAsync<InterestedMail>(scene.Helmi));
    }

    [Fact]
    public async Task Post_of_stopping_by_others_is_not_found()
    {
        var scene = await AskedAsync();
        await ShareAsync(await scene.AsAsync(scene.Tapio));
        var match = await scene.MatchAsync();
        var other = MatchingScene.NewPerson("Olli", site.Clock.GetUtcNow());
        await site.SaveAsync(db => db.Add(other));
        var visitor = await scene.AsAsync(other);
        var token = (await visitor.GetPageAsync("/en/me/settings", Ct)).Document.QuerySelector("input[name='__RequestVerificationToken']")!.GetAttribute("value")!;
        foreach (var address in new[] { $"/en/me/matches/{match.Id}/stop-sharing", $"/en/initiatives/{scene.Initiative.Number}/doers/{match.Id}/stop-sharing" })
            Assert.Equal(HttpStatusCode.NotFound, (await visitor.PostAsync(address, new FormUrlEncodedContent([new("__RequestVerificationToken", token)]), Ct)).Status);
        Assert.NotNull((await scene.MatchAsync()).ContactSharedAt);
    }

    private Task<List<Letter>> LettersAsync<T>(Person to) => site.InScopeAsync(async s =>
    {
        var letters = new List<Letter>();
        foreach (var row in await s.GetRequiredService<MatchmakingDb>().OutgoingMails().AsNoTracking().Where(m => m.Kind == typeof(T).Name && m.PersonId == to.Id).ToListAsync(Ct))
            if (await s.GetRequiredService<ILetterWriter>().WriteAsync(row, s.GetRequiredService<MailKinds>().Of(row.Kind).Read(row.Args), Ct) is { } letter) letters.Add(letter);
        return letters;
    });

    private async Task<MatchingScene> AskedAsync()
    {
        var scene = await MatchingScene.MakeAsync(site);
        var match = await scene.MatchAsync();
        Assert.Equal(AskingDoer.Asked, await site.InScopeAsync(s => s.GetRequiredService<AskDoer>().RunAsync(new(scene.Helmi.Id, []), scene.Initiative.Id, match.Id, Ct)));
        return scene;
    }

    private async Task<Page> ShareAsync(Visitor tapio) => await tapio.PostAsync(await tapio.GetPageAsync("/en/me/matches", Ct), ".mm-matches form:has(input[name='share'])", ct: Ct);
}
