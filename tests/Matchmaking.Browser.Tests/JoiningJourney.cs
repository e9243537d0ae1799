using Microsoft.Playwright;

namespace Matchmaking.Browser.Tests;

/// <summary>A stranger finds an idea that lacks hands, joins by the code of a letter, and the starter hears of it.</summary>
public sealed class JoiningJourney(BrowserSite site)
{
    [Theory]
    [InlineData(true, "oona.saarinen@example.org")]
    [InlineData(false, "eero.laaksonen@example.org")]
    public async Task A_stranger_joins_with_and_without_script(bool script, string address)
    {
        var page = await site.NewPageAsync(script, width: 375);
        await BrowserSite.JourneyAsync(page, async () =>
        {
            await page.GotoAsync("/fi/joensuu/initiatives");
            await page.GetByRole(AriaRole.Link, new() { Name = "Siivoustalkoot Pielisjoen rantaan" }).ClickAsync();
            await page.GetByRole(AriaRole.Link, new() { Name = "Lähden mukaan" }).First.ClickAsync();
            await page.Locator("label", new() { HasText = "Talkoolainen" }).ClickAsync();
            await page.GetByLabel("Nimesi").FillAsync("Oona");
            await page.GetByLabel("Sähköposti").FillAsync(address);
            await page.Locator("label", new() { HasText = "18 tai yli" }).ClickAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = "Lähden mukaan" }).ClickAsync();
            await page.WaitForURLAsync("**/sign-in/code**");

            var letter = await site.LetterToAsync(address, l => l.Code is not null);
            await page.Locator("[name='Input.Code']").FillAsync(letter.Code!);
            await page.GetByRole(AriaRole.Button, new() { Name = "Jatka" }).ClickAsync();
            await page.GetByText("Olet mukana. Tehtäväsi: Talkoolainen").WaitForAsync();

            var told = await site.LetterToAsync("helmi.karvinen@example.org", l => l.Subject.Contains("Oona", StringComparison.Ordinal));
            Assert.Contains("Siivoustalkoot", told.Text, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task The_missing_one_joins_by_keyboard_alone_and_all_get_the_letter_once()
    {
        var page = await site.NewPageAsync();
        await BrowserSite.JourneyAsync(page, async () =>
        {
            await site.SignInAsync(page, "tapio.hirvonen@example.org");
            await page.GotoAsync("/fi/initiatives?show=hands&language=fi");
            await TabToAsync(page, "Siivoustalkoot Pielisjoen rantaan");
            await page.Keyboard.PressAsync("Enter");
            await page.WaitForURLAsync("**/initiatives/*/*");
            await TabToAsync(page, "Lähden mukaan");
            await page.Keyboard.PressAsync("Enter");
            await page.WaitForURLAsync("**/join");
            await page.Locator("input[name='Input.RoleId']").First.FocusAsync();
            await page.Keyboard.PressAsync("Space");
            await page.Keyboard.PressAsync("ArrowDown");
            await page.Keyboard.PressAsync("Enter");
            await page.GetByText("nyt tekijöitä on riittävästi").WaitForAsync();

            await site.SendLettersAsync();
            // In the reader's language each; the title tells which initiative.
            var ready = site.Letters.Letters.Where(l => l.Subject.StartsWith("Tekijöitä on tarpeeksi: Siivoustalkoot", StringComparison.Ordinal)
                || l.Subject.StartsWith("Enough doers: Siivoustalkoot", StringComparison.Ordinal)).ToList();
            Assert.True(ready.Count >= 5, string.Join("; ", site.Letters.Letters.Select(l => l.Subject)));
            Assert.Equal(ready.Count, ready.Select(l => l.Recipients.Single()).Distinct().Count());
            await site.SendLettersAsync();
            Assert.Equal(ready.Count, site.Letters.Letters.Count(l => ready.Any(r => r.Subject == l.Subject)));
        });
    }

    /// <summary>Presses Tab until the link or button with this name has the focus.</summary>
    private static async Task TabToAsync(IPage page, string name)
    {
        for (var i = 0; i < 120; i++)
        {
            await page.Keyboard.PressAsync("Tab");
            var focused = await page.EvaluateAsync<string>("document.activeElement?.textContent ?? ''");
            if (focused.Trim() == name) return;
        }
        Assert.Fail($"{name} cannot be reached by keyboard.");
    }
}
