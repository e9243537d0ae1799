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

    [Theory]
    [InlineData(true, "tapio.hirvonen@example.org", "show=hands&language=fi", CleanUp, "Pakettiautonkuljettaja", "helmi.karvinen@example.org")]
    [InlineData(false, "linnea.backlund@example.org", "show=hands&language=sv", "Cykelverkstad på Österängen", "Cykelmekare", "yusuf.demir@example.org")]
    public async Task The_missing_one_joins_by_keyboard_alone_and_all_get_the_letter_once(bool script, string missing, string list, string title, string role, string starter)
    {
        var page = await site.NewPageAsync(script);
        await BrowserSite.JourneyAsync(page, async () =>
        {
            await site.SignInAsync(page, missing);
            await page.GotoAsync($"/fi/initiatives?{list}");
            await page.FollowAsync(title, "**/initiatives/*/*");
            await JoinAsync(page, role);
            await page.GetByText("nyt tekijöitä on riittävästi").WaitForAsync();

            var told = await TellReadyAsync(title);
            Assert.True(told.Count >= 5, string.Join("; ", told));
            Assert.Equal(told.Count, told.Distinct().Count());
            Assert.Contains(starter, told);
            Assert.Contains(missing, told);
            Assert.Equal(told, await TellReadyAsync(title));

            await page.TabToAsync("Jään pois");
            await page.Keyboard.PressAsync("Enter"); // says first what follows
            await page.FollowAsync("Luovun paikastani", "**/initiatives/*/*");
            await page.GetByRole(AriaRole.Link, new() { Name = "Lähden mukaan" }).First.WaitForAsync();
            await JoinAsync(page, role);
            await page.GetByText("tekijöitä on taas riittävästi").WaitForAsync();
            Assert.Equal(told, await TellReadyAsync(title));
        }, $"missing-{script}");
    }

    /// <summary>From the initiative's page to the role that lacks somebody.</summary>
    private static async Task JoinAsync(IPage page, string role)
    {
        await page.FollowAsync("Lähden mukaan", "**/join**");
        await page.ChooseAsync("Input.RoleId", role);
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
    private async Task<List<string>> TellReadyAsync(string title)
    {
        await site.SendLettersAsync();
        string[] subjects = [$"Tekijöitä on tarpeeksi: {title}", $"Nu är vi tillräckligt många: {title}", $"Enough doers: {title}"];
        return [.. site.Letters.Letters.Where(l => subjects.Contains(l.Subject)).Select(l => l.Recipients.Single())];
    }
}
