using System.Diagnostics;
using System.Net;
using System.Text;
using Matchmaking.Testing;
using Matchmaking.Web.Platform;
using Matchmaking.Web.Tests.Platform.Probes;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Web.Tests.Platform;

public sealed class FormRulesTests(ProbeSite site) : IClassFixture<ProbeSite>
{
    private const string Url = "/fi/probes/form";
    private const string Token = "__RequestVerificationToken";
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Post_of_the_page_s_own_form_is_taken()
    {
        var page = await PostAsync(new() { ["Input.Text"] = "Hei", ["Input.Count"] = "3", ["Input.Many"] = new[] { "a", "b" } });

        Assert.Equal((HttpStatusCode.OK, "Hei|3|a,b|0"), (page.Status, page.Text("#got")));
    }

    [Fact]
    public async Task Post_without_the_token_is_400() => Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(new() { [Token] = null })).Status);

    [Fact]
    public async Task Post_with_a_damaged_token_is_400() => Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(new() { [Token] = "CfDJ8abc" })).Status);

    [Fact]
    public async Task Post_with_another_visitor_s_token_is_400()
    {
        var theirs = (await site.GetPageAsync(Url, Ct)).Form("write").QuerySelector($"[name={Token}]")!.GetAttribute("value");

        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(new() { [Token] = theirs })).Status);
    }

    [Fact]
    public async Task Post_without_the_cookie_is_400()
    {
        var page = await site.GetPageAsync(Url, Ct);

        Assert.Equal(HttpStatusCode.BadRequest, (await site.NewVisitor().PostAsync(page, "write", ct: Ct)).Status);
    }

    /// <summary>Every endpoint that takes a post refuses one without our token, unless it stands on this list with a reason.</summary>
    [Fact]
    public async Task Post_without_the_token_is_refused_everywhere()
    {
        string[] mayBePostedByOthers = ["/u/{token}/"]; // mailboxes end letters by it (RFC 8058); the token is the right
        var endpoints = site.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("POST") == true).ToList();
        Assert.True(endpoints.Count >= 8);
        Assert.Equal(mayBePostedByOthers, endpoints.Where(e => e.Metadata.GetMetadata<IAntiforgeryMetadata>()?.RequiresValidation == false).Select(e => e.RoutePattern.RawText!));
        foreach (var path in endpoints.Select(e => e.RoutePattern.RawText!).Where(p => !mayBePostedByOthers.Contains($"{p.TrimEnd('/')}/".Replace("{Token}", "{token}", StringComparison.Ordinal))).Select(p => p.Replace("{Municipality}", "joensuu", StringComparison.OrdinalIgnoreCase)))
        {
            var address = string.Join('/', path.Split('/').Select(s => s.StartsWith('{') ? "1" : s)).TrimStart('/');
            var page = await site.NewVisitor().PostAsync(AddressRules.IsWithoutLanguage("/" + address) ? "/" + address : "/fi/" + address, new FormUrlEncodedContent([]), Ct);
            Assert.True((int)page.Status is >= 400 and < 500, $"{path}: {(int)page.Status}");
        }
    }

    [Fact]
    public async Task Post_from_before_signing_in_is_400_with_what_was_typed_and_a_way_to_send_it_again()
    {
        var person = await Newcomer.SaveAsync(site);
        var stranger = await site.GetPageAsync(Url, Ct);
        var signedIn = await site.SignInAsync(person);
        await signedIn.GetPageAsync(Url, Ct);

        var refused = await signedIn.PostAsync(stranger, "write", new Dictionary<string, object?> { ["Input.Text"] = "Pitkä <teksti>", ["Input.Many"] = "b" }, Ct);
        Assert.Equal((HttpStatusCode.BadRequest, "Sivu ehti vanheta"), (refused.Status, refused.Title));
        Assert.Contains("Pitkä <teksti>", refused.Text("details"), StringComparison.Ordinal);

        var sentAgain = await signedIn.PostAsync(refused, "form[method=post]", ct: Ct);
        Assert.Equal((HttpStatusCode.OK, "Pitkä <teksti>|0|b|0"), (sentAgain.Status, sentAgain.Text("#got")));
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Sec-Fetch-Site", "same-site")]
    [InlineData("Sec-Fetch-Site", "none")]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "null")]
    [InlineData("X-Nothing", "x")]
    public async Task Post_from_another_site_is_400_and_nothing_of_it_can_be_sent_again(string header, string value)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Url) { Content = Fields(("_handler", "write"), ("Input.Text", "planted")) };
        request.Headers.Add(header, value);
        using var answer = await site.NewVisitor().Client.SendAsync(request, Ct);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.DoesNotContain("planted", await answer.Content.ReadAsStringAsync(Ct), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_after_the_session_ended_keeps_what_was_typed()
    {
        var refused = await site.NewVisitor().PostAsync("/fi/probes/private", Fields(("_handler", "say"), ("Input.Text", "Tärkeää")), Ct);

        Assert.Equal((HttpStatusCode.Unauthorized, "Kirjaudu ensin sisään"), (refused.Status, refused.Title));
        Assert.Contains("Tärkeää", refused.Text("details"), StringComparison.Ordinal);
        Assert.Contains("sign-in?returnUrl=%2Ffi%2Fprobes%2Fprivate", refused.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_single_value_given_twice_is_400_and_many_are_taken()
    {
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(new() { ["Input.Count"] = new[] { "1", "1" } })).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(new() { ["Input.Text"] = new[] { "a", "b" } })).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(new() { ["_handler"] = new[] { "write", "write" } })).Status);
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(new() { ["Input.Many"] = new[] { "a", "b", "c" } })).Status);
    }

    [Theory]
    [InlineData("/api/v1/search?q=a&page=1", HttpStatusCode.OK)]
    [InlineData("/api/v1/search?q=a&q=b", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/search?page=1&page=2", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/similar?title=a&in=fi&in=sv", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/search?other=1&other=2", HttpStatusCode.OK)]
    public async Task Programs_may_give_a_single_value_once_too(string address, HttpStatusCode status) => Assert.Equal(status, (await site.GetPageAsync(address, Ct)).Status);

    [Fact]
    public async Task A_button_s_single_value_given_twice_is_400()
    {
        var visitor = await site.SignInAsync(await Newcomer.SaveAsync(site));
        var token = (await visitor.GetPageAsync("/fi/me/settings", Ct)).Document.QuerySelector($"[name={Token}]")!.GetAttribute("value")!;
        Assert.Equal(HttpStatusCode.SeeOther, (await visitor.PostAsync($"/fi/{Links.ReadNotifications}", Fields((Token, token), ("upTo", "2027-01-01")), Ct)).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await visitor.PostAsync($"/fi/{Links.ReadNotifications}", Fields((Token, token), ("upTo", "2027-01-01"), ("upTo", "2020-01-01")), Ct)).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await visitor.PostAsync($"/fi/{Links.ReadNotifications}", Fields((Token, token), (Token, token), ("upTo", "2027-01-01")), Ct)).Status);
    }

    [Theory]
    [InlineData("Input.Unknown", "x")]
    [InlineData("Id", "00000000-0000-0000-0000-000000000001")]
    [InlineData("Status", "confirmed")]
    [InlineData("Input[0]", "x")]
    [InlineData("x[999999999]", "1")]
    [InlineData("Input.Deep[999999999]", "1")]
    public async Task Post_of_a_field_that_nobody_asked_for_changes_nothing(string name, string value)
    {
        var page = await PostAsync(new() { ["Input.Text"] = "t", [name] = value });

        Assert.Equal((HttpStatusCode.OK, "t|0||0"), (page.Status, page.Text("#got")));
    }

    [Fact]
    public async Task Post_at_the_limits_is_taken_and_beyond_them_is_400()
    {
        const int own = 4; // handler, token, text, count
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(Many(FormRules.MostFields - own))).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(Many(FormRules.MostFields - own + 1))).Status);
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(new() { ["Input.Text"] = new string('a', FormRules.LongestValue) })).Status);
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(new() { [new string('k', FormRules.LongestName)] = "1" })).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(new() { [new string('k', FormRules.LongestName + 1)] = "1" })).Status);
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(new() { ["a" + string.Concat(Enumerable.Repeat("[b]", FormRules.DeepestField))] = "1" })).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(new() { ["a" + string.Concat(Enumerable.Repeat("[b]", 60))] = "1" })).Status);
    }

    [Theory]
    [InlineData(FormRules.LongestValue + 1, true)]
    [InlineData(FormRules.LongestValue + 1, false)]
    [InlineData((int)FormRules.MostBytes, false)]
    public async Task Post_of_too_long_a_text_is_answered_with_the_page_that_says_so(int length, bool parts)
    {
        var page = await site.GetPageAsync(Url, Ct);
        var (token, text) = (page.Form("write").QuerySelector($"[name={Token}]")!.GetAttribute("value")!, "alku " + new string('a', length - 5));
        HttpContent content = parts
            ? new MultipartFormDataContent { { new StringContent("write"), "_handler" }, { new StringContent(token), Token }, { new StringContent(text), "Input.Text" } }
            : new FormUrlEncodedContent([new("_handler", "write"), new(Token, token), new("Input.Text", text)]);
        var answer = await page.Visitor.PostAsync(Url, content, Ct);

        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "Lähetit liikaa kerralla"), (answer.Status, answer.Text("h1")));
        if (length < FormRules.MostBytes / 2) Assert.Contains("alku aaa", answer.Text("details"), StringComparison.Ordinal); // there to copy, not to be sent again
        Assert.Null(answer.Document.QuerySelector("main form[method=post]"));
    }

    [Fact]
    public async Task A_form_of_five_thousand_fields_is_refused_before_it_is_read()
    {
        var best = TimeSpan.MaxValue;
        for (var i = 0; i < 5; i++)
        {
            var clock = Stopwatch.StartNew();
            var page = await site.NewVisitor().PostAsync(Url, new FormUrlEncodedContent(Many(5000).Select(f => new KeyValuePair<string, string>(f.Key, "1"))), Ct);
            if (clock.Elapsed < best) best = clock.Elapsed;
            Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        }
        Assert.True(best < TimeSpan.FromMilliseconds(50), $"{best.TotalMilliseconds} ms");
    }

    [Theory]
    [InlineData("application/json", "{\"Input\":{\"Text\":\"a\"}}", 415)]
    [InlineData("application/xml", "<a/>", 415)]
    [InlineData("text/plain", "Input.Text=a", 415)]
    [InlineData("multipart/form-data", "x", 400)]
    [InlineData("multipart/form-data; boundary=\"\"", "x", 400)]
    [InlineData("multipart/form-data; boundary=abc", "x", 400)]
    [InlineData("application/x-www-form-urlencoded", "%ZZ=%&&&=", 400)]
    [InlineData("application/x-www-form-urlencoded; charset=utf-7", "a=+AGEAYg-", 400)]
    public async Task Post_of_something_else_than_a_form_is_refused(string type, string body, int status)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        var page = await site.NewVisitor().PostAsync(Url, content, Ct);

        Assert.Equal(status, (int)page.Status);
        Assert.NotEqual("", page.Title);
    }

    [Fact]
    public async Task Post_is_answered_with_303_and_the_message_is_shown_once()
    {
        var sent = await PostAsync(new() { ["Input.Text"] = "talkoot ä", ["Input.Go"] = "there" });
        Assert.Equal((HttpStatusCode.SeeOther, "/fi/probes/plain"), (sent.Status, sent.Location));

        var next = await sent.Visitor.FollowAsync(sent, Ct);
        Assert.Equal("Saved talkoot ä", next.Text("[role=status]"));
        Assert.Equal("", (await sent.Visitor.FollowAsync(sent, Ct)).Text("[role=status]"));
    }

    [Theory]
    [InlineData("/sv/me", "/sv/me")]
    [InlineData("//evil.example", "/fi/")]
    [InlineData("https:evil", "/fi/")]
    [InlineData("/%09/evil", "/fi/")]
    public async Task Post_that_names_where_to_go_back_to_stays_here(string returnUrl, string expected)
    {
        var page = await PostAsync(new() { ["Input.Text"] = returnUrl, ["Input.Go"] = "back" });

        Assert.Equal((HttpStatusCode.SeeOther, expected), (page.Status, page.Location));
    }

    private static Dictionary<string, object?> Many(int count) => Enumerable.Range(0, count).ToDictionary(i => $"f{i}", _ => (object?)"1");

    private static FormUrlEncodedContent Fields(params (string Name, string Value)[] fields) => new(fields.Select(f => new KeyValuePair<string, string>(f.Name, f.Value)));

    private async Task<Page> PostAsync(Dictionary<string, object?> values) => await site.PostAsync(await site.GetPageAsync(Url, Ct), "write", values, Ct);
}
