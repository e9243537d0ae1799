using Matchmaking.Initiatives;
using Matchmaking.People;
using Matchmaking.Testing;
using Matchmaking.Web.Tests.Municipalities;

namespace Matchmaking.Web.Tests.Initiatives;

/// <summary>What stands on the page of an initiative, and for whom.</summary>
public sealed class InitiativePageTests(TestSite site) : IClassFixture<TestSite>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Get_names_the_role_that_lacks_one_and_offers_it_first()
    {
        var page = await site.GetPageAsync(await LackingADriverAsync(), Ct);
        Assert.Equal("2 of 3 people – one person short: Driver", page.Text(".mm-status-card .mm-meter-text"));
        Assert.Equal(["Driver", "Picker", "Cook"], page.Document.QuerySelectorAll(".mm-role h3").Select(h => h.TextContent));
        Assert.Equal(["This suits me: Driver", "This suits me: Picker", "Join the queue: Cook"], page.Document.QuerySelectorAll(".mm-role a.ds-button").Select(a => a.TextContent)); // the cook's place is taken

        var link = page.Document.QuerySelector(".mm-role a.ds-button")!.GetAttribute("href")!;
        var join = await site.GetPageAsync($"/en/{link}", Ct);
        Assert.Equal("Driver", Chosen(join));
        Assert.Null(Chosen(await site.GetPageAsync($"/en/{link.Split('?')[0]}", Ct)));
    }

    [Fact]
    public async Task Get_of_a_paused_one_says_why_and_offers_no_place()
    {
        var scene = await ActingScene.MakeAsync(site);
        await scene.WriteAsync((TurnInitiative turn) => turn.RunAsync(new(scene.Helmi.Id, []), scene.Initiative.Id, InitiativeState.Paused, "Ice on the river.", Ct));
        var page = await site.GetPageAsync(scene.Page, Ct);
        Assert.Equal(["This is taking a break.", "Ice on the river."], Stands(page));
        Assert.Empty(page.Document.QuerySelectorAll("a[href*='/join']"));
    }

    [Fact]
    public async Task Get_of_a_done_one_leads_to_how_it_went_and_asks_for_nobody()
    {
        var scene = await ActingScene.MakeAsync(site);
        await scene.FinishAsync();
        Assert.Equal(["This is done."], Stands(await site.GetPageAsync(scene.Page, Ct)));

        await scene.WriteAsync((PostUpdate post) => post.RunAsync(new(scene.Helmi.Id, []), scene.Initiative.Id, "Eleven sacks!", "en", null, Ct));
        var page = await site.GetPageAsync(scene.Page, Ct);
        Assert.Equal(["This is done.", "Read how it went"], Stands(page));
        Assert.EndsWith("#updates", page.Document.QuerySelector(".mm-status-card a")!.GetAttribute("href"), StringComparison.Ordinal);
        Assert.Equal(("Roles", "2 took part"), (page.Text("#roles"), page.Text(".mm-role .mm-meter-text")));
    }

    [Fact]
    public async Task Get_by_a_doer_leads_to_the_others_first()
    {
        var scene = await ActingScene.MakeAsync(site);
        var page = await (await scene.AsAsync(scene.Tapio)).GetPageAsync(scene.Page, Ct);
        var first = page.Document.QuerySelector(".mm-status-card .ds-button")!;
        Assert.Equal(("Talk with the others", $"{scene.Page[4..]}/board"), (first.TextContent, first.GetAttribute("href")));
        Assert.Empty(page.Document.QuerySelectorAll(".mm-role a.ds-button"));
    }

    [Fact]
    public async Task Get_by_a_coordinator_offers_what_a_coordinator_may_do_and_nothing_more()
    {
        var scene = await ActingScene.MakeAsync(site);
        var coordinator = await Official.SignInAsync(site, Office.Coordinator, Official.Joensuu);
        var page = await coordinator.GetPageAsync(scene.Page, Ct);
        var tools = page.Document.QuerySelectorAll(".mm-tools a").Select(a => a.GetAttribute("href")!).ToList();
        Assert.Contains(tools, t => t.EndsWith("/update", StringComparison.Ordinal));
        Assert.DoesNotContain(tools, t => t.EndsWith("/board", StringComparison.Ordinal) || t.EndsWith("/dates", StringComparison.Ordinal));
        foreach (var tool in tools) Assert.Equal(System.Net.HttpStatusCode.OK, (await coordinator.GetPageAsync($"/en/{tool}", Ct)).Status);

        var other = await Official.SignInAsync(site, Office.Coordinator, Official.Vaasa);
        Assert.Empty((await other.GetPageAsync(scene.Page, Ct)).Document.QuerySelectorAll(".mm-tools a"));
    }

    /// <summary>How it stands, sentence by sentence.</summary>
    private static IEnumerable<string> Stands(Page page) => page.Document.QuerySelectorAll(".mm-status-card p").Select(p => p.TextContent.Trim());

    private static string? Chosen(Page join) =>
        join.Document.QuerySelector("input[name='Input.RoleId'][checked]") is { } chosen ? join.Document.QuerySelector($"label[for='{chosen.Id}'] span")!.TextContent : null;

    /// <summary>Pickers enough, a cook, and nobody with a van.</summary>
    private async Task<string> LackingADriverAsync()
    {
        var now = site.Clock.GetUtcNow();
        var people = new[] { "Helmi", "Tapio" }.Select(name =>
        {
            var person = Person.New($"{Guid.CreateVersion7():N}@example.org", "en", now);
            person.Welcome(name, under18: false, Official.Joensuu, now);
            return person;
        }).ToArray();
        var words = new InitiativeWords("River clean-up by van", "Rubbish gathers on the bank.", "", "en", Official.Joensuu, null, false, "", "", null, 0, [], null);
        var initiative = Initiative.Post(people[0].Id, words,
            [new("Picker", "", [], 1, 5, Effort.TwoHours), new("Cook", "", [], 1, 1, Effort.Once), new("Driver", "", [], 1, 1, Effort.Once)], now);
        await site.SaveAsync(db =>
        {
            db.AddRange(people);
            db.Add(initiative);
            initiative.Join(people[0].Id, initiative.Roles[0].Id, now);
            initiative.Join(people[1].Id, initiative.Roles[1].Id, now);
        });
        return $"/en/initiatives/{initiative.Number}/{initiative.Slug}";
    }
}
