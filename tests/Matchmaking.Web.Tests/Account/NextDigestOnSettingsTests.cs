using Matchmaking.Web.Tests.Digests;

namespace Matchmaking.Web.Tests.Account;

/// <summary>The page on which one chooses the rhythm says when the next digest comes.</summary>
public sealed class NextDigestOnSettingsTests(DigestSite site) : IClassFixture<DigestSite>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Post_of_a_rhythm_shows_the_next_digest_and_of_none_shows_none()
    {
        site.Clock.StopAt(new(2027, 3, 2, 12, 0, 0, TimeSpan.Zero));
        var visitor = await site.SignInAsync(await site.SubscriberAsync());
        await visitor.PostAsync(await visitor.GetPageAsync("/en/me/settings", Ct), "settings", new Dictionary<string, object?> { ["Input.Rhythm"] = "Weekly" }, Ct);
        Assert.Contains("Monday 8 March 2027, 7.00", (await visitor.GetPageAsync("/en/me/settings", Ct)).Text("#next-digest"));
        Assert.Contains("ma 8.3.2027 klo 7.00", (await visitor.GetPageAsync("/fi/me/settings", Ct)).Text("#next-digest"));

        await visitor.PostAsync(await visitor.GetPageAsync("/en/me/settings", Ct), "settings", new Dictionary<string, object?> { ["Input.Rhythm"] = "Never" }, Ct);
        Assert.Null((await visitor.GetPageAsync("/en/me/settings", Ct)).Document.GetElementById("next-digest"));
    }
}
