using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Matchmaking.Browser.Tests;

/// <summary>Every page that the site has, in all languages: nothing that axe finds, no sideways scroll at 320 px, a title and one heading of
/// the first level, and nothing asked of others. The list of pages is the site's own, so that a new page is looked at or named as missing.</summary>
public sealed class EveryPageJourney(BrowserSite site)
{
    private static readonly string _axe = new BundledAxeScriptProvider().GetScript();

    private const string Excess = "document.documentElement.scrollWidth - document.documentElement.clientWidth";

    /// <summary>Over the page as it stands. Here no page has a frame, so that what axe does for frames is left out.</summary>
    private const string Axe = """
        async rules => (await axe.run({ iframes: false, resultTypes: ['violations'], ...(rules.length > 0 ? { runOnly: rules } : {}) })).violations.map(v => `${v.id} ${v.help} ${v.nodes.slice(0, 2).map(n => n.html).join(' | ')}`)
        """;

    /// <summary>Colours that are still on their way from one to the other are neither.</summary>
    private const string AtOnce = """
        () => {
            const style = new CSSStyleSheet();
            style.replaceSync('*, ::before, ::after { transition: none !important; animation: none !important }');
            document.adoptedStyleSheets = [...document.adoptedStyleSheets, style];
        }
        """;

    /// <summary>Pages in another state than the plain address shows.</summary>
    private static readonly PageVisit[] _also =
    [
        new("/kontiolahti", ""), new("/jonkoping/initiatives", ""), new("/search?q=talkoot", ""), new("/search?q=xyzzyx", ""), new("/nothing-here/at-all", "", Status: 404),
    ];

    /// <summary>Each page is opened once for each width, by day; then night falls over it, which changes its colours alone.</summary>
    [Theory]
    [InlineData("fi", 320)]
    [InlineData("sv", 1280)]
    public async Task Axe_finds_nothing_and_nothing_scrolls_sideways(string language, int width)
    {
        var scene = await PageScene.MakeAsync(site);
        var visits = PageScene.Routes(site.Services).Select(scene.Of).Concat(_also).OrderBy(v => (v.Who, v.SecondFactor, v.Scheme)).ToList();
        Assert.True(visits.Count > 55, $"only {visits.Count} pages");
        var page = await site.NewPageAsync(width: width);
        List<string> faults = [];
        await BrowserSite.JourneyAsync(page, async () =>
        {
            page.Request += (_, request) =>
            {
                if (new[] { site.Address.ToString(), "data:" }.All(own => !request.Url.StartsWith(own, StringComparison.Ordinal)))
                    faults.Add($"asks elsewhere: {request.Url}");
            };
            PageVisit? before = null;
            foreach (var visit in visits)
            {
                if (before is null || (before.Who, before.SecondFactor, before.Scheme) != (visit.Who, visit.SecondFactor, visit.Scheme))
                    await BecomeAsync(page, visit);
                before = visit;
                await LookAsync(page, visit, language, faults);
            }
            Assert.True(faults.Count == 0, string.Join('\n', faults.Distinct()));
        }, $"axe-{language}");
    }

    [Fact]
    public async Task English_fits_too()
    {
        var scene = await PageScene.MakeAsync(site);
        var page = await site.NewPageAsync(script: false, width: 320);
        List<string> faults = [];
        await BrowserSite.JourneyAsync(page, async () =>
        {
            foreach (var visits in PageScene.Routes(site.Services).Select(scene.Of).GroupBy(v => (v.Who, v.SecondFactor, v.Scheme)))
            {
                await BecomeAsync(page, visits.First());
                foreach (var path in visits.Select(v => v.In("en")))
                {
                    await page.GotoAsync(path);
                    await ShapeAsync(page, path, faults);
                }
            }
            Assert.True(faults.Count == 0, string.Join('\n', faults));
        });
    }

    [Fact]
    public async Task What_is_wrong_with_a_page_is_found()
    {
        var page = await site.NewPageAsync(width: 320);
        await page.GotoAsync("/fi/help");
        await page.EvaluateAsync("""
            () => {
                const main = document.querySelector('main');
                main.innerHTML += '<h1>Another</h1><input><p id="planted">pale</p>';
                document.getElementById('planted').style.cssText = 'width:900px;color:#bbb;background:#fff';
            }
            """);
        List<string> faults = [];
        await FindAsync(page, "help", faults);
        foreach (var fault in new[] { "color-contrast", "label", "px too wide", "2 headings of the first level" }) Assert.Contains(faults, f => f.Contains(fault, StringComparison.Ordinal));
        await page.Context.CloseAsync();
    }

    private async Task BecomeAsync(IPage page, PageVisit visit)
    {
        await page.Context.ClearCookiesAsync();
        if (visit.Who.Length > 0) await site.EnterAsync(page, visit.Who, visit.SecondFactor, visit.Scheme);
    }

    private async Task LookAsync(IPage page, PageVisit visit, string language, List<string> faults)
    {
        var path = visit.In(language);
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        var answer = await page.GotoAsync(path, new() { WaitUntil = WaitUntilState.Load });
        if (answer!.Status != visit.Status || new Uri(page.Url).PathAndQuery.TrimEnd('/') != new Uri(site.Address, visit.EndsAt(language)).PathAndQuery)
            faults.Add($"{path} as {visit.Who}: {answer.Status} {page.Url}");
        await FindAsync(page, path, faults);
        await page.EvaluateAsync(AtOnce);
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await AxeAsync(page, $"{path} by night", faults, "color-contrast");
    }

    /// <param name="rules">All of axe's when there are none.</param>
    private static async Task AxeAsync(IPage page, string name, List<string> faults, params string[] rules) =>
        faults.AddRange((await page.EvaluateAsync<string[]>(Axe, rules)).Select(violation => $"{name}: {violation}"));

    private static async Task FindAsync(IPage page, string name, List<string> faults)
    {
        await page.EvaluateAsync(_axe);
        await AxeAsync(page, name, faults);
        await ShapeAsync(page, name, faults);
    }

    private static async Task ShapeAsync(IPage page, string name, List<string> faults)
    {
        if (await page.EvaluateAsync<int>(Excess) is > 0 and var wide) faults.Add($"{name}: {wide} px too wide");
        if (await page.Locator("h1").CountAsync() is not 1 and var headings) faults.Add($"{name}: {headings} headings of the first level");
        if ((await page.TitleAsync()).Length < 5) faults.Add($"{name}: no title");
    }
}
