using System.Globalization;
using Matchmaking.Digests;
using Matchmaking.People;
using Matchmaking.Web.Digests.Mails;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Web.Tests.Digests;

/// <summary>What a letter says of one thing.</summary>
public sealed class DigestItemWordsTests(DigestSite site) : IClassFixture<DigestSite>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Somebody_who_is_interested_is_not_named_before_joining()
    {
        var host = await site.SubscriberAsync();
        var initiative = await site.AskedAsync(host);
        var about = await FullLetter.AboutAsync(site, DigestItemKind.InterestedWaits, host, initiative);
        await site.InScopeAsync(async services =>
        {
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en");
            var words = await WriteAsync(services, new(DigestItemKind.InterestedWaits, DigestWhy.Starter, initiative.Id, site.Clock.GetUtcNow(), about), host, "en");
            Assert.Equal(("Somebody is interested: Language café", "Somebody is interested. Role: Host."), (words.Subject, words.Text));
            Assert.DoesNotContain(host.Name, words.Subject + words.Text); // the match of this test is the host's own
        });
    }

    public static TheoryData<string, DigestItemKind> Kinds => [.. from language in new[] { "fi", "sv", "en" } from kind in Enum.GetValues<DigestItemKind>() select (language, kind)];

    [Theory, MemberData(nameof(Kinds))]
    public async Task Every_kind_of_item_has_its_words(string language, DigestItemKind kind)
    {
        var host = await site.SubscriberAsync();
        var initiative = await site.AskedAsync(host);
        var about = await FullLetter.AboutAsync(site, kind, host, initiative);
        foreach (var count in new[] { 1, 3 })
            await site.InScopeAsync(async services =>
            {
                CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
                var why = kind.Rank() is DigestRank.Missing || kind == DigestItemKind.GoodMatch ? DigestWhy.Match : DigestWhy.Starter;
                var words = await WriteAsync(services, new(kind, why, initiative.Id, site.Clock.GetUtcNow(), about, count), host, language);
                Assert.Contains("Language café", words.Subject);
                Assert.All(new[] { words.Subject, words.Text, words.Why }, w => Assert.DoesNotMatch(@"\{\d\}|(Item|Why|Subject)\.[A-Z]|^$", w));
            });
    }

    /// <summary>Who says "interested" is promised that the name is told only on joining.</summary>
    [Theory]
    [InlineData(DigestItemKind.InterestedWaits, false)]
    [InlineData(DigestItemKind.AnswerHandover, true)] // the control: here the name is told
    public async Task Who_is_interested_is_not_named_before_joining(DigestItemKind kind, bool isNamed)
    {
        var (host, other) = (await site.SubscriberAsync(), await site.SubscriberAsync());
        await site.SaveAsync(db => db.People().Single(p => p.Id == other.Id).Welcome("Torsten", under18: false, null, site.Clock.GetUtcNow()));
        var initiative = await site.AskedAsync(host);
        var about = await FullLetter.AboutAsync(site, kind, other, initiative);
        await site.InScopeAsync(async services =>
        {
            CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en");
            var words = await WriteAsync(services, new(kind, DigestWhy.Starter, initiative.Id, site.Clock.GetUtcNow(), about), host, "en");
            Assert.Equal(isNamed, (words.Subject + words.Text + words.Why).Contains("Torsten", StringComparison.Ordinal));
        });
    }

    /// <summary>In the culture that is set.</summary>
    private static async Task<DigestItemText> WriteAsync(IServiceProvider services, DigestFact fact, Person reader, string language)
    {
        var words = services.GetRequiredService<DigestItemWords>();
        return words.Write(fact, reader.Id, language, await words.LoadAsync([fact], [reader.Id], Ct))!;
    }
}
