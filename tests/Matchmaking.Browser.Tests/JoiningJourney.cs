using Microsoft.Playwright;

namespace Matchmaking.Browser.Tests;

/// <summary>A stranger finds an idea that lacks hands, joins by the code of a letter, and the starter hears of it; the last missing one makes it ready.</summary>
public sealed class JoiningJourney(BrowserSite site)
{
    private const string CleanUp = "Siivoustalkoot Pielisjoen rantaan";

    [Theory]
    [InlineData(true, "Oona")]
    [InlineData(false, "Eero")]
    public async Task A_stranger_joins_with_a_finger(bool script, string name)
    {
        var (page, address) = (await site.NewPageAsync(script, width: 375), $"{name.ToLowerInvariant()}.saarinen@example.org");
        await BrowserSite.JourneyAsync(page, async () =>
        {
            await page.GotoAsync("/fi/joensuu/initiatives");
            await page.GetByRole(AriaRole.Link, new() { Name = CleanUp }).ClickAsync();
            await page.GetByRole(AriaRole.Link, new() { Name = "Lähden mukaan" }).First.ClickAsync();
            await page.Locator("label", new() { HasText = "Talkoolainen" }).ClickAsync();
            await page.GetByLabel("Nimesi").FillAsync(name);
            await page.GetByLabel("Sähköposti").FillAsync(address);
            await page.Locator("label", new() { HasText = "18 tai yli" }).ClickAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = "Lähden mukaan" }).ClickAsync();
            await page.WaitForURLAsync("**/sign-in/code**");

            var letter = await site.LetterToAsync(address, l => l.Code is not null);
            await page.Locator("[name='Input.Code']").FillAsync(letter.Code!);
            await page.GetByRole(AriaRole.Button, new() { Name = "Jatka" }).ClickAsync();
            await page.GetByText("Olet mukana. Tehtäväsi: Talkoolainen").WaitForAsync();
            await StarterHeardOfAsync(name);
        });
    }

    [Theory]
    [InlineData(true, "Aatos")]
    [InlineData(false, "Alina")]
    public async Task A_stranger_joins_with_keys_alone(bool script, string name)
    {
        var (page, address) = (await site.NewPageAsync(script, width: 375), $"{name.ToLowerInvariant()}.virtanen@example.org");
        await BrowserSite.JourneyAsync(page, async () =>
        {
            await page.GotoAsync("/fi/joensuu/initiatives");
            await page.FollowAsync(CleanUp, "**/initiatives/*/*");
            await page.FollowAsync("Lähden mukaan", "**/join**");
            await page.ChooseAsync("Input.RoleId", "Talkoolainen");
            await page.WriteAsync("Input.Name", name);
            await page.WriteAsync("Input.Email", address);
            await page.TabToAsync("Input.Age");
            await page.Keyboard.PressAsync("Space");
            await page.FollowAsync("Lähden mukaan", "**/sign-in/code**");

            var letter = await site.LetterToAsync(address, l => l.Code is not null);
            await page.WriteAsync("Input.Code", letter.Code!);
            await page.Keyboard.PressAsync("Enter");
            await page.GetByText("Olet mukana. Tehtäväsi: Talkoolainen").WaitForAsync();
            await StarterHeardOfAsync(name);
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
            await page.FollowAsync(CleanUp, "**/initiatives/*/*");
            await JoinAsDriverAsync(page);
            await page.GetByText("nyt tekijöitä on riittävästi").WaitForAsync();

            var told = await TellReadyAsync();
            Assert.True(told.Count >= 6, string.Join("; ", told));
            Assert.Equal(told.Count, told.Distinct().Count());
            Assert.Contains("helmi.karvinen@example.org", told);
            Assert.Contains("tapio.hirvonen@example.org", told);
            Assert.Equal(told, await TellReadyAsync());

            await page.FollowAsync("Jään pois", "**/initiatives/*/*");
            await page.GetByRole(AriaRole.Link, new() { Name = "Lähden mukaan" }).First.WaitForAsync();
            await JoinAsDriverAsync(page);
            await page.GetByText("tekijöitä on taas riittävästi").WaitForAsync();
            Assert.Equal(told, await TellReadyAsync());
        });
    }

    /// <summary>From the initiative's page.</summary>
    private static async Task JoinAsDriverAsync(IPage page)
    {
        await page.FollowAsync("Lähden mukaan", "**/join**");
        await page.ChooseAsync("Input.RoleId", "Pakettiautonkuljettaja");
        await page.Keyboard.PressAsync("Enter");
    }

    private async Task StarterHeardOfAsync(string name)
    {
        var told = await site.LetterToAsync("helmi.karvinen@example.org", l => l.Subject.Contains(name, StringComparison.Ordinal));
        Assert.Contains("Siivoustalkoot", told.Text, StringComparison.Ordinal);
        await site.SendLettersAsync();
        Assert.Single(site.Letters.Letters, l => l.Subject == told.Subject && l.Text == told.Text);
    }

    /// <summary>Hands over what waits. To whom the letter came so far that there are enough, in each one's language; the title tells which initiative.</summary>
    private async Task<List<string>> TellReadyAsync()
    {
        await site.SendLettersAsync();
        return [.. site.Letters.Letters.Where(l => l.Subject == $"Tekijöitä on tarpeeksi: {CleanUp}" || l.Subject == $"Enough doers: {CleanUp}").Select(l => l.Recipients.Single())];
    }
}
