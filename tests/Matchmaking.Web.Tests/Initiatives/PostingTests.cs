using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Html.Dom;
using Matchmaking.Initiatives;
using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Platform.Pictures;
using Matchmaking.Testing;
using Matchmaking.Web.Tests.Municipalities;
using Matchmaking.Web.Tests.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Web.Tests.Initiatives;

/// <summary>From the first word to the published idea, over HTTP and without script.</summary>
public sealed partial class PostingTests(TestSite site) : IClassFixture<TestSite>
{
    private const string Png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static Dictionary<string, object?> What(string title = "Siivoustalkoot Linnunlahdella") =>
        new() { ["Input.Title"] = title, ["Input.Why"] = "Ranta on roskainen.", ["Input.Description"] = "Tuo hanskat.\nKahvit tarjotaan.", ["Input.Language"] = "fi" };

    [Fact]
    public async Task Post_of_three_steps_publishes_an_idea_that_anyone_can_open()
    {
        var (person, visitor) = await SignInAsync();
        var page = await visitor.GetPageAsync("/fi/initiatives/new?in=joensuu", Ct);
        Assert.Equal(0, await DraftsOfAsync(person)); // asking for the page makes nothing

        page = await GoOnAsync(visitor, page, "what", What());
        Assert.Contains("/2", page.Document.DocumentUri);
        Assert.Equal("Vetäjä", Field(page, "Input.Roles[0].Title"));
        page = await GoOnAsync(visitor, page, "who", new()
        {
            ["Input.Roles[1].Title"] = "Joku jolla on pakettiauto",
            ["Input.Roles[1].Least"] = "1",
            ["Input.Roles[1].Most"] = "1",
            ["Input.Roles[5].Title"] = "Kahvinkeittäjä",
            ["Input.Roles[5].Least"] = "0",
            ["Input.Roles[5].Most"] = "2",
        });
        Assert.Contains("/3", page.Document.DocumentUri);
        Assert.Contains("Riittävästi, kun mukana on 2", page.Text("article.mm-card"));
        Assert.Equal(Official.Joensuu.ToString(), Selected(page, "Input.Municipality"));
        var posted = await visitor.PostAsync(page, "where", new Dictionary<string, object?>
        {
            ["Input.Place"] = "Linnunlahden ranta",
            ["Input.When"] = "lauantaina aamupäivällä",
            ["Input.WeeklyTimes"] = new[] { "15", "18" },
            ["Input.Act"] = "publish",
        }, Ct);

        Assert.Equal(HttpStatusCode.SeeOther, posted.Status);
        var seen = await site.GetPageAsync(posted.Location, Ct);
        Assert.Equal((HttpStatusCode.OK, "Siivoustalkoot Linnunlahdella"), (seen.Status, seen.Title));
        var idea = await IdeasOf(person).Include(i => i.Roles).SingleAsync(Ct);
        Assert.Equal(["Vetäjä", "Joku jolla on pakettiauto", "Kahvinkeittäjä"], idea.Roles.OrderBy(r => r.Position).Select(r => r.Title));
        Assert.Equal((2, (1 << 15) | (1 << 18), "Tuo hanskat.\nKahvit tarjotaan."), (idea.Needed, idea.WeeklyTimes, idea.Description));
    }

    [Fact]
    public async Task Back_keeps_what_was_typed_right_or_not()
    {
        var (_, visitor) = await SignInAsync();
        var two = await GoOnAsync(visitor, await visitor.GetPageAsync("/fi/initiatives/new?in=joensuu", Ct), "what", What());
        var one = await GoOnAsync(visitor, two, "who", new() { ["Input.Roles[0].Title"] = "Keittiömestari", ["Input.Roles[0].Least"] = "monta", ["Input.Act"] = "back" });
        Assert.EndsWith("/1", one.Document.DocumentUri, StringComparison.Ordinal);
        var again = await visitor.GetPageAsync(one.Document.DocumentUri.Replace("/1", "/2", StringComparison.Ordinal), Ct);
        Assert.Equal(("Keittiömestari", "monta"), (Field(again, "Input.Roles[0].Title"), Field(again, "Input.Roles[0].Least")));

        var three = await GoOnAsync(visitor, again, "who", new() { ["Input.Roles[0].Least"] = "1" });
        Assert.EndsWith("/3", three.Document.DocumentUri, StringComparison.Ordinal);
        await GoOnAsync(visitor, three, "where", new() { ["Input.Place"] = "Rantasauna", ["Input.Date"] = "eilen", ["Input.Act"] = "back" });
        Assert.Equal("Rantasauna", Field(await visitor.GetPageAsync(three.Document.DocumentUri, Ct), "Input.Place"));
    }

