using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Playwright;

namespace Matchmaking.Browser.Tests;

/// <summary>What a page costs somebody who pays for each megabyte: bytes as they go over the wire, headers too.</summary>
public sealed class WeightJourney(BrowserSite site)
{
    private const int MostFirst = 150_000, MostLater = 30_000;

    [Fact]
    public async Task The_first_page_is_light_and_the_later_ones_lighter()
    {
        var some = await site.NewPageAsync(script: false);
        await some.GotoAsync("/fi/joensuu/initiatives");
        var initiative = $"/fi/{await some.GetByRole(AriaRole.Link, new() { Name = "Siivoustalkoot Pielisjoen rantaan" }).First.GetAttributeAsync("href")}";
        await some.Context.CloseAsync();
        string[] paths = ["/fi", "/fi/joensuu/initiatives", initiative];
        foreach (var first in paths)
        {
            var page = await site.NewPageAsync(width: 375);
            await BrowserSite.JourneyAsync(page, async () =>
            {
                var scale = await Scale.OnAsync(page);
                await WeighAsync(scale, page, first, MostFirst);
                foreach (var later in paths.Where(p => p != first)) await WeighAsync(scale, page, later, MostLater);
            });
        }
    }

    private static async Task WeighAsync(Scale scale, IPage page, string path, int most)
    {
        var weight = await scale.WeighAsync(page, path);
        TestContext.Current.TestOutputHelper?.WriteLine($"{weight,7} {path}, at most {most}\n{scale.Parts}");
        Assert.InRange(weight, 1_000, most);
    }

    /// <summary>Adds up what the browser says it received.</summary>
    private sealed class Scale
    {
        private readonly ConcurrentDictionary<string, (string Address, long Bytes)> _parts = [];

        /// <summary>What the last page was made of, the heaviest first.</summary>
        public string Parts => string.Join('\n', _parts.Values.OrderByDescending(p => p.Bytes).Select(p => $"{p.Bytes,7} {p.Address}"));

        public static async Task<Scale> OnAsync(IPage page)
        {
            var (scale, browser) = (new Scale(), await page.Context.NewCDPSessionAsync(page));
            browser.Event("Network.responseReceived").OnEvent += (_, told) => scale._parts[Of(told)] = (told!.Value.GetProperty("response").GetProperty("url").GetString()!, 0);
            browser.Event("Network.loadingFinished").OnEvent += (_, told) =>
                scale._parts[Of(told)] = (scale._parts.GetValueOrDefault(Of(told)).Address, (long)told!.Value.GetProperty("encodedDataLength").GetDouble());
            await browser.SendAsync("Network.enable");
            return scale;
        }

        public async Task<long> WeighAsync(IPage page, string path)
        {
            _parts.Clear();
            await page.GotoAsync(path, new() { WaitUntil = WaitUntilState.NetworkIdle });
            return _parts.Values.Sum(p => p.Bytes);
        }

        private static string Of(JsonElement? told) => told!.Value.GetProperty("requestId").GetString()!;
    }
}
