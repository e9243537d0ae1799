using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Testing;
using Matchmaking.Vocabulary;
using Matchmaking.Web.Tests.Municipalities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Web.Tests.Account;

/// <summary>Words of one's own in the profile.</summary>
public sealed class MyProfilePageTests(TestSite site) : IClassFixture<TestSite>
{
    private const string Profile = "/en/me/profile";
    private static readonly Guid Tools = StableId.Of("skill", "tools"), Van = StableId.Of("skill", "van"), Music = StableId.Of("theme", "music");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Post_of_known_words_ticks_their_rows_in_any_language()
    {
        var (person, visitor) = await VisitorAsync();
        var said = await PostAsync(visitor, ("Input.OwnThemes", "musiikki"), ("Input.OwnSkills", "Skåpbil, drill"));
        Assert.Contains("We understood your words: musiikki = Music, Skåpbil = A van and drill = Own tools.", said.Text(".mm-status"), StringComparison.Ordinal);
        Assert.Equal(["music"], Ticked(said, "Input.Themes"));
        Assert.Equal(["tools", "van"], Ticked(said, "Input.Skills").Order());
        Assert.Equal(("", ""), (Value(said, "Input.OwnThemes"), Value(said, "Input.OwnSkills")));
        var kept = await ReadAsync(person);
        Assert.Equal(Music, Assert.Single(kept.ThemeIds));
        Assert.Equal(new[] { Tools, Van }.Order(), kept.SkillIds.Order());
        Assert.Empty(kept.WordIds);
    }

    [Fact]
    public async Task Post_of_an_unknown_word_keeps_it_waiting_until_it_is_unticked()
    {
        var (person, visitor) = await VisitorAsync();
        var page = await PostAsync(visitor, ("Input.OwnSkills", "kiveily, transport"));
        Assert.Contains("wait until a coordinator", page.Text(".mm-status"), StringComparison.Ordinal);
        var word = Assert.Single((await ReadAsync(person)).WordIds).ToString();
        Assert.Equal([word], Ticked(page, "Input.SkillWords"));
        Assert.Empty(page.Document.QuerySelectorAll("[name='Input.ThemeWords']"));

        page = await PostAsync(visitor, ("Input.OwnSkills", "KIVEILY")); // said again it is not counted again
        Assert.Equal([word], Ticked(page, "Input.SkillWords"));
        Assert.Equal(1, await site.InScopeAsync(s => s.GetRequiredService<MatchmakingDb>().FreeWords().Where(w => w.Id == Guid.Parse(word)).Select(w => w.TimesSaid).SingleAsync(Ct)));

        page = await PostAsync(visitor, ("Input.SkillWords", null));
        Assert.Empty(page.Document.QuerySelectorAll("[name='Input.SkillWords']"));
        Assert.Empty((await ReadAsync(person)).WordIds);
        Assert.Equal(["van"], Ticked(page, "Input.Skills"));
    }

    [Theory]
    [InlineData("Input.OwnThemes", "040 1234567")]
    [InlineData("Input.OwnSkills", "aino@example.org")]
    [InlineData("Input.OwnSkills", "a sentence that is much too long to be a word")]
    public async Task Post_of_what_is_no_word_says_so_beside_the_field_and_keeps_what_was_typed(string field, string typed)
    {
        var (person, visitor) = await VisitorAsync();
        var page = await visitor.PostAsync(await visitor.GetPageAsync(Profile, Ct), "profile", new Dictionary<string, object?> { [field] = $"sorting, {typed}", ["Input.Skills"] = new[] { "van" }, ["Input.Name"] = "" }, Ct);
        var id = field.Replace('.', '-');
        Assert.Contains("without digits, @ and slashes", page.Text($"#{id}-e"), StringComparison.Ordinal);
        Assert.Equal(2, page.Document.QuerySelectorAll($".ds-error-summary a[href$='#{id}'], .ds-error-summary a[href$='#Input-Name']").Length);
        Assert.Equal($"sorting, {typed}", Value(page, field));
        Assert.Equal(["van"], Ticked(page, "Input.Skills"));
        Assert.Empty((await ReadAsync(person)).SkillIds);
        Assert.False(await site.InScopeAsync(s => s.GetRequiredService<MatchmakingDb>().FreeWords().AnyAsync(w => w.Folded == "sorting", Ct)));
    }

    [Fact]
    public async Task Post_of_too_many_words_says_so_and_stores_none()
    {
        var (person, visitor) = await VisitorAsync();
        var many = string.Join(", ", Enumerable.Range(0, Person.MostWords + 1).Select(i => $"many{(char)('a' + i)}"));
        var page = await visitor.PostAsync(await visitor.GetPageAsync(Profile, Ct), "profile", new Dictionary<string, object?> { ["Input.OwnThemes"] = many }, Ct);
        Assert.Contains("20 words", page.Text("#Input-OwnThemes-e"), StringComparison.Ordinal);
        Assert.Empty((await ReadAsync(person)).WordIds);
        Assert.False(await site.InScopeAsync(s => s.GetRequiredService<MatchmakingDb>().FreeWords().AnyAsync(w => w.Folded == "manya", Ct)));
    }

