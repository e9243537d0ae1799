using System.Net;
using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Platform.Mail;
using Matchmaking.Testing;
using Matchmaking.Web.Platform;
using Matchmaking.Web.Tests.Platform;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Web.Tests.Account;

/// <summary>Taking a second factor away, and answers to questions that nobody asked.</summary>
public sealed class SecondFactorTests(TestSite site) : IClassFixture<TestSite>
{
    private const string Office = "/en/admin/municipalities";
    private const string Remove = "form[action$='app/remove']";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)] // the control: another factor is left
    public async Task An_office_ends_with_the_last_second_factor_and_the_owner_is_told(bool hasPasskey)
    {
        var (person, visitor) = await WithAppAsync();
        if (hasPasskey) await AddPasskeyAsync(person);
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetPageAsync(Office, Ct)).Status);

        var answer = await visitor.PostAsync(await visitor.GetPageAsync("/en/me/security", Ct), Remove, ct: Ct);
        Assert.EndsWith("/me/security", answer.Location, StringComparison.Ordinal);
        Assert.Equal(hasPasskey ? HttpStatusCode.OK : HttpStatusCode.Found, (await visitor.GetPageAsync(Office, Ct)).Status);
        Assert.Equal(hasPasskey ? ["PasskeyAdded", "AppRemoved"] : ["AppRemoved"], await ToldAsync(person));
    }

    [Fact]
    public async Task An_open_browser_that_was_left_alone_takes_no_second_factor_away()
    {
        var (person, visitor) = await WithAppAsync();
        var page = await visitor.GetPageAsync("/en/me/security", Ct);
        site.Clock.Move(Session.FreshFor + TimeSpan.FromMinutes(1));
        try
        {
            Assert.Contains("/me/confirm", (await visitor.PostAsync(page, Remove, ct: Ct)).Location, StringComparison.Ordinal);
        }
        finally
        {
            site.Clock.Release();
        }
        Assert.True(await site.InScopeAsync(s => s.GetRequiredService<MatchmakingDb>().People().Where(p => p.Id == person.Id).Select(p => p.TwoFactorEnabled).SingleAsync(Ct)));
        Assert.Empty(await ToldAsync(person));
    }

    [Theory]
    [InlineData("{\"a\":")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("x")]
    public async Task A_passkey_that_nobody_asked_for_is_refused_in_words(string credential)
    {
        var stranger = site.NewVisitor();
        var answer = await stranger.PostAsync(await stranger.GetPageAsync("/en/sign-in", Ct), "form[action$='sign-in/passkey']", new Dictionary<string, object?> { ["credential"] = credential }, Ct);
        Assert.Equal(HttpStatusCode.SeeOther, answer.Status);
        Assert.Contains("/sign-in", answer.Location, StringComparison.Ordinal);

        var member = await site.SignInAsync(await Newcomer.SaveAsync(site));
        var added = await member.PostAsync(await member.GetPageAsync("/en/me/security", Ct), "form[action$='me/passkeys']", new Dictionary<string, object?> { ["credential"] = credential }, Ct);
        Assert.Equal(HttpStatusCode.SeeOther, added.Status);
        Assert.EndsWith("/me/security", added.Location, StringComparison.Ordinal);
    }

    private async Task<(Person Person, Visitor Visitor)> WithAppAsync()
    {
        var person = await Newcomer.SaveAsync(site, office: People.Office.Administrator);
        await site.InScopeAsync(s => s.GetRequiredService<MatchmakingDb>().People().Where(p => p.Id == person.Id).ExecuteUpdateAsync(p => p.SetProperty(x => x.TwoFactorEnabled, true), Ct));
        return (person, await site.SignInAsync(person, secondFactor: true));
    }

    private Task AddPasskeyAsync(Person person) => site.InScopeAsync(async s => Assert.True(await s.GetRequiredService<AddPasskey>().RunAsync(person.Id,
        new UserPasskeyInfo([1, 2, 3, .. person.Id.ToByteArray()], [4], site.Clock.GetUtcNow(), 0, [], true, false, false, [], []), Ct)));

    private Task<List<string>> ToldAsync(Person person) => site.InScopeAsync(async s =>
        (await s.GetRequiredService<MatchmakingDb>().OutgoingMails().Where(m => m.PersonId == person.Id && m.Kind == nameof(SecondFactorMail)).OrderBy(m => m.CreatedAt).ThenBy(m => m.Id).ToListAsync(Ct))
            .ConvertAll(m => System.Text.RegularExpressions.Regex.Match(m.Args, "\"Change\": ?\"?(\\w+)").Groups[1].Value is var change && Enum.TryParse<SecondFactorChange>(change, out var known) ? $"{known}" : m.Args));
}
