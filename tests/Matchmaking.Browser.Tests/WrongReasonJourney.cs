using Matchmaking.Matching;
using Microsoft.Playwright;

namespace Matchmaking.Browser.Tests;

/// <summary>A reason is not true: somebody is led from the suggestion to what they once said, puts it right there, and the reason is gone; another
/// reason is simply not to be used.</summary>
public sealed class WrongReasonJourney(BrowserSite site)
{
    private const string FleaMarket = "Loppis på torget i Bankeryd";

    [Theory]
    [InlineData(true, "Disa")]
    [InlineData(false, "Dora")]
    public async Task A_van_that_was_sold_is_put_right_in_the_profile_and_a_time_is_no_longer_used(bool script, string name)
    {
        var page = await site.NewPageAsync(script, width: 375);
        await BrowserSite.JourneyAsync(page, async () =>
        {
            await site.EnterAsync(page, await site.NewPersonAsync(name, "jonkoping", "en"));
            await TellAsync(page);
            Assert.Contains("you offered: a van", await ReasonsAsync(page), StringComparison.Ordinal);

            await CallWrongAsync(page, "you offered: a van", "From your profile: what you can do or bring", "Put it right", byKeyboard: script);
            await page.WaitForURLAsync("**/me/profile#Input-Skills");
            await page.GetByRole(AriaRole.Checkbox, new() { Name = "A van" }).UncheckAsync();
            await SaveAsync(page);
            var corrected = await ReasonsAsync(page);
            Assert.DoesNotContain("you offered: a van", corrected, StringComparison.Ordinal);
            Assert.Contains("Saturday mornings", corrected, StringComparison.Ordinal);

            await CallWrongAsync(page, "Saturday mornings", "From your profile: when you have time", "Do not use this", byKeyboard: script);
            await page.GetByText("It is no longer used. You can use it again under Set aside.").WaitForAsync();
            Assert.DoesNotContain("Saturday mornings", await ReasonsAsync(page), StringComparison.Ordinal);

            await page.GetByRole(AriaRole.Link, new() { Name = "Set aside" }).ClickAsync();
            await page.GetByRole(AriaRole.Listitem).Filter(new() { HasText = "weekly times" }).GetByRole(AriaRole.Button, new() { Name = "Use again" }).ClickAsync();
            await page.GetByText("Undone.").WaitForAsync();
            Assert.Contains("Saturday mornings", await ReasonsAsync(page), StringComparison.Ordinal);
        }, $"wrong-reason-{script}");
    }

    private static async Task TellAsync(IPage page)
    {
        await page.GotoAsync("/en/me/profile");
        await page.GetByRole(AriaRole.Group, new() { Name = "What interests you?" }).GetByRole(AriaRole.Checkbox, new() { Name = "Repair and reuse" }).CheckAsync();
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "A van" }).CheckAsync();
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "Swedish" }).CheckAsync();
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "Saturday, morning" }).CheckAsync();
        await SaveAsync(page);
    }

    private static async Task SaveAsync(IPage page)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await page.GetByText("Your profile has been saved.").WaitForAsync();
    }

    /// <summary>What the flea market's card says after the next run, folded or not.</summary>
    private async Task<string> ReasonsAsync(IPage page)
    {
        await site.RunAsync<RefreshMatches>();
        await page.GotoAsync("/en/me/matches");
        return await Card(page).TextContentAsync() ?? "";
    }

    private static async Task CallWrongAsync(IPage page, string reason, string from, string button, bool byKeyboard)
    {
        await Card(page).GetByRole(AriaRole.Link, new() { Name = "Wrong reason" }).ClickAsync();
        await page.WaitForURLAsync("**/wrong");
        var choice = page.GetByRole(AriaRole.Radio, new() { Name = reason });
        await page.Locator(".ds-field").Filter(new() { Has = choice }).GetByText(from).WaitForAsync();
        if (!byKeyboard)
        {
            await page.Locator("label").Filter(new() { HasText = reason }).ClickAsync(); // the whole card is the target
            await page.GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync();
            return;
        }
        await page.ChooseAsync("Input.Fact", reason);
        await page.TabToAsync(button);
        await page.Keyboard.PressAsync("Enter");
    }

    private static ILocator Card(IPage page) => page.Locator("article").Filter(new() { Has = page.GetByRole(AriaRole.Link, new() { Name = FleaMarket }) });
}
