using Microsoft.Playwright;

namespace Matchmaking.Browser.Tests;

/// <summary>The ways of somebody without a mouse: Tab, the arrows, Space and Enter, and nothing else. Wherever the focus comes, it must be
/// seen.</summary>
internal static class ByKeyboard
{
    /// <summary>More presses than any page has stops.</summary>
    private const int MostStops = 150;

    /// <summary>What has the focus, what it says, and what hides it. The ring may be around a part that stands for the element, such as
    /// its label or card.</summary>
    private const string Look = """
        () => {
            const e = document.activeElement;
            if (!e || e === document.body) return null;
            const r = e.getBoundingClientRect(), labels = [...(e.labels ?? [])];
            const around = [e, ...labels, e.closest('.ds-field, .mm-card, td, label')].filter(Boolean);
            const ringed = around.map(a => getComputedStyle(a))
                .some(s => (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0) || s.boxShadow !== 'none');
            const seen = [.1, .5, .9].some(x => [.1, .5, .9].some(y => {
                const hit = document.elementFromPoint(r.left + r.width * x, r.top + r.height * y);
                return hit && (around.some(a => a.contains(hit)) || hit.contains(e));
            }));
            return { says: e.textContent.trim(), name: e.name ?? '', tag: e.outerHTML.slice(0, 120), ringed, seen };
        }
        """;

    public static async Task<Stop?> StopAsync(this IPage page) => await page.EvaluateAsync<Stop?>(Look);

    /// <summary>Presses Tab once. Null when the focus left the page.</summary>
    public static async Task<Stop?> TabAsync(this IPage page)
    {
        await page.Keyboard.PressAsync("Tab");
        return await page.StopAsync();
    }

    /// <summary>Presses Tab until the focus is on what says this or, as a field, has this name; on the way the focus is never lost from
    /// sight.</summary>
    public static async Task TabToAsync(this IPage page, string what)
    {
        for (var i = 0; i < MostStops; i++)
        {
            if (await page.TabAsync() is not { } stop) continue;
            Assert.True(stop.Seen, $"The focus is hidden on {page.Url}: {stop.Tag}");
            Assert.True(stop.Ringed, $"Nothing shows the focus on {page.Url}: {stop.Tag}");
            if (stop.Says == what || stop.Name == what) return;
        }
        Assert.Fail($"{what} cannot be reached by keyboard on {page.Url}.");
    }

    public static async Task FollowAsync(this IPage page, string link, string to)
    {
        await page.TabToAsync(link);
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync(to);
    }

    public static async Task WriteAsync(this IPage page, string field, string text)
    {
        await page.TabToAsync(field);
        await page.Keyboard.TypeAsync(text);
    }

    /// <summary>Goes through the radio buttons of a field until the one with this label is chosen.</summary>
    public static async Task ChooseAsync(this IPage page, string field, string label)
    {
        await page.TabToAsync(field);
        await page.Keyboard.PressAsync("Space");
        for (var i = 0; i < MostStops; i++)
        {
            if (await page.EvaluateAsync<bool>("label => { const e = document.activeElement; return e.checked && e.labels[0].querySelector('span').textContent === label; }", label)) return;
            await page.Keyboard.PressAsync("ArrowDown");
        }
        Assert.Fail($"{label} cannot be chosen by keyboard on {page.Url}.");
    }

    internal sealed record Stop
    {
        public string Says { get; init; } = "";
        public string Name { get; init; } = "";
        public string Tag { get; init; } = "";

        /// <summary>Whether a ring or a shadow shows it.</summary>
        public bool Ringed { get; init; }

        /// <summary>Whether at least a part of it is under nothing and inside the window (WCAG 2.4.11).</summary>
        public bool Seen { get; init; }
    }
}
