using System.Text.Json;
using Microsoft.Playwright;

namespace Matchmaking.Browser.Tests;

/// <summary>Somebody takes all that is kept about them along, and goes. Whoever comes with the same address later is new. Who goes here is in
/// no idea that another journey counts the doers of.</summary>
public sealed class DeletingJourney(BrowserSite site)
{
    [Theory]
    [InlineData(true, "kaisu.tolvanen@example.org", "Kaisu", "Lukupiiri hitaille lukijoille")]
    [InlineData(false, "outi.rintamaki@example.org", "Outi", "Naapuriapu Ristinummella")]
    public async Task Own_data_are_taken_along_and_the_name_is_gone(bool script, string address, string name, string title)
    {
        var page = await site.NewPageAsync(script, width: 375);
        await BrowserSite.JourneyAsync(page, async () =>
        {
            await site.SignInAsync(page, address);
            await page.GotoAsync("/fi/me");
            var idea = await page.GetByRole(AriaRole.Link, new() { Name = title }).First.GetAttributeAsync("href");
            await TakeAlongAsync(page, address, name, title);

            await page.GetByRole(AriaRole.Link, new() { Name = "Poista tili" }).ClickAsync();
            await page.WaitForURLAsync("**/me/delete");
            await page.GetByRole(AriaRole.Button, new() { Name = "Poista tilini" }).ClickAsync();
            await page.GetByText("Rastita ruutu, jos haluat poistaa tilin").First.WaitForAsync();
            await page.GetByLabel("Haluan poistaa tilini lopullisesti").CheckAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = "Poista tilini" }).ClickAsync();
            await page.GetByText("Tilisi on poistettu.").WaitForAsync();
            await page.GotoAsync("/fi/me");
            await page.WaitForURLAsync("**/sign-in**");

            await page.GotoAsync($"/fi/{idea}");
            await page.GetByRole(AriaRole.Heading, new() { Name = title, Level = 1 }).WaitForAsync();
            Assert.DoesNotContain(name, await StarterAsync(page), StringComparison.Ordinal);

            await site.SignInAsync(page, address);
            await page.WaitForURLAsync("**/welcome**");
            Assert.Equal("", await page.GetByLabel("Nimi, jonka muut näkevät").InputValueAsync());
        }, $"deleting-{script}");
    }

    [Fact]
    public async Task The_page_of_an_idea_names_who_is_still_there()
    {
        var page = await site.NewPageAsync(script: false);
        await BrowserSite.JourneyAsync(page, async () =>
        {
            await page.GotoAsync("/fi/joensuu/initiatives?show=done"); // what is done no other journey changes
            await page.GetByRole(AriaRole.Link, new() { Name = "Rantakylän kirppis ja kahvit" }).First.ClickAsync();
            await page.WaitForURLAsync("**/initiatives/*/*");
            Assert.Contains("Helmi", await StarterAsync(page), StringComparison.Ordinal);
        });
    }

    private static async Task TakeAlongAsync(IPage page, string address, string name, string title)
    {
        await page.GotoAsync("/fi/me/privacy");
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "Lataa tiedosto" }).ClickAsync());
        Assert.EndsWith(".json", download.SuggestedFilename, StringComparison.Ordinal);
        using var file = JsonDocument.Parse(await File.ReadAllTextAsync(await download.PathAsync()));
        var words = Words(file.RootElement).ToList();
        Assert.Contains(address, words);
        Assert.Contains(name, words);
        Assert.Contains(title, words);
    }

    private static IEnumerable<string> Words(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(p => Words(p.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Words),
        JsonValueKind.String => [element.GetString()!],
        _ => [],
    };

    private static Task<string> StarterAsync(IPage page) => page.Locator(".mm-facts").First.InnerTextAsync();
}
