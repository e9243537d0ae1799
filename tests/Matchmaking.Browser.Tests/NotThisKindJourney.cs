using Matchmaking.Initiatives;
using Matchmaking.Matching;
using Matchmaking.Municipalities;
using Matchmaking.People;
using Matchmaking.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Matchmaking.Browser.Tests;

/// <summary>Somebody has had enough of one kind of idea: says so once, is shown others first, sees why, and finds where to undo it.</summary>
public sealed class NotThisKindJourney(BrowserSite site)
{
    private const string Theme = "Kurssit ja oppiminen", Interest = "sinua kiinnostaa: kurssit ja oppiminen", Said = "olet sanonut ”ei tällaisia”: kurssit ja oppiminen";

    [Theory]
    [InlineData(true, "Kaarina", "utsjoki")]
    [InlineData(false, "Kerttu", "sodankyla")]
    public async Task What_is_like_the_refused_one_goes_down_says_why_and_comes_up_again(bool script, string name, string town)
    {
        var page = await site.NewPageAsync(script, width: 375);
        await BrowserSite.JourneyAsync(page, async () =>
        {
            await IdeasOfAsync(town);
            await site.EnterAsync(page, await site.NewPersonAsync(name, town));
            await TellAsync(page);
            var before = await SuggestedAsync(page);
            var (refused, like, other) = (before[0].Title, before[1].Title, before.First(m => !m.Text.Contains(Interest, StringComparison.Ordinal)).Title);
            Assert.All(before.Take(2), m => Assert.Contains(Interest, m.Text, StringComparison.Ordinal));

            await RefuseAsync(page, refused, byKeyboard: script);
            Assert.DoesNotContain(refused, (await ShownAsync(page)).Select(m => m.Title)); // at once
            var after = await SuggestedAsync(page);
            Assert.DoesNotContain(refused, after.Select(m => m.Title));
            Assert.True(PlaceOf(other, after) < PlaceOf(like, after), $"{like} is still before {other}");
            await Card(page, like).GetByText("Lisää perusteita").ClickAsync();
            await Card(page, like).GetByText(Said).WaitForAsync();

            await UndoAsync(page, Theme, "Ehdota kuten ennen", byKeyboard: script);
            var lifted = await SuggestedAsync(page);
            Assert.Equal(before.Skip(1).Select(m => m.Title).Take(3), lifted.Select(m => m.Title).Take(3));
            await UndoAsync(page, refused, "Peru", byKeyboard: false);
            Assert.Equal(refused, (await SuggestedAsync(page))[0].Title);
        }, $"not-this-kind-{script}");
    }

    /// <summary>Three ideas in a town far from where other journeys post theirs, two of the kind.</summary>
    private async Task IdeasOfAsync(string town)
    {
        var (place, now) = ((await site.Services.GetRequiredService<MunicipalityCatalog>().GetAsync()).Find(town).Municipality!.Id, site.Now);
        var (learning, culture) = (StableId.Of("theme", "learning"), StableId.Of("theme", "culture"));
        await site.InDatabaseAsync(db => db.InTransactionAsync(() =>
        {
            var starter = Person.New($"{Guid.CreateVersion7():N}@example.org", "fi", now);
            starter.Welcome("Sanelma", under18: false, place, now);
            db.Add(starter);
            foreach (var (title, theme) in new[] { ("Verkonpaikkaus tutuksi", learning), ("Opetellaan kutomaan poronnauhaa", learning), ("Peli-ilta kylätalolla", culture) })
                db.Add(Initiative.Post(starter.Id, new InitiativeWords(title, "Yhdessä kylätalolla.", "", "fi", place, null, false, "", "", null, 0, [theme], null), [new RoleWords("Tekijä", "", [], 1, 5, Effort.Once)], now));
            return db.SaveChangesAsync();
        }));
    }

    private static async Task TellAsync(IPage page)
    {
        await page.GotoAsync("/fi/me/profile");
        await page.GetByRole(AriaRole.Group, new() { Name = "Mikä kiinnostaa?" }).GetByRole(AriaRole.Checkbox, new() { Name = Theme }).CheckAsync();
        await page.GetByRole(AriaRole.Checkbox, new() { Name = "suomi" }).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Tallenna" }).ClickAsync();
        await page.GetByText("Profiili on tallennettu.").WaitForAsync();
    }

    /// <summary>The first card's link, the theme, and the button that says it.</summary>
    private static async Task RefuseAsync(IPage page, string title, bool byKeyboard)
    {
        if (byKeyboard) await page.FollowAsync("Ei tällaisia", "**/not-this-kind");
        else await Card(page, title).GetByRole(AriaRole.Link, new() { Name = "Ei tällaisia" }).ClickAsync();
        await page.WaitForURLAsync("**/not-this-kind");
        await page.GetByText("Tätä ideaa emme enää ehdota sinulle.").WaitForAsync();
        await page.GetByText(title).First.WaitForAsync();
        var theme = page.GetByRole(AriaRole.Checkbox, new() { Name = Theme });
        Assert.Contains("Niitä tulee vastaan vain, kun moni muu asia sopii sinulle hyvin.", await page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
        if (!byKeyboard)
        {
            await theme.CheckAsync();
            await page.GetByRole(AriaRole.Button, new() { Name = "Ei tällaisia" }).ClickAsync();
        }
        else
        {
            while (!await theme.EvaluateAsync<bool>("e => e === document.activeElement")) await page.TabToAsync("Input.Themes");
            await page.Keyboard.PressAsync("Space");
            await page.TabToAsync("Ei tällaisia");
            await page.Keyboard.PressAsync("Enter");
        }
        await page.WaitForURLAsync("**/me/matches");
        await page.GetByText("Voit perua tämän kohdassa Sivuun siirretyt.").WaitForAsync();
    }

    private static async Task UndoAsync(IPage page, string what, string button, bool byKeyboard)
    {
        await page.GetByRole(AriaRole.Link, new() { Name = "Sivuun siirretyt" }).ClickAsync();
        await page.WaitForURLAsync("**/me/matches/aside");
        if (byKeyboard)
        {
            await page.TabToAsync(button);
            await page.Keyboard.PressAsync("Enter");
        }
        else await page.GetByRole(AriaRole.Listitem).Filter(new() { HasText = what }).GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync();
        await page.GetByText("Peruttu.").WaitForAsync();
        Assert.DoesNotContain(what, await page.Locator("main").InnerTextAsync(), StringComparison.Ordinal);
    }

    private async Task<List<Suggestion>> SuggestedAsync(IPage page)
    {
        await site.RunAsync<RefreshMatches>();
        await page.GotoAsync("/fi/me/matches");
        return await ShownAsync(page);
    }

    private static async Task<List<Suggestion>> ShownAsync(IPage page)
    {
        var cards = new List<Suggestion>();
        foreach (var card in await page.Locator(".mm-matches article").AllAsync()) cards.Add(new(await card.GetByRole(AriaRole.Heading).InnerTextAsync(), await card.InnerTextAsync()));
        return cards;
    }

    private static ILocator Card(IPage page, string title) => page.Locator("article").Filter(new() { Has = page.GetByRole(AriaRole.Link, new() { Name = title, Exact = true }) });

    /// <summary>What is no longer shown comes after everything.</summary>
    private static int PlaceOf(string title, List<Suggestion> shown) => shown.FindIndex(m => m.Title == title) is >= 0 and var at ? at : int.MaxValue;

    private sealed record Suggestion(string Title, string Text);
}
