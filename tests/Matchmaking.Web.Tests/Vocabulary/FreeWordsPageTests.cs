using System.Net;
using AngleSharp.Html.Dom;
using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Testing;
using Matchmaking.Vocabulary;
using Matchmaking.Web.Tests.Municipalities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Web.Tests.Vocabulary;

public sealed class FreeWordsPageTests(TestSite site) : IClassFixture<TestSite>, IAsyncLifetime
{
    private const string List = "/en/admin/words";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await ReadAsync(db => db.FreeWords().ExecuteDeleteAsync(Ct));
        site.Services.GetRequiredService<VocabularyCatalog>().Forget();
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Get_shows_what_waits_most_said_first_and_never_who_said_it()
    {
        await Official.SignInAsync(site);
        var sayer = await ReadAsync(db => db.People().OrderByDescending(p => p.Id).Select(p => p.Id).FirstAsync(Ct));
        await SayAsync("juustonteko", sayer);
        for (var i = 0; i < 3; i++) await SayAsync("hitsaus", sayer);
        await SayAsync("släktforskning", sayer, WordKind.Theme, "sv");
        var page = await (await CoordinatorAsync()).GetPageAsync(List, Ct);
        Assert.Equal(["hitsaus", "juustonteko", "släktforskning"], Labels(page));
        Assert.Contains("skill · in Finnish · written 3 times · first", page.Text($"#{IdOf(page, "hitsaus")}-d"), StringComparison.Ordinal);
        Assert.Contains("theme · in Swedish · written once", page.Text($"#{IdOf(page, "släktforskning")}-d"), StringComparison.Ordinal);
        Assert.Equal("sv", page.Document.QuerySelector($"label[for='{IdOf(page, "släktforskning")}']")!.GetAttribute("lang"));
        Assert.DoesNotContain(sayer.ToString(), page.Body, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Aino Testi", page.Text("main"), StringComparison.Ordinal);

        var options = Select(page, "släktforskning").Options;
        Assert.Equal(1 + await ReadAsync(db => db.Themes().CountAsync(Ct)) + 1, options.Length);
        Assert.Contains(options, o => o is { Value: "culture", Text: "Culture" });
        Assert.DoesNotContain(Select(page, "hitsaus").Options, o => o.Value == "culture");
    }

    [Fact]
    public async Task Post_of_choices_merges_and_sets_aside_and_leaves_the_rest()
    {
        foreach (var word in new[] { "hitsaus", "höpö", "juustonteko" }) await SayAsync(word);
        var coordinator = await CoordinatorAsync();
        var page = await coordinator.GetPageAsync(List, Ct);
        var answer = await coordinator.PostAsync(page, "words", new Dictionary<string, object?> { [NameOf(page, "hitsaus")] = "tools", [NameOf(page, "höpö")] = "_aside" }, Ct);
        Assert.Equal(HttpStatusCode.SeeOther, answer.Status);
        page = await coordinator.FollowAsync(answer, Ct);
        Assert.Contains("Merged: hitsaus.", page.Text(".mm-status"), StringComparison.Ordinal);
        Assert.Contains("Set aside: höpö.", page.Text(".mm-status"), StringComparison.Ordinal);
        Assert.Equal(["juustonteko"], Labels(page));

        Assert.Contains("hitsaus – means: Own tools", (await coordinator.GetPageAsync($"{List}?show=merged", Ct)).Text("main"), StringComparison.Ordinal);
        Assert.Contains("höpö", (await coordinator.GetPageAsync($"{List}?show=aside", Ct)).Text("main"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_of_nothing_chosen_says_so_beside_a_field()
    {
        await SayAsync("hitsaus");
        var coordinator = await CoordinatorAsync();
        var page = await coordinator.PostAsync(await coordinator.GetPageAsync(List, Ct), "words", ct: Ct);
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("Choose for at least one word", page.Text($"#{IdOf(page, "hitsaus")}-e"), StringComparison.Ordinal);
        Assert.NotNull(page.Document.QuerySelector($".ds-error-summary a[href$='#{IdOf(page, "hitsaus")}']"));
    }

    [Fact]
    public async Task Post_after_somebody_else_decided_says_so_and_changes_nothing()
    {
        foreach (var word in new[] { "hitsaus", "höpö" }) await SayAsync(word);
        var (one, other) = (await CoordinatorAsync(), await CoordinatorAsync());
        var seen = await other.GetPageAsync(List, Ct);
        var page = await one.GetPageAsync(List, Ct);
        await one.PostAsync(page, "words", new Dictionary<string, object?> { [NameOf(page, "hitsaus")] = "tools", [NameOf(page, "höpö")] = "_aside" }, Ct);
        page = await other.FollowAsync(await other.PostAsync(seen, "words", new Dictionary<string, object?> { [NameOf(seen, "hitsaus")] = "van", [NameOf(seen, "höpö")] = "van" }, Ct), Ct);
        Assert.Contains("Somebody else merged first: hitsaus.", page.Text(".mm-status"), StringComparison.Ordinal);
        Assert.Contains("Somebody else set aside first: höpö.", page.Text(".mm-status"), StringComparison.Ordinal);
        Assert.Equal(StableId.Of("skill", "tools"), await ReadAsync(db => db.FreeWords().Where(w => w.Text == "hitsaus").Select(w => w.RowId).SingleAsync(Ct)));
        Assert.Contains("No word is waiting", page.Text("main"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_of_a_meaning_that_is_not_offered_changes_nothing()
    {
        await SayAsync("hitsaus");
        var coordinator = await CoordinatorAsync();
        var page = await coordinator.GetPageAsync(List, Ct);
        var said = await coordinator.FollowAsync(await coordinator.PostAsync(page, "words", new Dictionary<string, object?> { [NameOf(page, "hitsaus")] = "music", ["Input.Meanings[x]"] = "tools", [$"Input.Meanings[{Guid.Empty}]"] = "tools" }, Ct), Ct);
        Assert.Contains("does not exist: hitsaus.", said.Text(".mm-status"), StringComparison.Ordinal);
        Assert.True(await ReadAsync(db => db.FreeWords().Waiting().AnyAsync(w => w.Text == "hitsaus", Ct)));
    }

    [Fact]
    public async Task Post_of_taking_back_lets_a_word_wait_again()
    {
        await SayAsync("hitsaus");
        var coordinator = await CoordinatorAsync();
        var page = await coordinator.GetPageAsync(List, Ct);
        await coordinator.PostAsync(page, "words", new Dictionary<string, object?> { [NameOf(page, "hitsaus")] = "tools" }, Ct);
        var merged = await coordinator.GetPageAsync($"{List}?show=merged", Ct);
        page = await coordinator.FollowAsync(await coordinator.PostAsync(merged, "form[action$='take-back']", ct: Ct), Ct);
        Assert.Contains("The word waits again.", page.Text(".mm-status"), StringComparison.Ordinal);
        Assert.Equal(["hitsaus"], Labels(page));
        Assert.Contains("waits already", (await coordinator.FollowAsync(await coordinator.PostAsync(merged, "form[action$='take-back']", ct: Ct), Ct)).Text(".mm-status"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_pages_through_many_and_odd_values_show_a_page()
    {
        var letters = Enumerable.Range(0, 45).Select(i => $"outo{(char)('a' + i / 10)}{(char)('a' + i % 10)}").ToList();
        foreach (var word in letters) await SayAsync(word);
        var coordinator = await CoordinatorAsync();
        var seen = new List<string>();
        for (var address = List; address.Length > 0;)
        {
            var page = await coordinator.GetPageAsync(address, Ct);
            seen.AddRange(Labels(page));
            address = page.Document.QuerySelector("a[rel=next]") is { } next ? $"/en/{next.GetAttribute("href")}" : "";
        }
        Assert.Equal(letters, seen.Order());
        foreach (var odd in new[] { "?page=0", "?page=1000000", "?show=everything" }) Assert.NotEmpty(Labels(await coordinator.GetPageAsync(List + odd, Ct)));

        var last = await coordinator.GetPageAsync($"{List}?page=3", Ct);
        var after = await coordinator.PostAsync(last, "words", new Dictionary<string, object?> { [NameOf(last, Labels(last)[0])] = "_aside" }, Ct);
        Assert.EndsWith("/admin/words?page=3", after.Location, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "No word is waiting")]
    [InlineData("?show=merged", "No word has been merged")]
    [InlineData("?show=aside", "Nothing is set aside")]
    public async Task Get_of_nothing_says_so(string query, string said) =>
        Assert.Contains(said, (await (await CoordinatorAsync()).GetPageAsync(List + query, Ct)).Text("main"), StringComparison.Ordinal);

    [Fact]
    public async Task A_coordinator_finds_the_page_and_others_do_not()
    {
        await SayAsync("hitsaus");
        var coordinator = await CoordinatorAsync();
        Assert.Equal("People’s own words, 1 waiting", (await coordinator.GetPageAsync("/en/me", Ct)).Text("a[href='admin/words']"));
        Assert.NotNull((await coordinator.GetPageAsync("/en/admin/municipalities", Ct)).Document.QuerySelector("a[href='admin/words']"));
        var moderator = await Official.SignInAsync(site, Office.Moderator, Official.Joensuu);
        Assert.Null((await moderator.GetPageAsync("/en/me", Ct)).Document.QuerySelector("a[href='admin/words']"));
        Assert.Null((await moderator.GetPageAsync("/en/admin/municipalities", Ct)).Document.QuerySelector("a[href='admin/words']"));
        Assert.Equal(HttpStatusCode.NotFound, (await moderator.GetPageAsync(List, Ct)).Status);
    }

    private Task<Visitor> CoordinatorAsync() => Official.SignInAsync(site, Office.Coordinator, Official.Vaasa);

    private Task<SaidWord> SayAsync(string text, Guid? person = null, WordKind kind = WordKind.Skill, string language = "fi") =>
        site.InScopeAsync(s => s.GetRequiredService<AddFreeWord>().RunAsync(kind, text, language, person, Ct));

    private Task<T> ReadAsync<T>(Func<MatchmakingDb, Task<T>> read) => site.InScopeAsync(s => read(s.GetRequiredService<MatchmakingDb>()));

    private static List<string> Labels(Page page) => [.. page.Document.QuerySelectorAll("form label[for^='Input-Meanings']").Select(l => l.TextContent.Trim())];

    private static string IdOf(Page page, string word) => page.Document.QuerySelectorAll("form label").Single(l => l.TextContent.Trim() == word).GetAttribute("for")!;

    private static IHtmlSelectElement Select(Page page, string word) => (IHtmlSelectElement)page.Document.GetElementById(IdOf(page, word))!;

    private static string NameOf(Page page, string word) => Select(page, word).Name!;
}