    [Fact]
    public async Task An_error_in_the_summary_names_its_field()
    {
        var (_, visitor) = await SignInAsync();
        var two = await GoOnAsync(visitor, await visitor.GetPageAsync("/en/initiatives/new?in=joensuu", Ct), "what", What());
        var answer = await visitor.PostAsync(two, "who", new Dictionary<string, object?> { ["Input.Roles[1].Least"] = "501" }, Ct);
        Assert.Contains("Role 2, At least: Write a whole number", answer.Text(".ds-error-summary"));
    }

    [Fact]
    public async Task Post_twice_is_one_idea()
    {
        var (person, visitor) = await SignInAsync();
        var page = await ToStepThreeAsync(visitor);
        var values = new Dictionary<string, object?> { ["Input.Act"] = "publish" };
        var first = await visitor.PostAsync(page, "where", values, Ct);
        var again = await visitor.PostAsync(page, "where", values, Ct);

        Assert.Equal(HttpStatusCode.SeeOther, again.Status);
        Assert.Equal(first.Location, again.Location);
        Assert.Equal(1, await IdeasOf(person).CountAsync(Ct));
    }

    [Fact]
    public async Task Post_twice_at_once_is_one_idea()
    {
        var (person, visitor) = await SignInAsync();
        var page = await ToStepThreeAsync(visitor);
        var values = new Dictionary<string, object?> { ["Input.Act"] = "publish" };
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => visitor.PostAsync(page, "where", values, Ct)));

        Assert.All(answers, a => Assert.Equal(HttpStatusCode.SeeOther, a.Status));
        Assert.Single(answers.Select(a => a.Location).Distinct());
        Assert.Equal(1, await IdeasOf(person).CountAsync(Ct));
    }

    [Fact]
    public async Task Post_twice_of_the_first_step_is_one_draft()
    {
        var (person, visitor) = await SignInAsync();
        var page = await visitor.GetPageAsync("/fi/initiatives/new", Ct);
        var first = await visitor.PostAsync(page, "what", What(), Ct);
        var again = await visitor.PostAsync(page, "what", What(), Ct);

        Assert.Equal((HttpStatusCode.SeeOther, first.Location), (again.Status, again.Location));
        Assert.Equal(1, await DraftsOfAsync(person));
    }

    [Fact]
    public async Task Post_with_faults_names_each_field_and_keeps_what_was_typed_also_for_tomorrow()
    {
        var (person, visitor) = await SignInAsync();
        var page = await visitor.PostAsync(await visitor.GetPageAsync("/sv/initiatives/new", Ct), "what", new Dictionary<string, object?>
        {
            ["Input.Title"] = "",
            ["Input.Why"] = new string('x', 201),
            ["Input.Description"] = "Min text",
            ["Input.Themes"] = new[] { "no theme" },
        }, Ct);

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal("Skriv en rubrik.", page.Document.QuerySelector("#Input-Title-e")!.LastChild!.TextContent);
        Assert.Equal(["#Input-Title", "#Input-Why", "#Input-Themes"], page.Document.QuerySelectorAll(".ds-error-summary a").Select(a => a.GetAttribute("href")![a.GetAttribute("href")!.IndexOf('#')..]));
        Assert.StartsWith("Fel:", page.Document.Title);
        Assert.Equal("Min text", page.Text("#Input-Description"));
        Assert.Equal(new string('x', 201), page.Text("#Input-Why"));

        var draft = await site.InScopeAsync(s => s.GetRequiredService<MatchmakingDb>().InitiativeDrafts().SingleAsync(d => d.OwnerId == person.Id, Ct));
        var tomorrow = await visitor.GetPageAsync($"/sv/initiatives/drafts/{draft.Id}/1", Ct);
        Assert.Equal("Min text", tomorrow.Text("#Input-Description"));
        var ahead = await GoOnAsync(visitor, page, "what", What());
        Assert.Contains("/2", ahead.Document.DocumentUri);
    }

    [Fact]
    public async Task Post_to_publish_what_lacks_something_leads_to_the_step_that_lacks_it()
    {
        var (person, visitor) = await SignInAsync();
        var page = await visitor.PostAsync(await visitor.GetPageAsync("/fi/initiatives/new?in=joensuu", Ct), "what", What(title: ""), Ct);
        var id = Field(page, "Input.DraftId");
        var three = await visitor.GetPageAsync($"/fi/initiatives/drafts/{id}/3", Ct);
        var answer = await visitor.PostAsync(three, "where", new Dictionary<string, object?> { ["Input.Act"] = "publish" }, Ct);

        Assert.Equal($"/fi/initiatives/drafts/{id}/1?check=true", answer.Location);
        Assert.Contains("Kirjoita otsikko.", (await visitor.FollowAsync(answer, Ct)).Text(".ds-error-summary"));
        Assert.Equal(0, await IdeasOf(person).CountAsync(Ct));
    }

    [Fact]
    public async Task Two_windows_do_not_undo_each_other()
    {
        var (person, visitor) = await SignInAsync();
        var two = await GoOnAsync(visitor, await visitor.GetPageAsync("/en/initiatives/new", Ct), "what", What("First title of all"));
        var address = two.Document.DocumentUri.Replace("/2", "/1", StringComparison.Ordinal);
        var (left, right) = (await visitor.GetPageAsync(address, Ct), await visitor.GetPageAsync(address, Ct));
        await visitor.PostAsync(left, "what", What("The left window’s title"), Ct);
        var outrun = await visitor.PostAsync(right, "what", What("The right window’s title"), Ct);

        Assert.Equal(HttpStatusCode.OK, outrun.Status);
        Assert.Contains("The left window’s title", outrun.Text(".ds-alert"));
        Assert.Equal("The right window’s title", Field(outrun, "Input.Title"));
        Assert.Equal("The left window’s title", await TitleAsync(person));

        await GoOnAsync(visitor, outrun, "what", []); // having seen the newer text, one means it
        Assert.Equal("The right window’s title", await TitleAsync(person));
    }

    [Theory]
    [InlineData("a\0b", null)]                                             // catalogue 1
    [InlineData("x\u202Egnp.exe", "xgnp.exe")]                             // 3
    [InlineData("👩‍👩‍👧‍👦🏳️‍🌈", "👩‍👩‍👧‍👦🏳️‍🌈")]                                    // 5
    [InlineData("O'Brien; DROP TABLE--", "O'Brien; DROP TABLE--")]         // 6
    [InlineData("undefined", "undefined")]
    [InlineData("A\u030Asa-Ma\u0308rta \\u0000", "Åsa-Märta \\u0000")]     // 7
    [InlineData("two\nlines", null)]
    [InlineData("<script>alert(1)</script>", "<script>alert(1)</script>")]
    public async Task A_title_of_odd_characters_is_stored_clean_or_refused_beside_its_field(string typed, string? stored)
    {
        var (person, visitor) = await SignInAsync();
        var page = await visitor.PostAsync(await visitor.GetPageAsync("/en/initiatives/new?in=joensuu", Ct), "what", What(typed), Ct);
        if (stored is null)
        {
            Assert.Equal(HttpStatusCode.OK, page.Status);
            Assert.NotNull(page.Document.QuerySelector("#Input-Title-e"));
            Assert.Equal(1, await DraftsOfAsync(person));
            return;
        }
        page = await GoOnAsync(visitor, await visitor.FollowAsync(page, Ct), "who", []);
        var posted = await visitor.PostAsync(page, "where", new Dictionary<string, object?> { ["Input.Act"] = "publish" }, Ct);
        Assert.Equal(stored, (await IdeasOf(person).SingleAsync(Ct)).Title);
        Assert.Equal(stored, (await site.GetPageAsync(posted.Location, Ct)).Document.QuerySelector("h1 span")!.TextContent);
    }

    [Fact]
    public async Task A_title_with_half_a_character_is_refused_beside_its_field() // catalogue 2
    {
        var (_, visitor) = await SignInAsync();
        var page = await visitor.GetPageAsync("/en/initiatives/new", Ct);
        var fields = Fields(page, "what").Where(f => f.Key != "Input.Title").Select(f => $"{Uri.EscapeDataString(f.Key)}={Uri.EscapeDataString(f.Value)}").Append("Input.Title=abc%ED%A0%BD");
        var answer = await visitor.PostAsync("/en/initiatives/new", new StringContent(string.Join('&', fields), null, "application/x-www-form-urlencoded"), Ct);

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.NotNull(answer.Document.QuerySelector("#Input-Title-e"));
    }

    [Theory]
    [InlineData("0", "-1")]
    [InlineData("1.5", "2")]
    [InlineData("1e3", "2")]
    [InlineData("٣", "5")]
    [InlineData("1", "2147483648")]
    [InlineData("1", "1,1")]
    [InlineData("1", "0")]
    [InlineData("3", "2")]
    public async Task A_number_of_people_that_is_none_is_refused_beside_its_field(string least, string most) // catalogue 13
    {
        var (_, visitor) = await SignInAsync();
        var page = await GoOnAsync(visitor, await visitor.GetPageAsync("/en/initiatives/new", Ct), "what", What());
        var answer = await visitor.PostAsync(page, "who", new Dictionary<string, object?> { ["Input.Roles[0].Least"] = least, ["Input.Roles[0].Most"] = most }, Ct);

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.NotEmpty(answer.Document.QuerySelectorAll("#Input-Roles-0-Least-e, #Input-Roles-0-Most-e"));
        Assert.Equal(most, Field(answer, "Input.Roles[0].Most"));
    }

    [Fact]
    public async Task A_number_sent_twice_is_refused()
    {
        var (_, visitor) = await SignInAsync();
        var page = await GoOnAsync(visitor, await visitor.GetPageAsync("/en/initiatives/new", Ct), "what", What());
        Assert.Equal(HttpStatusCode.BadRequest, (await visitor.PostAsync(page, "who", new Dictionary<string, object?> { ["Input.Roles[0].Least"] = new[] { "1", "2" } }, Ct)).Status);
    }

    [Theory]
    [InlineData("Input.Municipality", "00000000-0000-0000-0000-000000000000")]
    [InlineData("Input.Municipality", "' or 1=1")]
    [InlineData("Input.WeeklyTimes", "21")]
    [InlineData("Input.WeeklyTimes", "-1")]
    [InlineData("Input.Date", "08/09/2027")]
    [InlineData("Input.Time", "24:00")]
    public async Task A_choice_that_was_not_offered_is_refused(string field, string value) // catalogue 15
    {
        var (person, visitor) = await SignInAsync();
        var answer = await visitor.PostAsync(await ToStepThreeAsync(visitor), "where", new Dictionary<string, object?> { [field] = value, ["Input.Act"] = "publish" }, Ct);

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.NotNull(answer.Document.QuerySelector(".ds-error-summary"));
        Assert.Equal(0, await IdeasOf(person).CountAsync(Ct));
    }

    [Fact]
    public async Task Get_of_another_s_draft_is_404_and_a_post_changes_nothing()
    {
        var (person, visitor) = await SignInAsync();
        var mine = await ToStepThreeAsync(visitor);
        var (_, stranger) = await SignInAsync();
        foreach (var step in new[] { "1", "2", "3", "discard" })
            Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetPageAsync(LastStep().Replace(mine.Document.DocumentUri, step), Ct)).Status);

        var own = await stranger.GetPageAsync("/fi/initiatives/new", Ct);
        var answer = await stranger.PostAsync(own, "what", new Dictionary<string, object?>(What("Stolen title here")) { ["Input.DraftId"] = Field(mine, "Input.DraftId") }, Ct);
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.NotEqual("Stolen title here", await TitleAsync(person));
    }

    [Fact]
    public async Task Get_by_a_stranger_leads_to_sign_in_and_says_why()
    {
        var stranger = site.NewVisitor();
        var sent = await stranger.GetPageAsync("/fi/initiatives/new?in=joensuu", Ct);
        Assert.Contains("/sign-in", sent.Location);
        Assert.Contains("ideasi säilyy", (await stranger.FollowAsync(sent, Ct)).Text(".mm-lead"));
        Assert.DoesNotContain("idea", (await stranger.GetPageAsync("/fi/sign-in?returnUrl=/fi/joensuu", Ct)).Text(".mm-lead"));
    }

    [Fact]
    public async Task Enter_pressed_in_a_sentence_is_a_space()
    {
        var (person, visitor) = await SignInAsync();
        var page = await GoOnAsync(visitor, await visitor.GetPageAsync("/fi/initiatives/new?in=joensuu", Ct), "what", new(What()) { ["Input.Why"] = "Ranta on\r\nroskainen.\r\n" });
        page = await GoOnAsync(visitor, page, "who", new() { ["Input.Roles[0].Description"] = "Kutsuu\nmuut." });
        await visitor.PostAsync(page, "where", new Dictionary<string, object?> { ["Input.Act"] = "publish" }, Ct);
        var idea = await IdeasOf(person).Include(i => i.Roles).SingleAsync(Ct);
        Assert.Equal(("Ranta on roskainen.", "Kutsuu muut."), (idea.Why, idea.Roles.OrderBy(r => r.Position).First().Description));
    }

    [Fact]
    public async Task Post_of_discard_deletes_the_draft()
    {
        var (person, visitor) = await SignInAsync();
        var page = await ToStepThreeAsync(visitor);
        var ask = await visitor.GetPageAsync(LastStep().Replace(page.Document.DocumentUri, "discard"), Ct);
        Assert.Equal(1, await DraftsOfAsync(person));
        Assert.Equal(HttpStatusCode.SeeOther, (await visitor.PostAsync(ask, "discard", ct: Ct)).Status);
        Assert.Equal(0, await DraftsOfAsync(person));
    }

    [Fact]
    public async Task Post_by_the_script_saves_the_form_as_it_stands()
    {
        var (person, visitor) = await SignInAsync();
        var page = await visitor.GetPageAsync("/fi/initiatives/new?in=joensuu", Ct);
        var fields = Fields(page, "what").Where(f => f.Key != "Input.Title").Append(new("Input.Title", "Puolikas otsi")).ToList();
        var saved = await visitor.PostAsync($"/drafts/{Field(page, "Input.DraftId")}", new FormUrlEncodedContent(fields), Ct);
        Assert.Equal((HttpStatusCode.OK, """{"version":1}"""), (saved.Status, saved.Body));
        Assert.Equal("Puolikas otsi", await TitleAsync(person));

        var late = fields.Select(f => f.Key == "Input.Title" ? new("Input.Title", "Toinen otsikko") : f);
        Assert.Equal(HttpStatusCode.Conflict, (await visitor.PostAsync($"/drafts/{Field(page, "Input.DraftId")}", new FormUrlEncodedContent(late), Ct)).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await visitor.PostAsync($"/drafts/{Field(page, "Input.DraftId")}", new FormUrlEncodedContent(fields.Where(f => f.Key[0] != '_')), Ct)).Status);
    }

    [Fact]
    public async Task Post_of_a_picture_without_words_is_refused_and_with_words_shown_to_all()
    {
        var (person, visitor) = await SignInAsync();
        var page = await ToStepThreeAsync(visitor);
        var refused = await UploadAsync(visitor, page, Convert.FromBase64String(Png), "ranta.png", alt: "");
        Assert.NotNull(refused.Document.QuerySelector("#Input-PictureAlt-e"));
        Assert.Equal(0, await PicturesOfAsync(person));

        var broken = await UploadAsync(visitor, refused, "GIF89a"u8.ToArray(), "ranta.png", alt: "Ranta");
        Assert.NotNull(broken.Document.QuerySelector("#Input-Picture-e"));

        var saved = await UploadAsync(visitor, broken, Convert.FromBase64String(Png), "ranta.png", alt: "Ranta keväällä");
        Assert.Equal(HttpStatusCode.SeeOther, saved.Status);
        var three = await visitor.FollowAsync(saved, Ct);
        var image = three.Document.QuerySelector("article.mm-card img")!;
        Assert.Equal("Ranta keväällä", image.GetAttribute("alt"));
        using var answer = await site.NewVisitor().Client.GetAsync(new Uri(image.GetAttribute("src")!, UriKind.Relative), Ct);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.StartsWith("image/", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Contains("sandbox", answer.Headers.GetValues("Content-Security-Policy").Single());
        Assert.True(answer.Headers.CacheControl!.Public);

        await UploadAsync(visitor, three, Convert.FromBase64String(Png), "toinen.png", alt: "Toinen");
        Assert.Equal(1, await PicturesOfAsync(person)); // the one it took the place of is thrown away
    }

    [Fact]
    public async Task Post_of_the_edit_page_changes_words_and_roles_and_is_the_starter_s_own()
    {
        var (person, visitor) = await SignInAsync();
        var posted = await visitor.PostAsync(await ToStepThreeAsync(visitor), "where", new Dictionary<string, object?> { ["Input.Act"] = "publish" }, Ct);
        var before = await IdeasOf(person).Include(i => i.Roles).SingleAsync(Ct);
        var page = await visitor.GetPageAsync($"{posted.Location}/edit", Ct);
        var answer = await visitor.PostAsync(page, "edit", new Dictionary<string, object?>
        {
            ["Input.Title"] = "Rantatalkoot",
            ["Input.Roles[0].Title"] = "Päävetäjä",
            ["Input.Roles[1].Title"] = "",
            ["Input.Roles[2].Title"] = "Kuvaaja",
        }, Ct);

        Assert.Equal(HttpStatusCode.SeeOther, answer.Status);
        Assert.Equal("Rantatalkoot", (await visitor.FollowAsync(answer, Ct)).Title);
        var after = await IdeasOf(person).Include(i => i.Roles).SingleAsync(Ct);
        Assert.Equal(["Päävetäjä", "Kuvaaja"], after.Roles.OrderBy(r => r.Position).Select(r => r.Title));
        Assert.Contains(after.Roles, r => r.Id == before.Roles.Single(b => b.Position == 0).Id);
        var (_, stranger) = await SignInAsync();
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetPageAsync($"{answer.Location}/edit", Ct)).Status);
    }

    private async Task<(Person Person, Visitor Visitor)> SignInAsync()
    {
        var person = await Newcomer.SaveAsync(site);
        return (person, await site.SignInAsync(person));
    }

    private async Task<Page> ToStepThreeAsync(Visitor visitor)
    {
        var page = await GoOnAsync(visitor, await visitor.GetPageAsync("/fi/initiatives/new?in=joensuu", Ct), "what", What());
        return await GoOnAsync(visitor, page, "who", []);
    }

    private static async Task<Page> GoOnAsync(Visitor visitor, Page page, string form, Dictionary<string, object?> values)
    {
        var answer = await visitor.PostAsync(page, form, values, Ct);
        Assert.Equal(HttpStatusCode.SeeOther, answer.Status);
        return await visitor.FollowAsync(answer, Ct);
    }

    private static async Task<Page> UploadAsync(Visitor visitor, Page page, byte[] file, string name, string alt)
    {
        using var content = new MultipartFormDataContent();
        foreach (var (field, value) in Fields(page, "where").Where(f => f.Key != "Input.PictureAlt")) content.Add(new StringContent(value), field);
        content.Add(new StringContent(alt), "Input.PictureAlt");
        content.Add(new ByteArrayContent(file), "Input.Picture", name);
        return await visitor.PostAsync(page.Document.DocumentUri, content, Ct);
    }

    /// <summary>What a browser would send of fields with one value each.</summary>
    private static IEnumerable<KeyValuePair<string, string>> Fields(Page page, string form) => page.Form(form).Elements
        .Where(e => e.GetAttribute("name") is { Length: > 0 }).SelectMany(e => e switch
        {
            IHtmlInputElement { Type: "checkbox" or "radio", IsChecked: false } or IHtmlInputElement { Type: "file" } or IHtmlButtonElement => [],
            IHtmlInputElement input => [new KeyValuePair<string, string>(input.Name!, input.Value)],
            IHtmlTextAreaElement area => [new(area.Name!, area.Value)],
            IHtmlSelectElement select => [new(select.Name!, select.Value ?? "")],
            _ => Enumerable.Empty<KeyValuePair<string, string>>(),
        });

    private static string? Field(Page page, string name) => page.Document.QuerySelector($"[name='{name}']")!.GetAttribute("value");

    private static string? Selected(Page page, string name) => ((IHtmlSelectElement)page.Document.QuerySelector($"[name='{name}']")!).Value;

    private IQueryable<Initiative> IdeasOf(Person person) =>
        site.Services.CreateScope().ServiceProvider.GetRequiredService<MatchmakingDb>().Initiatives().AsNoTracking().Where(i => i.StarterId == person.Id);

    private Task<int> DraftsOfAsync(Person person) => site.InScopeAsync(s => s.GetRequiredService<MatchmakingDb>().InitiativeDrafts().CountAsync(d => d.OwnerId == person.Id, Ct));

    private Task<string> TitleAsync(Person person) =>
        site.InScopeAsync(s => s.GetRequiredService<MatchmakingDb>().InitiativeDrafts().Where(d => d.OwnerId == person.Id).Select(d => d.Title).SingleAsync(Ct));

    private Task<int> PicturesOfAsync(Person person) => site.InScopeAsync(s => s.GetRequiredService<MatchmakingDb>().Pictures().CountAsync(p => p.OwnerId == person.Id, Ct));

    [GeneratedRegex("[123]$")]
    private static partial Regex LastStep();
}
