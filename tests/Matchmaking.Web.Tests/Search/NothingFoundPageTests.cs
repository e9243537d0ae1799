using System.Net;
using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Search;
using Matchmaking.Testing;
using Matchmaking.Web.Search;
using Matchmaking.Web.Tests.Municipalities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Web.Tests.Search;

public sealed class NothingFoundPageTests(TestSite site) : IClassFixture<TestSite>, IAsyncLifetime
{
    private const string List = "/en/admin/searches";

    private static int _address;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        site.Clock.Release();
        await ReadAsync(db => db.NothingFound().ExecuteDeleteAsync(Ct));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("/fi/search?q=Juuston%20%20TEKO")]
    [InlineData("/api/v1/search?in=fi&q=Juuston%20%20TEKO")]
    public async Task Get_of_a_search_that_finds_nothing_is_noted_once_for_each_who_looks(string address)
    {
        var one = NewReader();
        for (var i = 0; i < 6; i++) Assert.Equal(HttpStatusCode.OK, (await one.GetPageAsync(address, Ct)).Status);
        await UntilAsync("juuston teko", 1);
        Assert.Empty(Texts(await CoordinatorAsync()));
        for (var i = 0; i < 15; i++) await NewReader().GetPageAsync(address, Ct); // some share a byte
        await UntilAsync("juuston teko", 5);
        Assert.Equal(["juuston teko"], Texts(await CoordinatorAsync()));
    }

    [Theory]
    [InlineData("/fi/search?q=aino%40example.org")]
    [InlineData("/fi/search?q=soita%20040123")]
    [InlineData("/fi/search?q=kuoro&theme=nature")]
    [InlineData("/fi/search?q=kuoro&page=2")]
    [InlineData("/fi/search?q=%3F%3F")]
    [InlineData("/fi/search")]
    [InlineData("/api/v1/similar?title=kuoro%20laulaa")]
    public async Task Get_of_what_is_no_whole_search_notes_nothing(string address)
    {
        await NewReader().GetPageAsync(address, Ct);
        await NewReader().GetPageAsync("/fi/search?q=vartija", Ct);
        await UntilAsync("vartija", 1);
        Assert.Equal(["vartija"], await ReadAsync(db => db.NothingFound().Select(n => n.Text).ToListAsync(Ct)));
    }

    [Fact]
    public async Task Get_while_typing_notes_nothing_and_keeps_nothing_from_being_noted_after()
    {
        var reader = NewReader();
        foreach (var typed in new[] { "juus", "juusto" })
        {
            Assert.Equal(HttpStatusCode.OK, (await reader.GetPageAsync($"/fi/search?q={typed}&typing=true", Ct)).Status);
        }
        await reader.GetPageAsync("/fi/search?q=juusto", Ct); // no page of the cache answers this
        await UntilAsync("juusto", 1);
        Assert.Equal(["juusto"], await ReadAsync(db => db.NothingFound().Select(n => n.Text).ToListAsync(Ct)));
    }

    [Fact]
    public async Task Get_beyond_a_days_share_still_answers_and_notes_no_more()
    {
        var reader = NewReader();
        for (var i = 0; i < 45; i++) Assert.Equal(HttpStatusCode.OK, (await reader.GetPageAsync($"/fi/search?q=outo{(char)('a' + i / 10)}{(char)('a' + i % 10)}", Ct)).Status);
        await NewReader().GetPageAsync("/fi/search?q=vartija", Ct);
        await UntilAsync("vartija", 1);
        Assert.Equal(40, await ReadAsync(db => db.NothingFound().CountAsync(n => n.Text != "vartija", Ct)));
    }

    [Fact]
    public async Task Get_of_a_search_answers_although_the_noting_fails()
    {
        await ReadAsync(db => db.Database.ExecuteSqlAsync($"alter table nothing_found rename to nothing_found_away", Ct));
        try
        {
            var page = await NewReader().GetPageAsync("/fi/search?q=kuoro", Ct);
            Assert.Equal(HttpStatusCode.OK, page.Status);
            Assert.Equal("Ei osumia", page.Text("#search-status"));
        }
        finally
        {
            await ReadAsync(db => db.Database.ExecuteSqlAsync($"alter table nothing_found_away rename to nothing_found", Ct));
        }
        await NewReader().GetPageAsync("/fi/search?q=kuoro", Ct);
        await UntilAsync("kuoro", 1);
    }

    [Fact]
    public async Task Get_says_how_many_when_and_where_and_shows_no_fewer_than_five()
    {
        await SaveAsync("juustonteko", 7, municipality: Official.Joensuu, fromThere: 5);
        await SaveAsync("släktforskning", 5, "sv", Official.Vaasa, fromThere: 4);
        await SaveAsync("salainen", 4);
        var page = await CoordinatorAsync();
        Assert.Equal(["juustonteko", "släktforskning"], Texts(page));
        Assert.Contains("at least 7 different people · last on Wednesday 10 March 2027 · in Finnish · narrowed to: Joensuu", page.Text("main li:nth-child(1)"), StringComparison.Ordinal);
        Assert.Contains("at least 5 different people", page.Text("main li:nth-child(2)"), StringComparison.Ordinal);
        Assert.DoesNotContain("Vaasa", page.Text("main"), StringComparison.Ordinal);
        Assert.Equal("sv", page.Document.QuerySelector("main li:nth-child(2) strong")!.GetAttribute("lang"));
        Assert.Equal("search?q=juustonteko", page.Document.QuerySelector("main li a.ds-button")!.GetAttribute("href"));
    }

    [Fact]
    public async Task Post_of_done_takes_it_off_the_list_and_twice_is_harmless()
    {
        await SaveAsync("juustonteko", 5);
        var list = await CoordinatorAsync();
        var page = await list.Visitor.FollowAsync(await list.Visitor.PostAsync(list, "form[action$='settle']", ct: Ct), Ct);
        Assert.Contains("Taken off the list: juustonteko.", page.Text(".mm-status"), StringComparison.Ordinal);
        Assert.Contains("No searches on the list", page.Text("main"), StringComparison.Ordinal);
        page = await list.Visitor.FollowAsync(await list.Visitor.PostAsync(list, "form[action$='settle']", ct: Ct), Ct);
        Assert.Contains("no longer on the list", page.Text(".mm-status"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_pages_through_many()
    {
        for (var i = 0; i < 30; i++) await SaveAsync($"outo{(char)('a' + i / 10)}{(char)('a' + i % 10)}", 5);
        var first = await CoordinatorAsync();
        Assert.Equal(25, Texts(first).Count);
        Assert.Equal(5, Texts(await first.Visitor.GetPageAsync($"{List}?page=2", Ct)).Count);
        foreach (var odd in new[] { "?page=0", "?page=-3", "?page=999999" }) Assert.NotEmpty(Texts(await first.Visitor.GetPageAsync(List + odd, Ct)));
    }

    [Fact]
    public async Task A_coordinator_finds_the_page_and_others_do_not()
    {
        var coordinator = (await CoordinatorAsync()).Visitor;
        Assert.NotNull((await coordinator.GetPageAsync("/en/me", Ct)).Document.QuerySelector("a[href='admin/searches']"));
        Assert.NotNull((await coordinator.GetPageAsync("/en/admin/municipalities", Ct)).Document.QuerySelector("a[href='admin/searches']"));
        var moderator = await Official.SignInAsync(site, Office.Moderator, Official.Joensuu);
        Assert.Null((await moderator.GetPageAsync("/en/me", Ct)).Document.QuerySelector("a[href='admin/searches']"));
        Assert.Equal(HttpStatusCode.NotFound, (await moderator.GetPageAsync(List, Ct)).Status);
    }

    private async Task<Page> CoordinatorAsync() => await (await Official.SignInAsync(site, Office.Coordinator, Official.Vaasa)).GetPageAsync(List, Ct);

    private Visitor NewReader() => site.NewVisitor(from: new IPAddress([10, 77, 0, (byte)Interlocked.Increment(ref _address)]));

    private Task SaveAsync(string text, short people, string language = "fi", Guid? municipality = null, int fromThere = 0) => site.SaveAsync(db =>
    {
        for (short who = 0; who < people; who++)
            db.Add(new NothingFound { Text = text, Who = who, Language = language, MunicipalityId = who < fromThere ? municipality : null, Day = new(2027, 3, 10) });
    });

    /// <summary>It is noted after the answer.</summary>
    private async Task UntilAsync(string text, int people)
    {
        for (var waited = 0; waited < 500; waited++)
        {
            if (await ReadAsync(db => db.NothingFound().CountAsync(n => n.Text == text, Ct)) >= people) break;
            await Task.Delay(20, Ct);
        }
        Assert.True(await ReadAsync(db => db.NothingFound().CountAsync(n => n.Text == text, Ct)) >= people);
    }

    private Task<T> ReadAsync<T>(Func<MatchmakingDb, Task<T>> read) => site.InScopeAsync(s => read(s.GetRequiredService<MatchmakingDb>()));

    private static List<string> Texts(Page page) => [.. page.Document.QuerySelectorAll("main .mm-notices strong").Select(s => s.TextContent)];
}
