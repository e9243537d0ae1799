using Microsoft.Playwright;

namespace Matchmaking.Browser.Tests;

/// <summary>Without a mouse on a narrow screen: the way past the menus comes first, and nothing that has the focus lies under the bar at the foot.</summary>
public sealed class KeyboardJourney(BrowserSite site)
{
    [Fact]
    public async Task The_skip_link_comes_first_and_every_stop_is_in_sight()
    {
        var page = await site.NewPageAsync(width: 375);
        List<string> faults = [];
        await BrowserSite.JourneyAsync(page, async () =>
        {
            await page.GotoAsync("/fi/joensuu/initiatives");
            var initiative = $"/fi/{await page.Locator("a[href^='initiatives/']:not([href='initiatives/new'])").First.GetAttributeAsync("href")}";
            foreach (var path in new[] { "/fi", initiative, $"{initiative}/join" })
            {
                await page.GotoAsync(path);
                var stops = await StopsAsync(page, faults);
                Assert.Equal("Siirry sivun sisältöön", stops[0].Says);
                Assert.True(stops.Count > 10, $"{path} has {stops.Count} stops only");

                await page.GotoAsync(path);
                await page.TabAsync();
                await page.Keyboard.PressAsync("Enter");
                Assert.Equal("main", await page.EvaluateAsync<string>("document.activeElement.id"));
                var next = await page.TabAsync();
                Assert.True(await page.EvaluateAsync<bool>("document.querySelector('main, .mm-above').contains(document.activeElement) || document.activeElement.closest('main') !== null"), next?.Tag);
            }
            Assert.True(faults.Count == 0, string.Join('\n', faults));
        });
    }

    [Fact]
    public async Task A_hidden_stop_and_one_without_a_ring_are_found()
    {
        var page = await site.NewPageAsync(width: 375);
        await page.GotoAsync("/fi");
        await page.EvaluateAsync("""
            () => {
                const hidden = document.createElement('button'), plain = document.createElement('button');
                hidden.textContent = 'hidden'; hidden.style.cssText = 'position:fixed;bottom:2px;left:2px;height:10px;width:10px;z-index:-1';
                plain.textContent = 'plain'; plain.style.cssText = 'outline:none;box-shadow:none';
                document.body.prepend(plain, hidden);
            }
            """);
        List<string> faults = [];
        await StopsAsync(page, faults);
        Assert.Contains(faults, f => f.StartsWith("hidden", StringComparison.Ordinal) && f.Contains(">hidden<", StringComparison.Ordinal));
        Assert.Contains(faults, f => f.StartsWith("no ring", StringComparison.Ordinal) && f.Contains(">plain<", StringComparison.Ordinal));
        await page.Context.CloseAsync();
    }

    private static async Task<List<ByKeyboard.Stop>> StopsAsync(IPage page, List<string> faults)
    {
        List<ByKeyboard.Stop> stops = [];
        while (stops.Count < 200 && await page.TabAsync() is { } stop)
        {
            stops.Add(stop);
            if (!stop.Seen) faults.Add($"hidden on {page.Url}: {stop.Tag}");
            if (!stop.Ringed) faults.Add($"no ring on {page.Url}: {stop.Tag}");
        }
        return stops;
    }
}
