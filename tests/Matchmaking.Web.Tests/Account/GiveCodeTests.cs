using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Platform.Mail;
using Matchmaking.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Web.Tests.Account;

/// <summary>Five tries are five, however many come at once; a code opens one account, once, in the browser that asked.</summary>
public sealed class GiveCodeTests(TestSite site) : IClassFixture<TestSite>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_fifty_guesses_at_once_five_are_looked_at()
    {
        var browser = await AskAsync(Address());
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(n => Task.Run(() => GiveAsync(browser, Wrong(browser)), Ct)));
        Assert.Equal(SignInCode.MostTries - 1, answers.Count(a => a.Outcome == GivingCode.Wrong));
        Assert.Equal(50 - SignInCode.MostTries + 1, answers.Count(a => a.Outcome == GivingCode.TooManyTries));
        Assert.Equal(GivingCode.TooManyTries, (await GiveAsync(browser, browser.Code)).Outcome);
        Assert.Equal(SignInCode.MostTries, await site.InScopeAsync(s => s.GetRequiredService<MatchmakingDb>().SignInCodes().Where(c => c.Id == browser.CodeId).Select(c => c.Tries).SingleAsync(Ct)));
    }

    [Fact]
    public async Task Without_the_lock_every_guess_would_be_the_first()
    {
        var browser = await AskAsync(Address());
        using var everybodyHasRead = new Barrier(8);
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => site.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<MatchmakingDb>();
            var row = await db.SignInCodes().SingleAsync(c => c.Id == browser.CodeId, Ct);
            Assert.True(everybodyHasRead.SignalAndWait(TimeSpan.FromSeconds(30), Ct));
            var outcome = row.Give(Wrong(browser), browser.Secret, site.Clock.GetUtcNow());
            await db.SaveChangesAsync(Ct);
            return outcome;
        }), Ct)));
        Assert.All(answers, a => Assert.Equal(GivingCode.Wrong, a)); // eight looked at, and the row counts one
    }

    [Fact]
    public async Task The_right_code_given_many_times_at_once_opens_once()
    {
        var browser = await AskAsync(Address());
        var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Task.Run(() => GiveAsync(browser, browser.Code), Ct)));
        Assert.Equal(1, answers.Count(a => a.Outcome == GivingCode.Right));
        Assert.Equal(11, answers.Count(a => a.Outcome == GivingCode.Expired));
    }

    [Fact]
    public async Task Browsers_that_bring_one_new_address_at_once_make_one_account()
    {
        var email = Address();
        var browsers = new List<Browser>();
        for (var n = 0; n < 5; n++) browsers.Add(await AskAsync(n % 2 == 0 ? email : email.ToUpperInvariant()));
        var answers = await Task.WhenAll(browsers.Select(b => Task.Run(() => GiveAsync(b, b.Code), Ct)));
        Assert.All(answers, a => Assert.Equal(GivingCode.Right, a.Outcome));
        Assert.Single(answers.Select(a => a.PersonId).Distinct());
        Assert.Single(answers, a => a.IsNew);
    }

    [Fact]
    public async Task Another_browser_cannot_give_it_and_the_newest_of_a_browser_counts()
    {
        var email = Address();
        var (one, other) = (await AskAsync(email), await AskAsync(email));
        Assert.Equal(GivingCode.Wrong, (await GiveAsync(other, one.Code)).Outcome);
        Assert.Equal(GivingCode.Right, (await GiveAsync(one, one.Code)).Outcome);
        Assert.Equal(GivingCode.Expired, (await GiveAsync(one with { Secret = "of nobody" }, one.Code)).Outcome);
    }

    [Fact]
    public async Task Asked_in_other_letters_the_code_goes_with_the_account_too()
    {
        var email = Address();
        var browser = await AskAsync(email);
        var person = (await GiveAsync(browser, browser.Code)).PersonId;
        await AskAsync(email.ToUpperInvariant());
        await site.InScopeAsync(s => s.GetRequiredService<DeleteAccount>().RunAsync(person, Ct));
        Assert.Equal(0, await site.InScopeAsync(s => s.GetRequiredService<MatchmakingDb>().SignInCodes().OfAddress(email).CountAsync(Ct)));
    }

    /// <summary>As the page asks, and the code as the letter says it.</summary>
    private Task<Browser> AskAsync(string email) => site.InScopeAsync(async services =>
    {
        var secret = Guid.CreateVersion7().ToString("N");
        Assert.Equal(AskingForCode.OnItsWay, await services.GetRequiredService<AskForCode>().RunAsync(EmailAddress.Parse(email), secret, "fi", ct: Ct));
        var hash = SignInCode.HashOf(secret);
        var row = await services.GetRequiredService<MatchmakingDb>().SignInCodes().SingleAsync(c => c.BrowserHash == hash, Ct);
        return new Browser(secret, row.Id, services.GetRequiredService<ISeal>().Open(row.SealedCode!)!);
    });

    private Task<CodeGiven> GiveAsync(Browser browser, string code) => site.InScopeAsync(s => s.GetRequiredService<GiveCode>().RunAsync(code, browser.Secret, Ct));

    private static string Wrong(Browser browser) => browser.Code == "00000000" ? "11111111" : "00000000";

    private static string Address() => $"{Guid.CreateVersion7():N}@example.org";

    private sealed record Browser(string Secret, Guid CodeId, string Code);
}
