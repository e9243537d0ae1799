using Microsoft.Playwright;

namespace Matchmaking.Browser.Tests;

/// <summary>Somebody remembers half a word, finds the idea, and sees why it was found.</summary>
public sealed class SearchingJourney(BrowserSite site)
{
    private const string Cleaning = "Siivoustalkoot Pielisjoen rantaan";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_word_in_another_form_finds_the_compound_and_filters_come_and_go(bool script)
    {
        var page = await site.NewPageAsync(script);
        await BrowserSite.JourneyAsync(page, async () =>
        {
            await page.GotoAsync("/fi");
            await page.Locator("#site-search").FillAsync("talkoiden");
            await page.Locator("#site-search").PressAsync("Enter");
            await page.WaitForURLAsync("**/search?q=talkoiden");
            await Hit(page, Cleaning).GetByText("Löytyi, koska ”Siivoustalkoot” sisältää hakusanan ”talkoiden”").WaitForAsync();

            await page.GetByText("Rajaa hakua").ClickAsync();
            await page.Locator("#municipality").SelectOptionAsync("joensuu");
            if (!script) await page.GetByRole(AriaRole.Button, new() { Name = "Näytä tulokset" }).ClickAsync();
            await page.GetByRole(AriaRole.Link, new() { Name = "Poista rajaus: Joensuu" }).ClickAsync();
            await page.WaitForURLAsync("**/search?q=talkoiden");
            await page.GetByRole(AriaRole.Link, new() { Name = Cleaning }).ClickAsync();
            await page.WaitForURLAsync("**/siivoustalkoot-pielisjoen-rantaan");
        }, $"searching-{script}");
    }

    [Fact]
    public async Task Results_come_while_one_types_and_the_keyboard_stays_in_the_box()
    {
        var page = await site.NewPageAsync(width: 375);
        await BrowserSite.JourneyAsync(page, async () =>
        {
            await page.GotoAsync("/fi/search");
            await page.Locator("#q").ClickAsync();
            await page.Keyboard.TypeAsync("siivustalkoot", new() { Delay = 40 });
            await page.GetByRole(AriaRole.Status).Filter(new() { HasText = "siivustalkoot" }).WaitForAsync();
            await Hit(page, Cleaning).GetByText("kirjoitetaan melkein kuin ”siivustalkoot”").WaitForAsync();
            Assert.Equal("q", await page.EvaluateAsync<string>("document.activeElement.id"));
            Assert.EndsWith("/fi/search?q=siivustalkoot", page.Url, StringComparison.Ordinal);
            Assert.StartsWith("Haku: siivustalkoot", await page.TitleAsync(), StringComparison.Ordinal);
        });
    }

    private static ILocator Hit(IPage page, string title) => page.Locator(".mm-hit").Filter(new() { HasText = title });
}
