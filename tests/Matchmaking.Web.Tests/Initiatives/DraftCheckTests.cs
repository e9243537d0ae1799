using Matchmaking.Initiatives;
using Matchmaking.Municipalities;
using Matchmaking.Platform.Data;
using Matchmaking.Testing;
using Matchmaking.Vocabulary;
using Matchmaking.Web.Components;
using Matchmaking.Web.Initiatives.Drafts;
using Matchmaking.Web.Tests.Components.Language;
using Matchmaking.Web.Tests.Municipalities;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Matchmaking.Web.Tests.Initiatives;

/// <summary>What may be stored of what was typed. The clock stands at <see cref="Speaking.Now"/>, 25 March 2021.</summary>
public sealed class DraftCheckTests(TestSite site) : IClassFixture<TestSite>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static readonly DraftWords Good = new()
    {
        Title = "Siivoustalkoot",
        Why = "Ranta on roskainen.",
        Language = "fi",
        MunicipalityId = Official.Joensuu,
        Roles = [new() { Title = "Auttaja", Least = "2", Most = "5" }],
    };

    [Fact]
    public async Task Complete_words_have_no_faults_and_come_back_clean()
    {
        var (errors, words, roles) = await CheckAsync(Good with { Title = "  Siivous\u202Etalkoot ", Date = "2021-05-08", Time = "10.00" });

        Assert.Empty(errors);
        Assert.Equal(("Siivoustalkoot", new DateTime(2021, 5, 8, 10, 0, 0)), (words.Title, words.StartsAt));
        Assert.Equal((2, 5), (roles.Single().Words.Least, roles.Single().Words.Most));
    }

    [Fact]
    public async Task An_hour_that_the_clocks_leave_out_is_told_with_the_next_that_exists()
    {
        var error = Assert.Single((await CheckAsync(Good with { Date = "2021-03-28", Time = "03:30" })).Errors);
        Assert.Equal("Input.Time", error.Name);
        Assert.Contains("4.00", error.Message);
    }

    [Fact]
    public async Task An_hour_that_comes_twice_is_taken() => Assert.Empty((await CheckAsync(Good with { Date = "2021-10-31", Time = "03:30" })).Errors);

    [Theory]
    [InlineData("2021-03-24", "10:00", "Input.Date")] // yesterday
    [InlineData("2023-03-26", "10:00", "Input.Date")] // in more than two years
    [InlineData("2021-02-29", "10:00", "Input.Date")]
    [InlineData("8.9.21", "10:00", "Input.Date")]
    [InlineData("", "10:00", "Input.Date")]
    [InlineData("2021-09-08", "", "Input.Time")]
    [InlineData("2021-09-08", "23:59:60", "Input.Time")]
    public async Task A_moment_that_is_none_names_its_field(string date, string time, string field) =>
        Assert.Equal(field, Assert.Single((await CheckAsync(Good with { Date = date, Time = time })).Errors).Name);

    [Fact]
    public async Task Rows_in_which_nothing_was_said_are_passed_by()
    {
        var (errors, _, roles) = await CheckAsync(Good with { Roles = [new() { Least = "7" }, new() { Title = "Auttaja" }, new()] });
        Assert.Empty(errors);
        Assert.Equal(("Auttaja", 1, 1), (Assert.Single(roles).Words.Title, roles[0].Words.Least, roles[0].Words.Most));
    }

    [Fact]
    public async Task A_row_that_says_something_needs_a_title_and_one_row_is_needed()
    {
        Assert.Equal("Input.Roles[1].Title", Assert.Single((await CheckAsync(Good with { Roles = [new() { Title = "Auttaja" }, new() { Description = "Keittää kahvit" }] })).Errors).Name);
        Assert.Equal("Input.Roles[0].Title", Assert.Single((await CheckAsync(Good with { Roles = [new(), new()] })).Errors).Name);
    }

    [Fact]
    public async Task Lengths_are_counted_as_people_count_but_never_beyond_the_column()
    {
        Assert.Empty((await CheckAsync(Good with { Title = string.Concat(Enumerable.Repeat("é", 80)) })).Errors);
        Assert.Equal("Input.Title", Assert.Single((await CheckAsync(Good with { Title = new string('a', 81) })).Errors).Name);
        Assert.Equal("Input.Title", Assert.Single((await CheckAsync(Good with { Title = string.Concat(Enumerable.Repeat("👩‍👩‍👧‍👦", 30)) })).Errors).Name); // 30 for people, 210 for the column
    }

    [Fact]
    public async Task An_area_of_another_municipality_is_refused()
    {
        var elsewhere = await site.InScopeAsync(s => s.GetRequiredService<MatchmakingDb>().Areas().Where(a => a.MunicipalityId == Official.Vaasa).Select(a => a.Id).FirstAsync(Ct));
        var own = await site.InScopeAsync(s => s.GetRequiredService<MatchmakingDb>().Areas().Where(a => a.MunicipalityId == Official.Joensuu).Select(a => a.Id).FirstAsync(Ct));
        Assert.Equal("Input.Area", Assert.Single((await CheckAsync(Good with { AreaId = elsewhere })).Errors).Name);
        Assert.Empty((await CheckAsync(Good with { AreaId = own })).Errors);
    }

    [Fact]
    public async Task A_theme_is_no_purpose_and_six_themes_are_too_many()
    {
        var themes = (await site.Services.GetRequiredService<VocabularyCatalog>().GetAsync(Ct)).Themes.Select(t => t.Id).ToArray();
        Assert.Equal("Input.Purpose", Assert.Single((await CheckAsync(Good with { PurposeId = themes[0] })).Errors).Name);
        Assert.Equal("Input.Themes", Assert.Single((await CheckAsync(Good with { ThemeIds = themes[..6] })).Errors).Name);
        Assert.Empty((await CheckAsync(Good with { ThemeIds = themes[..5] })).Errors);
    }

    private Task<(IReadOnlyList<FormError> Errors, InitiativeWords Words, IReadOnlyList<CheckedRole> Roles)> CheckAsync(DraftWords words) => site.InScopeAsync(async s =>
    {
        Speaking.Speak("fi-FI");
        var areas = await s.GetRequiredService<MatchmakingDb>().Areas().Where(a => a.MunicipalityId == words.MunicipalityId).ToListAsync(Ct);
        var choices = new DraftChoices(await s.GetRequiredService<VocabularyCatalog>().GetAsync(Ct), await s.GetRequiredService<MunicipalityCatalog>().GetAsync(Ct), areas);
        var errors = new FormErrors();
        var check = new DraftCheck(choices, errors, s.GetRequiredService<IStringLocalizer<Matchmaking.Web.Initiatives.Drafts.Texts>>(), Speaking.Dates, Speaking.Now);
        var clean = check.All(words, out var roles);
        return (errors.All, clean, roles);
    });
}
