using Matchmaking.Search;
using Microsoft.Playwright;

namespace Matchmaking.Browser.Tests;

/// <summary>On a telephone somebody tells an idea in three steps; a minute later others find it.</summary>
public sealed class PostingJourney(BrowserSite site)
{
    [Theory]
    [InlineData(true, true, "Siivoustalkoot Höytiäisen rantaan")]
    [InlineData(false, true, "Siivoustalkoot Linnunlahden rantaan")]
    [InlineData(true, false, "Siivoustalkoot Kuhasalon poluille")]
    [InlineData(false, false, "Siivoustalkoot Noljakan metsään")]
    public async Task An_idea_in_three_steps_is_posted_and_found(bool script, bool isNewcomer, string title)
    {
        var page = await site.NewPageAsync(script, width: 375);
        await BrowserSite.JourneyAsync(page, async () =>
        {
            if (!isNewcomer) await site.EnterAsync(page, await site.NewPersonAsync("Ilona"));
            await page.GotoAsync("/fi/joensuu");
            await page.Locator("a:visible", new() { HasText = "Jaa idea" }).First.ClickAsync();
            if (isNewcomer) await JoinOnTheWayAsync(page, script ? "aamu.kettunen@example.org" : "onni.kettunen@example.org");
            await page.WaitForURLAsync("**/initiatives/new**");

            await TellWhatAsync(page, title, script);
            await TellWhoAsync(page);
            await TellWhereAsync(page, title);

            await page.GetByText("Ideasi on julkaistu").WaitForAsync();
            await page.GetByRole(AriaRole.Heading, new() { Name = title, Level = 1 }).WaitForAsync();
            var address = page.Url;
            await page.GetByRole(AriaRole.Heading, new() { Name = "Kahvinkeittäjä" }).Or(page.GetByText("Kahvinkeittäjä")).First.WaitForAsync();

            await page.GotoAsync("/fi/joensuu/initiatives?sort=new");
            await page.GetByRole(AriaRole.Link, new() { Name = title }).First.WaitForAsync();
            await FindAsync(page, title, address);
        }, $"posting-{script}-{isNewcomer}");
    }

    private async Task JoinOnTheWayAsync(IPage page, string address)
    {
        await page.WaitForURLAsync("**/sign-in**");
        await site.GiveAddressAsync(page, address);
        await page.WaitForURLAsync("**/welcome**");
        await page.GetByLabel("Nimi, jonka muut näkevät").FillAsync("Aamu");
        await page.GetByLabel("Kotikunta").SelectOptionAsync(new SelectOptionValue { Label = "Joensuu" });
        await page.Locator("label", new() { HasText = "Olen 18 tai yli" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Valmis" }).ClickAsync();
    }

    private static async Task TellWhatAsync(IPage page, string title, bool script)
    {
        await page.Locator("[name='Input.Title']").PressSequentiallyAsync(title);
        if (script) await page.Locator("mm-similar").GetByRole(AriaRole.Link, new() { Name = "Siivoustalkoot Pielisjoen rantaan" }).WaitForAsync();
        await page.Locator("[name='Input.Why']").FillAsync("Keväällä lumen alta paljastuu kaikenlaista.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Tallenna ja jatka" }).ClickAsync();
        await page.WaitForURLAsync("**/initiatives/drafts/*/2");
    }

    private static async Task TellWhoAsync(IPage page)
    {
        Assert.Equal("Vetäjä", await page.Locator("[name='Input.Roles[0].Title']").InputValueAsync());
        await page.Locator("[name='Input.Roles[1].Title']").FillAsync("Kahvinkeittäjä");
        await page.GetByRole(AriaRole.Button, new() { Name = "Tallenna ja jatka" }).ClickAsync();
        await page.WaitForURLAsync("**/initiatives/drafts/*/3");
    }

    /// <summary>What is like it is shown here too, for those whose browser runs no script.</summary>
    private static async Task TellWhereAsync(IPage page, string title)
    {
        await page.GetByRole(AriaRole.Heading, new() { Name = "Onko joku jo aloittanut samaa?" }).WaitForAsync();
        await page.GetByLabel("Paikka").FillAsync("uimarannan grillikatos");
        await page.GetByRole(AriaRole.Button, new() { Name = "Tallenna ja katso" }).ClickAsync();
        var preview = page.Locator("article").Filter(new() { HasText = title });
        await preview.GetByText("uimarannan grillikatos").WaitForAsync();
        await preview.GetByText("Kahvinkeittäjä").WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Julkaise idea" }).ClickAsync();
    }

    /// <summary>By the word that only this title has, in another form than it stands there.</summary>
    private async Task FindAsync(IPage page, string title, string address)
    {
        await site.RunAsync<UpdateSearch>();
        await page.Locator("a:visible", new() { HasText = "Haku" }).First.ClickAsync();
        await page.Locator("#q").FillAsync(title.Split(' ')[1]);
        await page.Locator("#q").PressAsync("Enter");
        await page.GetByRole(AriaRole.Link, new() { Name = title }).First.ClickAsync();
        await page.WaitForURLAsync(address);
    }
}
