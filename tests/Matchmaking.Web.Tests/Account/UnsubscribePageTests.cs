using System.Net;
using System.Net.Http.Headers;
using Matchmaking.People;
using Matchmaking.Web.Tests.Digests;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Tests.Account;

/// <summary>/u/… : asks in the reader's own language, ends at one press, and tells nothing to who guesses.</summary>
public sealed class UnsubscribePageTests(DigestSite site) : IClassFixture<DigestSite>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("fi", "Lopetetaanko kooste?", "Kooste ei enää tule")]
    [InlineData("sv", "Vill du sluta få sammandraget?", "Sammandraget kommer inte längre")]
    [InlineData("en", "Stop the digest?", "You will get no more digests")]
    public async Task Get_asks_in_the_person_s_language_and_the_button_ends_it_and_can_be_undone(string language, string question, string done)
    {
        var person = await site.SubscriberAsync(language);
        var link = await site.LinkAsync(person);
        var visitor = site.NewVisitor(); // signed in as nobody; the browser asks for no language
        var page = await visitor.GetPageAsync(link, Ct);
        Assert.Equal((HttpStatusCode.OK, question, language), (page.Status, page.Title, page.Document.DocumentElement.GetAttribute("lang")));
        Assert.Contains("no-store", page.Headers["Cache-Control"]);
        Assert.Equal("no-referrer", page.Headers["Referrer-Policy"]);
        Assert.DoesNotContain(person.Email!, page.Body);
        Assert.DoesNotContain("Heidi", page.Body);
        Assert.True((await site.NowAsync(person)).Gets(Subscription.Digest));

        var pressed = await visitor.PostAsync(page, ".mm-confirm", ct: Ct);
        Assert.Equal((HttpStatusCode.SeeOther, link), (pressed.Status, pressed.Location));
        var after = await visitor.FollowAsync(pressed, Ct);
        Assert.Equal(done, after.Title);
        Assert.False((await site.NowAsync(person)).Gets(Subscription.Digest));
        Assert.Contains("me/settings", after.Body);

        await visitor.PostAsync(after, ".mm-confirm", ct: Ct);
        Assert.Equal(DigestRhythm.Daily, (await site.NowAsync(person)).DigestRhythm);
        Assert.True((await site.NowAsync(person)).NextDigestAt > site.Clock.GetUtcNow());
        Assert.Equal(question, (await visitor.GetPageAsync(link, Ct)).Title);
    }

    [Fact]
    public async Task Post_twice_and_in_every_form_a_mailbox_may_use_is_answered_alike()
    {
        var person = await site.SubscriberAsync();
        var link = await site.LinkAsync(person);
        HttpContent[] bodies =
        [
            new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]),
            new MultipartFormDataContent { { new StringContent("One-Click"), "List-Unsubscribe" } },
            new StringContent("List-Unsubscribe=One-Click", MediaTypeHeaderValue.Parse("text/plain")),
            new ByteArrayContent([]),
        ];
        foreach (var body in bodies)
        {
            using var answer = await site.NewVisitor().Client.PostAsync(link, body, Ct); // no cookie, no token of a form, from another site
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal("no-store", answer.Headers.CacheControl!.ToString());
            Assert.False(answer.Headers.Contains("Set-Cookie"));
            Assert.False((await site.NowAsync(person)).Gets(Subscription.Digest));
        }
    }

    [Fact]
    public async Task Head_and_Get_never_end_anything()
    {
        var person = await site.SubscriberAsync();
        var link = await site.LinkAsync(person);
        foreach (var url in new[] { link, link + "?List-Unsubscribe=One-Click", link + "?page=1" })
            foreach (var method in new[] { HttpMethod.Get, HttpMethod.Head, HttpMethod.Options, HttpMethod.Put, HttpMethod.Delete })
            {
                using var request = new HttpRequestMessage(method, url);
                using var answer = await site.NewVisitor().Client.SendAsync(request, Ct);
                Assert.True((int)answer.StatusCode < 500);
            }
        Assert.True((await site.NowAsync(person)).Gets(Subscription.Digest));
    }

    public static TheoryData<string> Hostile =>
    [
        "x", "AAAAAAAAAAAAAAAAAAAAAAAA", "..%2f..%2fadmin", "%0d%0aSet-Cookie:%20a=b",
        "'%20or%201=1--", "%E2%80%AEgnp", "<script>", "ÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄÄ", new string('a', 5000),
    ];

    [Theory, MemberData(nameof(Hostile))]
    public async Task An_unknown_link_gets_a_kind_page_and_a_mailbox_is_told_nothing(string token)
    {
        var visitor = site.NewVisitor();
        var page = await visitor.GetPageAsync($"/u/{token}", Ct);
        Assert.Equal((HttpStatusCode.OK, "Tämä linkki ei enää toimi"), (page.Status, page.Title));
        Assert.False(page.Headers.ContainsKey("Set-Cookie") && page.Headers["Set-Cookie"].Contains("a=b"));

        using var press = new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]);
        using var answer = await visitor.Client.PostAsync($"/u/{token}", press, Ct);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        using var ours = new FormUrlEncodedContent([new("page", "1")]);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.PostAsync($"/u/{token}", ours, Ct)).Status);
    }

    [Fact]
    public async Task The_link_ends_one_kind_of_letters_of_one_person()
    {
        var (one, other) = (await site.SubscriberAsync(), await site.SubscriberAsync());
        await site.LinkAsync(other);
        await site.NewVisitor().Client.PostAsync(await site.LinkAsync(one), new ByteArrayContent([]), Ct);
        Assert.Equal((false, true), ((await site.NowAsync(one)).Gets(Subscription.Digest), (await site.NowAsync(one)).Gets(Subscription.NoticeBoard)));
        Assert.True((await site.NowAsync(other)).Gets(Subscription.Digest));
    }

    [Fact]
    public async Task Undo_needs_the_form_s_own_token_and_is_over_after_a_day()
    {
        var person = await site.SubscriberAsync();
        var link = await site.LinkAsync(person);
        await site.NewVisitor().Client.PostAsync(link, new ByteArrayContent([]), Ct);
        Assert.Equal(HttpStatusCode.BadRequest, (await site.NewVisitor().Client.PostAsync($"{link}/undo", new FormUrlEncodedContent([]), Ct)).StatusCode);

        var visitor = site.NewVisitor();
        var page = await visitor.GetPageAsync(link, Ct);
        var longAgo = site.Clock.GetUtcNow() - UnsubscribeLink.UndoWithin;
        await site.ReadAsync(db => db.UnsubscribeLinks().Where(l => l.PersonId == person.Id).ExecuteUpdateAsync(s => s.SetProperty(l => l.UsedAt, longAgo), Ct));
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.PostAsync(page, ".mm-confirm", ct: Ct)).Status);
        Assert.Null((await visitor.GetPageAsync(link, Ct)).Document.QuerySelector(".mm-confirm"));
        Assert.False((await site.NowAsync(person)).Gets(Subscription.Digest));
    }

    [Fact]
    public async Task The_address_has_no_language_and_its_token_goes_nowhere_else()
    {
        var person = await site.SubscriberAsync();
        var link = await site.LinkAsync(person);
        Assert.Equal(HttpStatusCode.NotFound, (await site.GetPageAsync($"/en{link}", Ct)).Status);
        var page = await site.GetPageAsync(link, Ct);
        Assert.All(page.Document.QuerySelectorAll("a[href], link[href]").Where(a => !a.GetAttribute("href")!.Contains('#')), a => Assert.DoesNotContain(link[3..], a.GetAttribute("href")!));
    }
}
