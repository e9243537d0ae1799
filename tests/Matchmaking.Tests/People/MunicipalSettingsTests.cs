using Matchmaking.Municipalities;
using Matchmaking.People;
using Matchmaking.Platform.Trail;
using Matchmaking.Testing;
using Matchmaking.Vocabulary;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Tests.People;

/// <summary>Who may decide what for a municipality: its coordinator and the administrator, and nobody else.</summary>
public sealed class MunicipalSettingsTests(TestDomain domain) : IClassFixture<TestDomain>
{
    private static readonly Guid Joensuu = Municipality.IdOf(Country.FI, "167");
    private static readonly Guid Vaasa = Municipality.IdOf(Country.FI, "905");

    private static readonly Actor Administrator = new(Guid.CreateVersion7(), [(Office.Administrator, null)]);
    private static readonly Actor Coordinator = new(Guid.CreateVersion7(), [(Office.Coordinator, Joensuu)]);

    public static TheoryData<string, Actor> Others => new()
    {
        { "resident", new(Guid.CreateVersion7(), []) },
        { "moderator", new(Guid.CreateVersion7(), [(Office.Moderator, Joensuu)]) },
        { "coordinator of another", new(Guid.CreateVersion7(), [(Office.Coordinator, Vaasa)]) },
        { "suspended", Coordinator with { Suspended = true } },
        { "suspended administrator", Administrator with { Suspended = true } },
    };

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_coordinator_changes_settings_and_the_next_reader_sees_them()
    {
        var catalog = domain.Services.GetRequiredService<MunicipalityCatalog>();
        var settings = (await catalog.GetAsync(Ct)).ById(Joensuu)!.Settings;
        var theme = (await domain.Services.GetRequiredService<VocabularyCatalog>().GetAsync(Ct)).Themes[0].Id;

        Assert.Empty(await ChangeAsync(Coordinator, settings with { BrandColour = "#0B5D7A", ThemeIds = [theme, Guid.CreateVersion7()] }));

        var after = (await catalog.GetAsync(Ct)).ById(Joensuu)!.Settings;
        Assert.Equal(("#0b5d7a", theme), (after.BrandColour, after.ThemeIds.Single()));
        Assert.Contains("municipality.settings", await TrailAsync(Coordinator));
    }

    [Fact]
    public async Task Faulty_settings_are_not_saved_and_leave_no_trail()
    {
        var settings = (await MunicipalityAsync()).Settings;
        var coordinator = Coordinator with { PersonId = Guid.CreateVersion7() };
        Assert.Equal([SettingsFault.ReplyDeadline], await ChangeAsync(coordinator, settings with { ReplyDeadlineDays = 61 }));
        Assert.Equal(settings.ReplyDeadlineDays, (await MunicipalityAsync()).Settings.ReplyDeadlineDays);
        Assert.Empty(await TrailAsync(coordinator));
    }

    [Theory]
    [MemberData(nameof(Others))]
    public async Task Nobody_else_does(string who, Actor actor)
    {
        var before = await MunicipalityAsync();
        var centre = before.Centre;
        Assert.Equal([SettingsFault.NotAllowed], await ChangeAsync(actor, before.Settings with { ReplyDeadlineDays = 3 }));
        Assert.Equal(AreaChange.NotAllowed, await AddAsync(actor, $"Alue {who}"));
        Assert.Equal(AreaChange.NotAllowed, await domain.RunAsync((ChangeArea w) => w.RunAsync(actor, Joensuu, centre.Id, "Muu", null, centre.Latitude, centre.Longitude, Ct)));
        Assert.Equal(AreaChange.NotAllowed, await domain.RunAsync((RemoveArea w) => w.RunAsync(actor, Joensuu, centre.Id, Ct)));
        Assert.Equal(Boarding.NotAllowed, await domain.RunAsync((JoinMunicipality w) => w.RunAsync(actor, Joensuu, Ct)));
        var after = await MunicipalityAsync();
        Assert.Equal((before.Settings.ReplyDeadlineDays, before.Areas.Count, centre.Name("fi")), (after.Settings.ReplyDeadlineDays, after.Areas.Count, after.Centre.Name("fi")));
    }

    [Fact]
    public async Task Areas_come_change_and_go()
    {
        Assert.Equal(AreaChange.Done, await AddAsync(Coordinator, "Noljakka"));
        Assert.Equal(AreaChange.NameTaken, await AddAsync(Administrator, "noljakka"));
        var area = (await MunicipalityAsync()).Areas.Single(a => a.NameFi == "Noljakka");
        Assert.Equal(AreaChange.Done, await domain.RunAsync((ChangeArea w) => w.RunAsync(Coordinator, Joensuu, area.Id, "Noljakka-Marjala", null, 62.6, 29.7, Ct)));
        Assert.Equal(AreaChange.Unknown, await domain.RunAsync((RemoveArea w) => w.RunAsync(Administrator, Vaasa, area.Id, Ct)));
        Assert.Equal(AreaChange.Done, await domain.RunAsync((RemoveArea w) => w.RunAsync(Coordinator, Joensuu, area.Id, Ct)));
        var gone = (await MunicipalityAsync()).Areas.Single(a => a.Id == area.Id);
        Assert.Equal("Noljakka-Marjala", gone.Name("fi"));
        Assert.NotNull(gone.RemovedAt);
    }

