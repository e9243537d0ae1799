using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Matchmaking.Browser.Tests;

/// <summary>Every page of strangers, in all languages: nothing that axe finds, no sideways scroll at 320 px, no script of others.</summary>
public sealed class EveryPageJourney(BrowserSite site)
{
    private static readonly string[] Pages =
    [
        "", "initiatives", "joensuu", "jonkoping/initiatives", "kontiolahti", "search?q=talkoot", "search?q=xyzzyx", "municipalities", "sign-in", "sign-in/code",
        "help", "accessibility", "privacy", "cookies", "terms", "contact", "initiatives/1", "initiatives/1/join", "nothing-here/at-all",
    ];

    public static TheoryData<string, ColorScheme, int> Looks => new()
    {
        { "fi", ColorScheme.Light, 320 }, { "sv", ColorScheme.Dark, 320 }, { "en", ColorScheme.Light, 1280 }, { "fi", ColorScheme.Dark, 1280 },
    };

    [Theory, MemberData(nameof(Looks))]
    public async Task Axe_finds_nothing_and_nothing_scrolls_sideways(string language, ColorScheme scheme, int width)
    {
        var page = await site.NewPageAsync(width: width, scheme: scheme);
        List<string> faults = [];
        await BrowserSite.JourneyAsync(page, async () =>
        {
            page.Request += (_, request) =>
            {
                if (!request.Url.StartsWith(site.Address.ToString(), StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal)) faults.Add($"asks elsewhere: {request.Url}");
            };
            foreach (var path in Pages)
            {
                await page.GotoAsync($"/{language}/{path.Replace("initiatives/1", await FirstAsync(page), StringComparison.Ordinal)}");
                var found = await page.RunAxe();
                faults.AddRange(found.Violations.Select(v => $"{path}: {v.Id} {v.Help} {string.Join(" | ", v.Nodes.Take(2).Select(n => n.Html))}"));
                if (await page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth") is > 0 and var wide) faults.Add($"{path}: {wide} px too wide");
            }
            Assert.True(faults.Count == 0, string.Join('\n', faults.Distinct()));
        }, $"axe-{language}-{scheme}-{width}");
    }

    private string? _first;

    /// <summary>The address of an initiative, without the language.</summary>
    private async Task<string> FirstAsync(IPage page)
    {
        if (_first is not null) return _first;
        var answer = await page.APIRequest.GetAsync($"{site.Address}fi/joensuu/initiatives");
        var body = await answer.TextAsync();
        var at = body.IndexOf("href=\"initiatives/", StringComparison.Ordinal) + 6;
        return _first = body[at..body.IndexOf('"', at)];
    }
}
