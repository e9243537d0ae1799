using System.Net;
using Matchmaking.Matching;
using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Testing;
using Matchmaking.Web.Tests.Municipalities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Web.Tests.Matching;

public sealed class WeightsPageTests(TestSite site) : IClassFixture<TestSite>, IAsyncLifetime
{
    private const string Address = "/en/admin/weights";
    private const string Skill = "Input.Points[Skill]", Theme = "Input.Points[Theme]", Go = "Input.Go";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await ReadAsync(db => db.WeightChanges().ExecuteDeleteAsync(Ct));
        foreach (var (code, points) in ImportMatchWeights.Defaults) await ReadAsync(db => db.MatchWeights().Where(w => w.Code == code).ExecuteUpdateAsync(s => s.SetProperty(w => w.Points, points), Ct));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("fi", "Taito, jota tehtävä kysyy ja ihminen tarjoaa", "Pisteitä ei ole vielä muutettu.")]
    [InlineData("sv", "Ett kunnande som uppgiften ber om och personen erbjuder", "Poängen har inte ändrats än.")]
    [InlineData("en", "A skill the role asks for and the person offers", "The points have not been changed yet.")]
    public async Task Get_shows_every_fact_with_its_points_in_plain_words(string language, string skill, string none)
    {
        var page = await (await CoordinatorAsync()).GetPageAsync($"/{language}/admin/weights", Ct);
        var fields = page.Document.QuerySelectorAll("main fieldset input");
        Assert.Equal(Enum.GetValues<ReasonCode>().Select(c => $"Input.Points[{c}]").Order(), fields.Select(f => f.GetAttribute("name")!).Order());
        var field = fields.Single(f => f.GetAttribute("name") == Skill);
        Assert.Equal("30", field.GetAttribute("value"));
        Assert.Equal(skill, page.Text($"label[for='{field.Id}']"));
        Assert.Contains(none, page.Text("main"), StringComparison.Ordinal);
        Assert.Equal(3, page.Document.QuerySelectorAll("main fieldset").Length);
        Assert.Null(page.Document.QuerySelector("button[value=save]")); // first it is tried
    }

    [Fact]
    public async Task Post_of_trying_shows_what_it_would_do_and_names_no_person()
    {
        var scene = await MatchingScene.MakeAsync(site);
        var coordinator = await CoordinatorAsync();
        var page = await coordinator.PostAsync(await coordinator.GetPageAsync(Address, Ct), "weights", new Dictionary<string, object?> { [Skill] = "1", [Go] = "preview" }, Ct);
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("What the change would do", page.Text("#preview"), StringComparison.Ordinal);
        Assert.Equal(3, page.Document.QuerySelectorAll("#preview tbody tr").Length);
        foreach (var secret in new[] { "Tapio", "Helmi", scene.Tapio.Email!, $"{scene.Tapio.Id}" }) Assert.DoesNotContain(secret, page.Body, StringComparison.OrdinalIgnoreCase);
        Assert.Equal("1", page.Document.QuerySelector($"input[name='{Skill}']")!.GetAttribute("value"));
        Assert.Contains("Now 30", page.Text("#Input-Points-Skill-d"), StringComparison.Ordinal);
        Assert.Equal(30, await PointsAsync(ReasonCode.Skill));
        Assert.NotNull(page.Document.QuerySelector("button[value=save]"));
    }

    [Fact]
    public async Task Post_saves_and_says_when_it_counts_and_lists_who_and_it_can_be_put_back()
    {
        var coordinator = await CoordinatorAsync();
        var tried = await coordinator.PostAsync(await coordinator.GetPageAsync(Address, Ct), "weights", new Dictionary<string, object?> { [Skill] = "12", [Go] = "preview" }, Ct);
        var page = await coordinator.FollowAsync(await coordinator.PostAsync(tried, "weights", new Dictionary<string, object?> { [Go] = "save" }, Ct), Ct);
        Assert.Contains("They show in everybody’s suggestions after tonight.", page.Text(".mm-status"), StringComparison.Ordinal);
        Assert.Equal(12, await PointsAsync(ReasonCode.Skill));
        Assert.Contains("Aino Testi", page.Text(".mm-notices"), StringComparison.Ordinal);
        Assert.Contains("A skill the role asks for and the person offers: 30 → 12", page.Text(".mm-notices"), StringComparison.Ordinal);
        Assert.Contains("Originally 30", page.Text("#Input-Points-Skill-d"), StringComparison.Ordinal);

        var back = await coordinator.GetPageAsync($"/en/{page.Document.QuerySelector(".mm-notices a")!.GetAttribute("href")}", Ct);
        Assert.Equal("30", back.Document.QuerySelector($"input[name='{Skill}']")!.GetAttribute("value"));
        await coordinator.PostAsync(back, "weights", new Dictionary<string, object?> { [Go] = "save" }, Ct);
        Assert.Equal(30, await PointsAsync(ReasonCode.Skill));
    }

    [Fact]
    public async Task Get_filled_with_the_first_points_and_odd_fillings_show_a_page()
    {
        await ReadAsync(db => db.MatchWeights().Where(w => w.Code == ReasonCode.Skill).ExecuteUpdateAsync(s => s.SetProperty(w => w.Points, 3), Ct));
        var coordinator = await CoordinatorAsync();
        Assert.Equal("30", (await coordinator.GetPageAsync($"{Address}?from=defaults", Ct)).Document.QuerySelector($"input[name='{Skill}']")!.GetAttribute("value"));
        foreach (var odd in new[] { "?from=x", $"?from={Guid.CreateVersion7()}", "?from=" })
            Assert.Equal("3", (await coordinator.GetPageAsync(Address + odd, Ct)).Document.QuerySelector($"input[name='{Skill}']")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Post_after_somebody_else_says_so_keeps_what_was_typed_and_can_then_be_saved()
    {
        var (one, other) = (await CoordinatorAsync(), await CoordinatorAsync());
        var seen = await other.GetPageAsync(Address, Ct);
        await one.PostAsync(await one.GetPageAsync(Address, Ct), "weights", new Dictionary<string, object?> { [Skill] = "12", [Go] = "save" }, Ct);
        var page = await other.PostAsync(seen, "weights", new Dictionary<string, object?> { [Theme] = "44", [Go] = "save" }, Ct);
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("Somebody else changed the points meanwhile", page.Text(".ds-error-summary"), StringComparison.Ordinal);
        Assert.Equal("44", page.Document.QuerySelector($"input[name='{Theme}']")!.GetAttribute("value"));
        Assert.Contains("Now 12", page.Text("#Input-Points-Skill-d"), StringComparison.Ordinal);
        Assert.Equal((12, 20), (await PointsAsync(ReasonCode.Skill), await PointsAsync(ReasonCode.Theme)));
        await other.PostAsync(page, "weights", new Dictionary<string, object?> { [Skill] = "12", [Go] = "save" }, Ct);
        Assert.Equal((12, 44), (await PointsAsync(ReasonCode.Skill), await PointsAsync(ReasonCode.Theme)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("101")]
    [InlineData("1.5")]
    [InlineData("1e1")]
    [InlineData("2147483648")]
    [InlineData("kaksi")]
    public async Task Post_of_what_is_no_number_of_points_says_so_beside_the_field(string typed)
    {
        var coordinator = await CoordinatorAsync();
        var page = await coordinator.PostAsync(await coordinator.GetPageAsync(Address, Ct), "weights", new Dictionary<string, object?> { [Skill] = typed, [Go] = "save" }, Ct);
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("Write a whole number from zero to 100.", page.Text("#Input-Points-Skill-e"), StringComparison.Ordinal);
        Assert.Equal(typed, page.Document.QuerySelector($"input[name='{Skill}']")!.GetAttribute("value") ?? "");
        Assert.Equal(30, await PointsAsync(ReasonCode.Skill));
    }

    [Fact]
    public async Task A_coordinator_finds_the_page_and_others_do_not()
    {
        var coordinator = await CoordinatorAsync();
        Assert.NotNull((await coordinator.GetPageAsync("/en/me", Ct)).Document.QuerySelector("a[href='admin/weights']"));
        Assert.NotNull((await coordinator.GetPageAsync("/en/admin/municipalities", Ct)).Document.QuerySelector("a[href='admin/weights']"));
        var moderator = await Official.SignInAsync(site, Office.Moderator, Official.Joensuu);
        Assert.Null((await moderator.GetPageAsync("/en/me", Ct)).Document.QuerySelector("a[href='admin/weights']"));
        Assert.Equal(HttpStatusCode.NotFound, (await moderator.GetPageAsync(Address, Ct)).Status);
    }

    private Task<Visitor> CoordinatorAsync() => Official.SignInAsync(site, Office.Coordinator, Official.Vaasa);

    private Task<int> PointsAsync(ReasonCode code) => ReadAsync(db => db.MatchWeights().Where(w => w.Code == code).Select(w => w.Points).SingleAsync(Ct));

    private Task<T> ReadAsync<T>(Func<MatchmakingDb, Task<T>> read) => site.InScopeAsync(s => read(s.GetRequiredService<MatchmakingDb>()));
}
