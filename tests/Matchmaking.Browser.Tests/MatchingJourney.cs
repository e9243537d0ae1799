using Matchmaking.Matching;
using Microsoft.Playwright;

namespace Matchmaking.Browser.Tests;

/// <summary>Somebody says what they have and when; the idea that lacks just that is suggested to them, and they to its starter, each with
/// reasons in the reader's own language.</summary>
public sealed class MatchingJourney(BrowserSite site)
{
    private const string FleaMarket = "Loppis på torget i Bankeryd";

    [Theory]
    [InlineData(true, "Dennis")]
    [InlineData(false, "Doris")]
    public async Task A_van_and_free_Saturdays_find_the_flea_market_that_lacks_a_driver(bool script, string name)
    {
        var (page, starter) = (await site.NewPageAsync(script, width: 375), await site.NewPageAsync(script));
        await BrowserSite.JourneyAsync(page, async () =>
        {
            await site.EnterAsync(page, await site.NewPersonAsync(name, "jonkoping", "en"));
            await page.GotoAsync("/en/me/matches");
            await page.GetByText("No suggestions yet").WaitForAsync();
            await TellAsync(page);
            await site.RunAsync<RefreshMatches>();

            await page.GotoAsync("/en/me/matches");
            var match = page.Locator("article").Filter(new() { Has = page.GetByRole(AriaRole.Link, new() { Name = FleaMarket }) });
            foreach (var reason in new[] { "Why you:", "you offered: A van", "only you are missing", "Saturday" })
                Assert.Contains(reason, await match.InnerTextAsync(), StringComparison.OrdinalIgnoreCase);

            await StarterSeesAsync(starter, name);
            await RestAndTakeBackAsync(page, match);
        }, $"matching-{script}");
        await starter.Context.CloseAsync();
    }

    private static async Task TellAsync(IPage page)
    {
        await page.GotoAsync("/en/me/profile");
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "A van" }).CheckAsync();
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "Swedish" }).CheckAsync();
        foreach (var time in await page.GetByRole(AriaRole.Checkbox, new() { Name = "Saturday" }).AllAsync()) await time.CheckAsync();
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "I may be suggested as a doer" }).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await page.GetByText("Your profile has been saved.").WaitForAsync();
    }

    private async Task StarterSeesAsync(IPage page, string name)
    {
        await site.EnterAsync(page, "gunnar.hedin@example.org");
        await page.GotoAsync("/sv/jonkoping/initiatives?show=hands");
        await page.GetByRole(AriaRole.Link, new() { Name = FleaMarket }).First.ClickAsync();
        await page.WaitForURLAsync("**/initiatives/*/*");
        await page.GotoAsync($"{page.Url}/doers");
        var doer = page.Locator("article").Filter(new() { Has = page.GetByRole(AriaRole.Heading, new() { Name = name, Exact = true }) });
        Assert.Contains("erbjuder: Skåpbil", await doer.InnerTextAsync(), StringComparison.OrdinalIgnoreCase);
    }

    private async Task RestAndTakeBackAsync(IPage page, ILocator match)
    {
        await match.GetByRole(AriaRole.Button, new() { Name = "Not now" }).ClickAsync();
        await page.GetByText("The suggestion rests for 30 days").WaitForAsync();
        Assert.Equal(0, await match.CountAsync());
        await site.RunAsync<RefreshMatches>();
        await page.ReloadAsync();
        Assert.Equal(0, await match.CountAsync());

        await page.GetByRole(AriaRole.Link, new() { Name = "Set aside" }).ClickAsync();
        await page.WaitForURLAsync("**/me/matches/aside");
        await page.GetByRole(AriaRole.Listitem).Filter(new() { HasText = FleaMarket }).GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();
        await page.GetByText("Undone.").WaitForAsync();
        await site.RunAsync<RefreshMatches>();
        await page.GotoAsync("/en/me/matches");
        await match.WaitForAsync();
    }
}
