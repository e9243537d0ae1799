using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Platform.Mail;
using Matchmaking.Testing;
using Matchmaking.Web.Tests.Platform;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Web.Tests.Account;

/// <summary>How many codes one address is sent: so many, however fast and in whatever letters it is asked.</summary>
public sealed class AskForCodeTests(TestSite site) : IClassFixture<TestSite>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Forty_who_ask_at_once_get_five_however_the_address_is_written()
    {
        var person = await Newcomer.SaveAsync(site);
        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(n => Task.Run(() => AskAsync(n % 2 == 0 ? person.Email! : person.Email!.ToUpperInvariant()), Ct)));
        Assert.Equal(AskForCode.MostInHalfAnHour, answers.Count(a => a == AskingForCode.OnItsWay));
        Assert.Equal(AskForCode.MostInHalfAnHour, (await LettersAsync(person.Email!)).Letters);
    }

    [Fact]
    public async Task Without_the_lock_more_would_get_one()
    {
        var email = Address();
        using var everybodyHasCounted = new Barrier(8);
        var sent = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => site.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<MatchmakingDb>();
            var before = await db.SignInCodes().OfAddress(email).CountAsync(Ct);
            Assert.True(everybodyHasCounted.SignalAndWait(TimeSpan.FromSeconds(30), Ct));
            if (before >= AskForCode.MostInHalfAnHour) return false;
            db.Add(SignInCode.New(email, "12345678", "secret", "fi", site.Clock.GetUtcNow(), code => code, null, null));
            await db.SaveChangesAsync(Ct);
            return true;
        }), Ct)));
        Assert.Equal(8, sent.Count(s => s));
    }

    [Fact]
    public async Task An_address_nobody_has_confirmed_gets_five_letters_a_day_and_the_same_answer()
    {
        var (stranger, member) = (Address(), (await Newcomer.SaveAsync(site)).Email!);
        for (var n = 0; n < 8; n++)
        {
            Assert.Equal(AskingForCode.OnItsWay, await AskAsync(stranger));
            Assert.Equal(AskingForCode.OnItsWay, await AskAsync(member));
            site.Clock.Move(TimeSpan.FromHours(1));
        }
        Assert.Equal((8, AskForCode.MostToStrangersPerDay), await LettersAsync(stranger));
        Assert.Equal((8, 8), await LettersAsync(member));
        site.Clock.Move(TimeSpan.FromHours(20));
        await AskAsync(stranger);
        Assert.Equal((9, AskForCode.MostToStrangersPerDay + 1), await LettersAsync(stranger));
    }

    private Task<AskingForCode> AskAsync(string email) => site.InScopeAsync(s => s.GetRequiredService<AskForCode>().RunAsync(EmailAddress.Parse(email), Guid.CreateVersion7().ToString(), "fi", ct: Ct));

    /// <summary>How many codes there are for the address, and letters with one.</summary>
    private Task<(int Codes, int Letters)> LettersAsync(string email) => site.InScopeAsync(async services =>
    {
        var db = services.GetRequiredService<MatchmakingDb>();
        var codes = await db.SignInCodes().OfAddress(email).Select(c => c.Id).ToListAsync(Ct);
        var letters = await db.OutgoingMails().Where(m => m.Kind == nameof(SignInCodeMail)).Select(m => m.Args).ToListAsync(Ct);
        return (codes.Count, codes.Count(id => letters.Any(l => l.Contains(id.ToString(), StringComparison.Ordinal))));
    });

    private static string Address() => $"{Guid.CreateVersion7():N}@example.org";
}