    [Fact]
    public async Task A_word_that_was_merged_is_ticked_as_its_row_with_the_word_and_saving_makes_it_the_row()
    {
        var (person, visitor) = await VisitorAsync();
        await PostAsync(visitor, ("Input.OwnSkills", "pakukuski"));
        var word = Assert.Single((await ReadAsync(person)).WordIds);
        await DecideAsync((MergeFreeWord merge, Actor by) => merge.RunAsync(by, word, Van, Ct));

        var page = await visitor.GetPageAsync(Profile, Ct);
        Assert.Equal(["van"], Ticked(page, "Input.Skills"));
        Assert.Empty(page.Document.QuerySelectorAll("[name='Input.SkillWords']"));
        Assert.Contains("From your word pakukuski", page.Text("main"), StringComparison.Ordinal);
        Assert.Empty((await ReadAsync(person)).SkillIds);

        page = await PostAsync(visitor);
        Assert.DoesNotContain("pakukuski", page.Body, StringComparison.Ordinal);
        var kept = await ReadAsync(person);
        Assert.Equal(Van, Assert.Single(kept.SkillIds));
        Assert.Empty(kept.WordIds);
    }

    /// <summary>The form was opened while the word waited; meanwhile it was merged.</summary>
    [Fact]
    public async Task Post_of_a_form_that_is_older_than_the_merging_keeps_the_meaning()
    {
        var (person, visitor) = await VisitorAsync();
        await PostAsync(visitor, ("Input.OwnThemes", "humina"));
        var opened = await visitor.GetPageAsync(Profile, Ct);
        var word = Assert.Single((await ReadAsync(person)).WordIds);
        await DecideAsync((MergeFreeWord merge, Actor by) => merge.RunAsync(by, word, Music, Ct));
        var page = await visitor.FollowAsync(await visitor.PostAsync(opened, "profile", ct: Ct), Ct);
        Assert.Equal(["music"], Ticked(page, "Input.Themes"));
        Assert.Single(page.Document.QuerySelectorAll("[data-field=description]"), d => d.TextContent.Contains("humina", StringComparison.Ordinal)); // not among what one never wants
    }

    [Fact]
    public async Task A_word_that_was_set_aside_is_gone_and_is_told_when_it_is_typed_again()
    {
        var (person, visitor) = await VisitorAsync();
        await PostAsync(visitor, ("Input.OwnThemes", "kaikenlaista"));
        var word = Assert.Single((await ReadAsync(person)).WordIds);
        await DecideAsync((SetAsideFreeWord aside, Actor by) => aside.RunAsync(by, word, Ct));
        Assert.DoesNotContain("kaikenlaista", (await visitor.GetPageAsync(Profile, Ct)).Body, StringComparison.Ordinal);
        var page = await PostAsync(visitor, ("Input.OwnThemes", "kaikenlaista"));
        Assert.Contains("We do not use these words in suggestions: kaikenlaista", page.Text(".mm-status"), StringComparison.Ordinal);
        Assert.Empty((await ReadAsync(person)).WordIds);
    }

    private async Task<(Person Person, Visitor Visitor)> VisitorAsync()
    {
        var now = site.Clock.GetUtcNow();
        var person = Person.New($"{Guid.CreateVersion7():N}@example.org", "en", now);
        person.EmailConfirmed = true;
        person.Welcome("Aino", under18: false, Official.Joensuu, now);
        await site.SaveAsync(db => db.Add(person));
        return (person, await site.SignInAsync(person));
    }

    /// <summary>Saves the profile as it is shown but for these, and comes back to it.</summary>
    private static async Task<Page> PostAsync(Visitor visitor, params (string Field, string? Value)[] values) => await visitor.FollowAsync(
        await visitor.PostAsync(await visitor.GetPageAsync(Profile, Ct), "profile", values.ToDictionary(v => v.Field, v => (object?)v.Value), Ct), Ct);

    private Task DecideAsync<T>(Func<T, Actor, Task<Merging>> decide) where T : notnull => site.InScopeAsync(async s =>
        Assert.True(await decide(s.GetRequiredService<T>(), new(Guid.CreateVersion7(), [(Office.Coordinator, Official.Joensuu)])) is Merging.Merged or Merging.SetAside));

    private Task<Person> ReadAsync(Person person) => site.InScopeAsync(s => s.GetRequiredService<MatchmakingDb>().People().AsNoTracking().SingleAsync(p => p.Id == person.Id, Ct));

    private static List<string> Ticked(Page page, string name) => [.. page.Document.QuerySelectorAll($"[name='{name}'][checked]").Select(e => e.GetAttribute("value")!)];

    private static string Value(Page page, string name) => page.Document.QuerySelector($"[name='{name}']")!.GetAttribute("value") ?? "";
}
