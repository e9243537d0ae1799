using Matchmaking.Initiatives;
using Matchmaking.Notifications;
using Matchmaking.People;
using Matchmaking.Testing;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Tests.Initiatives;

/// <summary>What is written to the people who are invited, and to the starter of the other, each in their own language.</summary>
public sealed class InvitationLettersTests(TestSite site) : IClassFixture<TestSite>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("fi", "Samanlainen idea: River bank clean-up with coffee", "”River clean-up” jatkuu ennallaan", "Ideaasi kutsuttiin väkeä: River bank clean-up with coffee")]
    [InlineData("sv", "En liknande idé: River bank clean-up with coffee", "”River clean-up” fortsätter som förut", "Folk är inbjudna till din idé: River bank clean-up with coffee")]
    [InlineData("en", "An idea like yours: River bank clean-up with coffee", "“River clean-up” goes on as before", "People were invited to your idea: River bank clean-up with coffee")]
    public async Task Each_is_written_in_the_reader_s_language_and_leads_to_the_other_and_to_joining_it(string language, string subject, string goesOn, string starterSubject)
    {
        var scene = await InvitingScene.MakeAsync(site);
        await site.SaveAsync(db =>
        {
            foreach (var person in new[] { scene.Acting.Tapio, scene.Acting.Pentti }) db.Find<Person>(person.Id)!.ChangeLetters(language, "Europe/Helsinki", DigestRhythm.Never, noticeBoard: true, site.Clock.GetUtcNow());
        });
        await scene.SendAsync(await scene.OfficialAsync(), "send");
        var letters = await scene.LettersAsync();
        var path = scene.OtherPage.Replace("/en/", $"/{language}/", StringComparison.Ordinal);

        var invited = Assert.Single(letters, l => l.To == scene.Acting.Tapio.Id).Letter;
        Assert.Equal((language, subject), (invited.Language, invited.Subject));
        Assert.Contains("> " + InvitingScene.Why, invited.Text);
        Assert.Contains(goesOn, invited.Text);
        Assert.Contains("Aino Testi", invited.Text);
        Assert.Contains("Nobody likes a dirty bank.", invited.Text);
        Assert.Contains($"http://localhost{path}\n", invited.Text);
        Assert.Contains($"http://localhost{path}/join", invited.Text);
        Assert.Contains("&lt;3", invited.Html);
        Assert.Contains($"href=\"http://localhost{path}/join\"", invited.Html);

        var starter = Assert.Single(letters, l => l.To == scene.Acting.Pentti.Id).Letter;
        Assert.Equal((language, starterSubject), (starter.Language, starter.Subject));
        Assert.Contains($"http://localhost{scene.Acting.Page.Replace("/en/", $"/{language}/", StringComparison.Ordinal)}", starter.Text);
        Assert.DoesNotContain(InvitingScene.Why, starter.Text); // the reasons are for those who are invited
        Assert.All(letters, l => Assert.DoesNotMatch(@"\{\d\}|[A-Z]\w+\.(Body|Next|Why|Words|Button)", l.Letter.Text));
    }

    [Fact]
    public async Task Without_the_official_s_account_the_letter_has_no_name()
    {
        var scene = await InvitingScene.MakeAsync(site);
        await scene.SendAsync(await scene.OfficialAsync(), "send");
        var by = (await scene.InvitationsAsync())[0].ById!.Value;
        await scene.Acting.WriteAsync((DeleteAccount delete) => delete.RunAsync(by, Ct));
        var letter = (await scene.LettersAsync()).First(l => l.To == scene.Acting.Tapio.Id).Letter;
        Assert.Contains("a former user", letter.Text);
        Assert.DoesNotContain("Aino", letter.Text);
    }

    [Theory]
    [InlineData("fi", "Olet tervetullut samanlaiseen ideaan", "Ideaasi kutsuttiin väkeä")]
    [InlineData("sv", "Du är välkommen i en liknande idé", "Folk från en liknande idé")]
    [InlineData("en", "You are welcome in an idea like yours", "People from an idea like yours")]
    public async Task The_notification_leads_to_the_other(string language, string invited, string starter)
    {
        var scene = await InvitingScene.MakeAsync(site);
        await scene.SendAsync(await scene.OfficialAsync(), "send");
        foreach (var (person, words) in new[] { (scene.Acting.Tapio, invited), (scene.Acting.Pentti, starter) })
        {
            var page = await (await scene.Acting.AsAsync(person)).GetPageAsync($"/{language}/me/notifications", Ct);
            Assert.Contains(words, page.Text(".mm-notices"));
            Assert.Contains("River bank clean-up with coffee", page.Text(".mm-notices"));
        }
        Assert.Equal(4, await scene.Acting.ReadAsync(db => db.Notifications().CountAsync(n => n.AboutId == scene.Other.Id && n.Kind.Contains("Invited"), Ct)));
    }
}
