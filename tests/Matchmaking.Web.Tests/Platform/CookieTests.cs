using System.Net;
using Matchmaking.Testing;
using Matchmaking.Web.Platform;
using Matchmaking.Web.Tests.Platform.Probes;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Web.Tests.Platform;

public sealed class CookieTests(HttpsSite site) : IClassFixture<HttpsSite>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Over_https_every_cookie_is_bound_to_the_host_and_hidden_from_scripts()
    {
        var form = await site.GetPageAsync("/fi/probes/form", Ct);
        var sent = await site.PostAsync(form, "write", new Dictionary<string, object?> { ["Input.Go"] = "there" }, Ct);

        Assert.Matches("^__Host-form=[^;]+; path=/; secure; samesite=strict; httponly$", form.Headers["Set-Cookie"]);
        Assert.Matches("^__Host-status=[^;]+; max-age=5; path=/; secure; samesite=lax; httponly$", sent.Headers["Set-Cookie"]);
    }

    [Fact]
    public async Task Over_http_they_carry_no_prefix_that_the_browser_would_refuse()
    {
        await using var http = new ProbeSite { Database = site.Database };

        Assert.Matches("^form=[^;]+; path=/; samesite=strict; httponly$", (await http.GetPageAsync("/fi/probes/form", Ct)).Headers["Set-Cookie"]);
    }

    [Fact]
    public async Task The_cookie_of_a_session_is_secure_and_lax()
    {
        await using var scope = site.Services.CreateAsyncScope();
        var context = new Microsoft.AspNetCore.Http.DefaultHttpContext { RequestServices = scope.ServiceProvider, Request = { Scheme = "https" } };
        await Session.OpenAsync(context, Guid.CreateVersion7(), "stamp", secondFactor: false);

        Assert.Matches("^__Host-session=[^;]+; expires=[^;]+; path=/; secure; samesite=lax; httponly$", context.Response.Headers.SetCookie.Single());
    }

    [Fact]
    public async Task A_page_without_a_form_sets_no_cookie() =>
        Assert.DoesNotContain("Set-Cookie", (await site.GetPageAsync("/fi/probes/plain", Ct)).Headers.Keys);

    [Fact]
    public async Task A_session_opens_private_pages()
    {
        var person = await Newcomer.SaveAsync(site, "Aino Testi");
        var page = await (await site.SignInAsync(person)).GetPageAsync("/fi/probes/private", Ct);

        Assert.Equal((HttpStatusCode.OK, $"{person.Id} Aino Testi False 0"), (page.Status, page.Text("#me")));
    }

    public static TheoryData<string> Broken => new(
        "__Host-session=", "__Host-session=abc", "__Host-session=CfDJ8" + new string('A', 500), "__Host-session=" + new string('A', 15_000),
        "__Host-session=a; __Host-session=b", "__Host-session=chunks-3; __Host-sessionC1=a", "__Host-session=chunks-999999999", "=; ;;,\"", "__Host-session=\"\u00e4\"",
        "__Host-status=abc; __Host-form=abc");

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task A_broken_cookie_is_a_stranger_s(string cookies)
    {
        var visitor = site.NewVisitor();
        visitor.Client.DefaultRequestHeaders.TryAddWithoutValidation("Cookie", cookies);

        Assert.Equal(HttpStatusCode.OK, (await visitor.GetPageAsync("/fi/probes/plain", Ct)).Status);
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetPageAsync("/fi/probes/form", Ct)).Status);
        Assert.Equal(HttpStatusCode.Found, (await visitor.GetPageAsync("/fi/probes/private", Ct)).Status);
    }

    [Fact]
    public async Task A_cookie_of_another_installation_is_a_stranger_s()
    {
        await using var other = new HttpsSite();
        await other.InitializeAsync();
        var theirs = await other.SignInAsync(await Newcomer.SaveAsync(other));
        var cookie = theirs.Browser.Container.GetCookieHeader(other.BaseUrl);

        var visitor = site.NewVisitor();
        visitor.Client.DefaultRequestHeaders.Add("Cookie", cookie);
        Assert.Equal(HttpStatusCode.Found, (await visitor.GetPageAsync("/fi/probes/private", Ct)).Status);
        Assert.Equal(HttpStatusCode.OK, (await theirs.GetPageAsync("/fi/probes/private", Ct)).Status);
    }

    [Fact]
    public async Task A_second_process_and_a_restart_know_the_session()
    {
        var person = await Newcomer.SaveAsync(site);
        var visitor = await site.SignInAsync(person);
        await using var second = new HttpsSite { Database = site.Database };
        var there = second.NewVisitor(visitor.Browser);

        Assert.Equal(HttpStatusCode.OK, (await there.GetPageAsync("/fi/probes/private", Ct)).Status);
        var form = await visitor.GetPageAsync("/fi/probes/form", Ct);
        Assert.Equal(HttpStatusCode.OK, (await there.PostAsync(form, "write", new Dictionary<string, object?> { ["Input.Text"] = "x" }, Ct)).Status);
    }

    [Fact]
    public async Task A_session_ends_with_its_stamp_its_person_and_its_time()
    {
        var person = await Newcomer.SaveAsync(site);
        var visitor = await site.SignInAsync(person);
        await site.SaveAsync(db => { db.Attach(person); person.MoveTo($"{Guid.CreateVersion7():N}@example.org"); });
        var page = await visitor.GetPageAsync("/fi/probes/private", Ct);
        Assert.Equal(HttpStatusCode.Found, page.Status);
        Assert.Contains("__Host-session=; expires=Thu, 01 Jan 1970", page.Headers["Set-Cookie"], StringComparison.Ordinal);

        var again = await site.SignInAsync(person);
        Assert.Equal(HttpStatusCode.OK, (await again.GetPageAsync("/fi/probes/private", Ct)).Status);
        await site.SaveAsync(db => db.Remove(person));
        Assert.Equal(HttpStatusCode.Found, (await again.GetPageAsync("/fi/probes/private", Ct)).Status);
    }

    [Fact]
    public async Task An_office_counts_with_a_second_factor_and_until_it_ends()
    {
        var person = await Newcomer.SaveAsync(site, "Aino", People.Office.Administrator);
        var (without, with) = (await site.SignInAsync(person), await site.SignInAsync(person, secondFactor: true));

        Assert.Contains("Aino False", (await without.GetPageAsync("/fi/probes/private", Ct)).Text("#me"), StringComparison.Ordinal);
        Assert.Contains("Aino True", (await with.GetPageAsync("/fi/probes/private", Ct)).Text("#me"), StringComparison.Ordinal);
        await site.SaveAsync(db =>
        {
            foreach (var held in People.PersonQueries.Appointments(db).Where(a => a.PersonId == person.Id).ToList()) held.End(site.Clock.GetUtcNow());
        });
        Assert.Contains("Aino False", (await with.GetPageAsync("/fi/probes/private", Ct)).Text("#me"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Words_that_we_did_not_seal_are_not_shown()
    {
        var seal = site.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("StatusCookie").ToTimeLimitedDataProtector();

        Assert.Equal("Ours", await ShownAsync(seal.Protect("!Ours", TimeSpan.FromMinutes(1))));
        Assert.Equal("", await ShownAsync(seal.Protect("!Late", TimeSpan.FromSeconds(-1))));
        Assert.Equal("", await ShownAsync("Planted"));

        async Task<string> ShownAsync(string value)
        {
            var visitor = site.NewVisitor();
            visitor.Client.DefaultRequestHeaders.Add("Cookie", $"__Host-status={value}");
            return (await visitor.GetPageAsync("/fi/probes/plain", Ct)).Text("[role=status]");
        }
    }
}
