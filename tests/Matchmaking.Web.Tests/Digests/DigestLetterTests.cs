using System.Net;
using Matchmaking.Digests;
using Matchmaking.Initiatives;
using Matchmaking.Local;
using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Platform.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Web.Tests.Digests;

/// <summary>The digest from its composing through a real relay into the letter-box, and the press that ends it.</summary>
public sealed class DigestLetterTests(DigestSite site) : IClassFixture<DigestSite>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("fi", "Kysymys odottaa sinua: Language café", "Joku odottaa sinua", "Yksi kysymys odottaa vastaustasi.", "Koska olet aloittanut tämän")]
    [InlineData("sv", "En fråga väntar på dig: Language café", "Någon väntar på dig", "En fråga väntar på ditt svar.", "För att du har startat den")]
    [InlineData("en", "A question is waiting for you: Language café", "Someone is waiting for you", "One question is waiting for your answer.", "Because you started it")]
    public async Task It_arrives_as_text_and_HTML_in_the_person_s_language_with_one_press_to_end_it(string language, string subject, string heading, string text, string why)
    {
        var person = await site.SubscriberAsync(language);
        var initiative = await site.AskedAsync(person);
        await site.ComposeAsync();
        await site.SendAsync();
        await site.SendAsync();

        var letter = Assert.Single(site.LettersOf(person));
        Assert.Equal((subject, language), (letter.Subject, letter.Headers["Content-Language"].Single()));
        Assert.StartsWith("multipart/alternative", letter.Headers["Content-Type"].First());
        Assert.Contains(heading.ToUpperInvariant(), letter.Text);
        foreach (var part in new[] { letter.Text, WebUtility.HtmlDecode(letter.Html) })
        {
            Assert.Contains(text, part);
            Assert.Contains(why, part);
            Assert.Contains($"https://treffitori.example.org/{language}/initiatives/{await NumberAsync(initiative)}/language-cafe", part);
            Assert.Contains($"https://treffitori.example.org{await site.LinkAsync(person)}", part);
        }
        Assert.Contains($"""lang="{language}">""", letter.Html);
        Assert.Equal($"<https://treffitori.example.org{await site.LinkAsync(person)}>", letter.Headers["List-Unsubscribe"].Single());
        Assert.Equal("List-Unsubscribe=One-Click", letter.Headers["List-Unsubscribe-Post"].Single());
        Assert.Equal(("<digest.treffitori.example.org>", "auto-generated"), (letter.Headers["List-Id"].Single(), letter.Headers["Auto-Submitted"].Single()));
    }

    [Fact]
    public async Task One_press_of_the_mailbox_ends_it_and_opening_the_link_does_not()
    {
        var person = await site.SubscriberAsync();
        await site.AskedAsync(person);
        await site.ComposeAsync();
        await site.SendAsync();
        var link = Assert.Single(site.LettersOf(person)).Headers["List-Unsubscribe"].Single().Trim('<', '>');

        for (var i = 0; i < 3; i++) Assert.Equal(HttpStatusCode.OK, (await site.NewVisitor().Client.GetAsync(link, Ct)).StatusCode); // a program that looks for harmful links
        Assert.True((await site.NowAsync(person)).Gets(Subscription.Digest));
        site.Clock.Move(TimeSpan.FromDays(7));
        await site.ComposeAsync();
        Assert.Equal(2, await LettersPlannedAsync(person)); // the control: it goes on

        using var press = new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]);
        using var answer = await site.NewVisitor().Client.PostAsync(link, press, Ct);
        Assert.Equal((HttpStatusCode.OK, ""), (answer.StatusCode, await answer.Content.ReadAsStringAsync(Ct)));
        await site.SendAsync();
        Assert.Equal(MailState.Suppressed, await site.StateAsync(person)); // what was planned before
        site.Clock.Move(TimeSpan.FromDays(7));
        await site.ComposeAsync();
        await site.SendAsync();
        Assert.Equal((2, 1), (await LettersPlannedAsync(person), site.LettersOf(person).Count));
    }

    [Fact]
    public async Task What_was_hidden_or_answered_since_is_left_out_and_without_anything_left_there_is_no_letter()
    {
        var (some, none) = (await site.SubscriberAsync(), await site.SubscriberAsync());
        var (shown, hidden) = (await site.AskedAsync(some, "Stays"), await site.AskedAsync(some, "Goes away"));
        var answered = await site.AskedAsync(none, "Answered");
        await site.ComposeAsync();
        await site.SaveAsync(db =>
        {
            db.Initiatives().Single(i => i.Id == hidden.Id).Hide(site.Clock.GetUtcNow());
            db.InitiativeQuestions().Single(q => q.InitiativeId == answered.Id).AnswerWith("Now", "en", none.Id, site.Clock.GetUtcNow());
        });
        await site.SendAsync();
        var letter = Assert.Single(site.LettersOf(some));
        Assert.Contains("Stays", letter.Text);
        Assert.DoesNotContain("Goes away", letter.Text);
        Assert.Equal((MailState.Suppressed, 0), (await site.StateAsync(none), site.LettersOf(none).Count));
        Assert.Equal(MailState.Sent, await site.StateAsync(some));
        Assert.NotEqual(shown.Id, hidden.Id);
    }

    [Fact]
    public async Task A_digest_refused_for_now_says_the_next_time_what_is_true_then()
    {
        await site.SettleAsync();
        var person = await site.SubscriberAsync();
        await site.AskedAsync(person, "Stays");
        var hidden = await site.AskedAsync(person, "Goes away");
        await site.ComposeAsync();
        site.Box.Fail(LetterBoxStep.To, LetterBoxFault.Reply(450));
        await site.SendAsync();
        Assert.Equal(MailState.Retry, await site.StateAsync(person));
        await site.SaveAsync(db => db.Initiatives().Single(i => i.Id == hidden.Id).Hide(site.Clock.GetUtcNow()));
        await site.ReadAsync(db => db.Database.ExecuteSqlAsync($"update outgoing_mail set not_before = now() - interval '1 second'", Ct));
        await site.SendAsync();
        Assert.DoesNotContain("Goes away", Assert.Single(site.LettersOf(person)).Text);
    }

    [Fact]
    public async Task A_digest_that_the_relay_may_have_is_not_sent_again_and_its_items_come_in_the_next()
    {
        await site.SettleAsync();
        var person = await site.SubscriberAsync();
        await site.AskedAsync(person);
        await site.ComposeAsync();
        site.Box.Fail(LetterBoxStep.Dot, LetterBoxFault.CloseUnanswered);
        await site.SendAsync();
        Assert.Equal(MailState.Unknown, await site.StateAsync(person));
        site.Clock.Move(TimeSpan.FromDays(1));
        await site.ComposeAsync();
        await site.SendAsync();
        Assert.Equal(MailState.Sent, await site.StateAsync(person));
        Assert.All(site.LettersOf(person), l => Assert.Contains("One question is waiting", l.Text));
    }

    [Fact]
    public async Task A_full_letter_has_seven_things_and_no_hole_in_its_words()
    {
        foreach (var language in new[] { "fi", "sv", "en" })
        {
            var person = await site.SubscriberAsync(language, DigestRhythm.Weekly);
            await FullLetter.MakeAsync(site, person);
            await site.ComposeAsync();
            await site.SendAsync();
            var letter = Assert.Single(site.LettersOf(person));
            Assert.DoesNotMatch(@"\{\d\}|(Item|Why|Rank|Subject|Digest)\.[A-Z]", letter.Subject + letter.Text + letter.Html);
            Assert.Equal(7, letter.Text.Split("\n* ").Length - 1);
            TestContext.Current.TestOutputHelper?.WriteLine($"{letter.Subject}\n\n{letter.Text}");
        }
    }

    [Theory]
    [InlineData("fi", "Ja vielä 2 asiaa, jotka eivät mahtuneet kirjeeseen", "Ei mahtunut kirjeeseen")]
    [InlineData("sv", "Och 2 saker till som inte fick plats i brevet", "Fick inte plats i brevet")]
    [InlineData("en", "And 2 more things that had no room in this letter", "No room in the letter")]
    public async Task What_had_no_room_is_counted_in_the_letter_and_found_on_the_page_it_leads_to(string language, string line, string heading)
    {
        var person = await site.SubscriberAsync(language);
        for (var i = 1; i <= 9; i++) await site.AskedAsync(person, $"Café number {i}");
        await site.ComposeAsync();
        await site.SendAsync();
        var letter = Assert.Single(site.LettersOf(person));
        var link = $"https://treffitori.example.org/{language}/me/notifications#digest";
        Assert.Contains($"{line}:\n{link}", letter.Text);
        Assert.Contains($"href=\"{link}\"", letter.Html);
        var told = Enumerable.Range(1, 9).Where(i => letter.Text.Contains($"* Café number {i}\n", StringComparison.Ordinal)).ToList();
        Assert.Equal(7, told.Count);

        var page = WebUtility.HtmlDecode((await (await site.SignInAsync(person)).GetPageAsync(new Uri(link).AbsolutePath, Ct)).Body);
        var (leftOut, rest) = (page.IndexOf(heading, StringComparison.Ordinal), page.LastIndexOf("<h3", StringComparison.Ordinal));
        Assert.Contains("id=\"digest\"", page);
        Assert.InRange(leftOut, 1, rest);
        for (var i = 1; i <= 9; i++) Assert.InRange(page.IndexOf($">Café number {i}</a>", StringComparison.Ordinal), told.Contains(i) ? rest : leftOut, told.Contains(i) ? page.Length : rest);

        await site.SaveAsync(db => { foreach (var asked in db.Initiatives().Where(i => i.StarterId == person.Id)) asked.Hide(site.Clock.GetUtcNow()); });
        page = WebUtility.HtmlDecode((await (await site.SignInAsync(person)).GetPageAsync(new Uri(link).AbsolutePath, Ct)).Body);
        Assert.DoesNotContain(heading, page);
        Assert.Contains("id=\"digest\"", page); // whoever follows the link later is told that nothing is left
        Assert.DoesNotContain("id=\"digest\"", (await (await site.SignInAsync(await site.SubscriberAsync(language))).GetPageAsync(new Uri(link).AbsolutePath, Ct)).Body);
    }

    [Fact]
    public async Task On_the_page_things_of_one_initiative_stand_under_its_name_and_those_of_a_namesake_under_its_own()
    {
        var person = await site.SubscriberAsync();
        var (one, other) = (await site.AskedAsync(person, "Namesake"), await site.AskedAsync(person, "Namesake"));
        await site.SaveAsync(db => db.Initiatives().Single(i => i.Id == one.Id).AskIfAlive(site.Clock.GetUtcNow()));
        await site.ComposeAsync();
        var page = await (await site.SignInAsync(person)).GetPageAsync("/en/me/notifications", Ct);
        var entries = page.Document.QuerySelectorAll("#digest li").Select(li => (Link: li.QuerySelector("a")!.GetAttribute("href"), Things: li.QuerySelectorAll(".mm-lines").Length)).ToList();
        Assert.Equal([2, 1], entries.Select(e => e.Things));
        Assert.Equal([$"initiatives/{await NumberAsync(one)}/namesake", $"initiatives/{await NumberAsync(other)}/namesake"], entries.Select(e => e.Link));
    }

    [Fact]
    public async Task One_letter_speaks_of_all_roles_and_municipalities()
    {
        var (person, other) = (await site.SubscriberAsync(), await site.SubscriberAsync());
        await site.AskedAsync(person, "Started in Vaasa");
        var joined = await site.AskedAsync(other, "Joined in Stockholm", town: Matchmaking.Municipalities.Municipality.IdOf(Matchmaking.Municipalities.Country.SE, "0180"));
        await site.SaveAsync(db =>
        {
            var locked = db.Initiatives().Include(i => i.Roles).ThenInclude(r => r.Commitments).Include(i => i.Changes).AsSplitQuery().Single(i => i.Id == joined.Id);
            locked.Join(person.Id, locked.Roles[0].Id, site.Clock.GetUtcNow().AddDays(-1));
            db.Add(new InitiativeUpdate { InitiativeId = joined.Id, AuthorId = other.Id, Text = "See you there", Language = "en", At = site.Clock.GetUtcNow().AddHours(-1) });
        });
        await site.ComposeAsync();
        await site.SendAsync();
        var letter = Assert.Single(site.LettersOf(person));
        Assert.Contains("Started in Vaasa", letter.Text);
        Assert.Contains("Joined in Stockholm", letter.Text);
        Assert.Equal(2, letter.Text.Split("Because you").Length - 1); // each says why
    }

    [Fact]
    public async Task Letters_from_the_notice_board_can_be_ended_by_one_press_too()
    {
        var (starter, doer) = (await site.SubscriberAsync(), await site.SubscriberAsync());
        var initiative = await site.AskedAsync(starter);
        await site.SaveAsync(db => db.Initiatives().Include(i => i.Roles).ThenInclude(r => r.Commitments).Include(i => i.Changes).AsSplitQuery()
            .Single(i => i.Id == initiative.Id).Join(doer.Id, initiative.Roles[0].Id, site.Clock.GetUtcNow()));
        await NoteAsync(starter, initiative);
        var letter = Assert.Single(site.LettersOf(doer));
        Assert.Equal($"<https://treffitori.example.org{await site.LinkAsync(doer, Subscription.NoticeBoard)}>", letter.Headers["List-Unsubscribe"].Single());
        Assert.Equal("<notice-board.treffitori.example.org>", letter.Headers["List-Id"].Single());
        Assert.NotEqual(await site.LinkAsync(doer), await site.LinkAsync(doer, Subscription.NoticeBoard));

        using var press = new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]);
        await site.NewVisitor().Client.PostAsync(await site.LinkAsync(doer, Subscription.NoticeBoard), press, Ct);
        await NoteAsync(starter, initiative);
        Assert.Single(site.LettersOf(doer));
        Assert.True((await site.NowAsync(doer)).Gets(Subscription.Digest)); // the other kind goes on
    }

    private async Task NoteAsync(Person author, Initiative initiative)
    {
        await site.InScopeAsync(s => s.GetRequiredService<PostNote>().RunAsync(new(author.Id, []), initiative.Id, "At six.", "en", Ct));
        await site.SendAsync();
    }

    private Task<int> NumberAsync(Initiative initiative) => site.ReadAsync(db => db.Initiatives().Where(i => i.Id == initiative.Id).Select(i => i.Number).SingleAsync(Ct));

    private Task<int> LettersPlannedAsync(Person person) => site.ReadAsync(db => db.OutgoingMails().CountAsync(m => m.PersonId == person.Id, Ct));
}