    [Fact]
    public async Task Of_two_who_add_the_same_area_at_once_one_does()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => AddAsync(Coordinator, "Rantakylä")));
        Assert.Single(outcomes, AreaChange.Done);
        Assert.Equal(5, outcomes.Count(o => o == AreaChange.NameTaken));
    }

    /// <summary>The control of the one above: without the lock both look before either has added.</summary>
    [Fact]
    public async Task Without_the_lock_two_areas_would_share_a_name()
    {
        await using var one = domain.Database.Open();
        await using var other = domain.Database.Open();
        foreach (var joensuu in new[] { await LoadAsync(one), await LoadAsync(other) }) Assert.Equal(AreaChange.Done, joensuu.AddArea("Penttilä", null, 62.6, 29.7));
        await one.SaveChangesAsync(Ct);
        await other.SaveChangesAsync(Ct);
        Assert.Equal(2, (await MunicipalityAsync()).Areas.Count(a => a.NameFi == "Penttilä"));

        static Task<Municipality> LoadAsync(Matchmaking.Platform.Data.MatchmakingDb db) => db.Municipalities().Include(m => m.Areas).SingleAsync(m => m.Id == Joensuu, Ct);
    }

    [Fact]
    public async Task Only_the_administrator_takes_a_municipality_on_board_and_once()
    {
        var vaasa = new Actor(Guid.CreateVersion7(), [(Office.Coordinator, Vaasa)]);
        Assert.Equal(Boarding.NotAllowed, await JoinAsync(vaasa, Vaasa));
        Assert.Equal(Boarding.Joined, await JoinAsync(Administrator, Vaasa));
        Assert.Equal(Boarding.AlreadyJoined, await JoinAsync(Administrator, Vaasa));
        Assert.Equal(Boarding.Unknown, await JoinAsync(Administrator, Guid.CreateVersion7()));
        Assert.True((await domain.Services.GetRequiredService<MunicipalityCatalog>().GetAsync(Ct)).ById(Vaasa)!.IsJoined);
    }

    [Fact]
    public async Task A_coordinator_of_anywhere_says_what_a_word_means()
    {
        var word = await domain.RunAsync((AddFreeWord add) => add.RunAsync(WordKind.Skill, "hitsaus", "fi", null, Ct));
        var tools = await domain.ReadAsync(db => db.Skills().SingleAsync(s => s.Key == "tools", Ct));
        foreach (var other in Others.Where(o => o.Data.Item1 != "coordinator of another"))
            Assert.Equal(Merging.NotAllowed, await MergeAsync(other.Data.Item2, word.WordId!.Value, tools.Id));
        Assert.Equal(Merging.Unknown, await MergeAsync(Coordinator, word.WordId!.Value, Guid.CreateVersion7()));
        Assert.Equal(Merging.Merged, await MergeAsync(Coordinator, word.WordId!.Value, tools.Id));
        Assert.Equal(Merging.AlreadyMerged, await MergeAsync(Administrator, word.WordId!.Value, tools.Id));
        var vocabulary = await domain.Services.GetRequiredService<VocabularyCatalog>().GetAsync(Ct);
        Assert.Equal(tools.Id, vocabulary.Meant(WordKind.Skill, "Hitsaus", "fi")!.Id);
    }

    private Task<IReadOnlyList<SettingsFault>> ChangeAsync(Actor actor, MunicipalitySettings settings) =>
        domain.RunAsync((ChangeMunicipalitySettings change) => change.RunAsync(actor, Joensuu, settings, Ct));

    private Task<AreaChange> AddAsync(Actor actor, string name) =>
        domain.RunAsync((AddArea add) => add.RunAsync(actor, Joensuu, name, null, 62.6, 29.7, Ct));

    private Task<Boarding> JoinAsync(Actor actor, Guid id) => domain.RunAsync((JoinMunicipality join) => join.RunAsync(actor, id, Ct));

    private Task<Merging> MergeAsync(Actor actor, Guid word, Guid row) => domain.RunAsync((MergeFreeWord merge) => merge.RunAsync(actor, word, row, Ct));

    private Task<Municipality> MunicipalityAsync() => domain.ReadAsync(db => db.Municipalities().AsNoTracking().Include(m => m.Areas).SingleAsync(m => m.Id == Joensuu, Ct));

    private Task<List<string>> TrailAsync(Actor actor) => domain.ReadAsync(db => db.Trail().Where(t => t.By == actor.PersonId).Select(t => t.What).ToListAsync(Ct));
}
