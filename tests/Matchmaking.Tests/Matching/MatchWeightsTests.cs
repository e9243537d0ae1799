using Matchmaking.Initiatives;
using Matchmaking.Matching;
using Matchmaking.People;
using Matchmaking.Platform.Trail;
using Matchmaking.Testing;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Tests.Matching;

public sealed class MatchWeightsTests(TestDomain domain) : IClassFixture<TestDomain>, IAsyncLifetime
{
    private static readonly Actor Coordinator = new(Guid.CreateVersion7(), [(Office.Coordinator, MatchScene.Kuopio)]);

    private readonly MatchScene _scene = new(domain);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        foreach (var (code, points) in ImportMatchWeights.Defaults)
            await domain.ReadAsync(db => db.MatchWeights().Where(w => w.Code == code).ExecuteUpdateAsync(s => s.SetProperty(w => w.Points, points), Ct));
        await domain.ReadAsync(db => db.WeightChanges().ExecuteDeleteAsync(Ct));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_change_is_kept_with_who_and_when_and_twice_is_done_once()
    {
        var person = await _scene.PersonAsync();
        var actor = Coordinator with { PersonId = person };
        var wanted = With((ReasonCode.Skill, 5), (ReasonCode.Far, 0));
        Assert.Equal(ChangingWeights.Changed, await ChangeAsync(actor, ImportMatchWeights.Defaults, wanted));
        Assert.Equal(ChangingWeights.AsBefore, await ChangeAsync(actor, ImportMatchWeights.Defaults, wanted));
        Assert.Equal(wanted, await NowAsync());
        var rows = await domain.ReadAsync(db => db.WeightChanges().OrderBy(c => c.Code).ToListAsync(Ct));
        Assert.Equal([(ReasonCode.Skill, 30, 5, person), (ReasonCode.Far, 15, 0, person)], rows.OrderBy(r => (int)r.Code).Select(r => (r.Code, r.Before, r.After, r.ById!.Value)));
        Assert.Single(rows.Select(r => r.SaveId).Distinct());
        Assert.Equal(1, await domain.ReadAsync(db => db.Trail().CountAsync(t => t.What == "weights.changed" && t.By == person && t.About == rows[0].SaveId, Ct)));

        await domain.ReadAsync(db => db.People().Where(p => p.Id == person).ExecuteDeleteAsync(Ct));
        Assert.All(await domain.ReadAsync(db => db.WeightChanges().ToListAsync(Ct)), r => Assert.Null(r.ById));
    }

    [Fact]
    public async Task Of_two_at_once_the_second_is_told_and_overwrites_nothing()
    {
        var outcomes = await Task.WhenAll(
            ChangeAsync(await SomebodyAsync(), ImportMatchWeights.Defaults, With((ReasonCode.Skill, 5))),
            ChangeAsync(await SomebodyAsync(), ImportMatchWeights.Defaults, With((ReasonCode.Theme, 50))));
        Assert.Equal([ChangingWeights.Changed, ChangingWeights.Overtaken], outcomes.Order());
        Assert.Equal(1, await domain.ReadAsync(db => db.WeightChanges().CountAsync(Ct)));
    }

    [Fact]
    public async Task Who_has_no_office_or_is_suspended_neither_changes_nor_tries()
    {
        Actor[] others = [MatchScene.As(Guid.CreateVersion7()), new(Guid.CreateVersion7(), [(Office.Moderator, MatchScene.Kuopio)]), Coordinator with { Suspended = true }];
        foreach (var actor in others)
        {
            Assert.Equal(ChangingWeights.NotAllowed, await ChangeAsync(actor, ImportMatchWeights.Defaults, With((ReasonCode.Skill, 5))));
            Assert.Null(await TryAsync(actor, With((ReasonCode.Skill, 5))));
        }
        Assert.Equal(ImportMatchWeights.Defaults, await NowAsync());
        Assert.NotNull(await TryAsync(Coordinator, With((ReasonCode.Skill, 5))));
        Assert.Equal(ChangingWeights.Changed, await ChangeAsync(new((await SomebodyAsync()).PersonId, [(Office.Administrator, null)]), ImportMatchWeights.Defaults, With((ReasonCode.Skill, 5))));
    }

    [Fact]
    public async Task Trying_writes_nothing_and_says_what_the_run_then_does()
    {
        await domain.ReadAsync(db => db.Matches().ExecuteDeleteAsync(Ct));
        var people = new List<Guid>();
        for (var i = 0; i < 4; i++) people.Add(await _scene.PersonAsync());
        var bySkill = await _scene.InitiativeAsync(themes: []);
        for (var i = 0; i < 11; i++) await _scene.InitiativeAsync(themes: [MatchScene.Cleanup]);
        await _scene.RefreshAsync();
        var before = await FirstTenAsync(people);
        var wanted = With((ReasonCode.Theme, 0), (ReasonCode.Near, 1));
        var asBefore = await domain.ReadAsync(db => db.Matches().OrderBy(m => m.Id).Select(m => m.Score).ToListAsync(Ct));
        var preview = (await TryAsync(Coordinator, wanted))!;
        Assert.Equal(asBefore, await domain.ReadAsync(db => db.Matches().OrderBy(m => m.Id).Select(m => m.Score).ToListAsync(Ct)));
        Assert.Equal(ImportMatchWeights.Defaults, await NowAsync());
        Assert.Equivalent(preview, await TryAsync(Coordinator, wanted)); // the same again
        Assert.Equal(0, (await TryAsync(Coordinator, ImportMatchWeights.Defaults))!.PeopleChanged); // and no change is none

        Assert.Equal(ChangingWeights.Changed, await ChangeAsync(await SomebodyAsync(), ImportMatchWeights.Defaults, wanted));
        await _scene.RefreshAllAsync();
        var everybody = await domain.ReadAsync(db => db.People().WhoCanTakePart().Select(p => p.Id).ToListAsync(Ct));
        var after = await FirstTenAsync(everybody);
        var shownToNobody = await domain.ReadAsync(db => db.Initiatives().TakingDoers().Where(i => i.Roles.Any(r => r.Taken < r.Most)).Select(i => i.Id).ToListAsync(Ct));
        Assert.Equal(shownToNobody.Except(after.Values.SelectMany(l => l)).Count(), preview.After.ShownToNobody);
        Assert.NotEqual(before[people[0]], after[people[0]]); // the one that only asks for a skill stood behind the themes
        Assert.True(preview.PeopleChanged >= people.Count(p => !before[p].SequenceEqual(after[p])));
        Assert.Contains(bySkill.Id, after[people[0]]);
    }

    [Fact]
    public async Task The_sample_is_the_same_people_each_time_and_smaller_where_roles_are_many()
    {
        for (var i = 0; i < 60; i++) await _scene.PersonAsync();
        var sample = await SampleAsync(10);
        Assert.Equal(sample, await SampleAsync(10));
        Assert.Equal(sample.Take(50), await SampleAsync(1_000_000));
    }

    private async Task<Dictionary<Guid, List<Guid>>> FirstTenAsync(IReadOnlyCollection<Guid> people)
    {
        var matches = await domain.ReadAsync(db => db.Matches().AsNoTracking().Where(m => people.Contains(m.PersonId)).ToListAsync(Ct));
        return people.ToDictionary(p => p, p => matches.Where(m => m.PersonId == p).OrderByDescending(m => m.Score).ThenBy(m => m.RoleId).Select(m => m.InitiativeId).Distinct().Take(Match.MostPerPerson).ToList());
    }

    private async Task<Actor> SomebodyAsync() => Coordinator with { PersonId = await _scene.PersonAsync() };

    private static Dictionary<ReasonCode, int> With(params (ReasonCode Code, int Points)[] changed)
    {
        var wanted = ImportMatchWeights.Defaults.ToDictionary();
        foreach (var (code, points) in changed) wanted[code] = points;
        return wanted;
    }

    private Task<Dictionary<ReasonCode, int>> NowAsync() => domain.ReadAsync(db => db.MatchWeights().ToDictionaryAsync(w => w.Code, w => w.Points, Ct));

    private Task<ChangingWeights> ChangeAsync(Actor actor, IReadOnlyDictionary<ReasonCode, int> seen, IReadOnlyDictionary<ReasonCode, int> wanted) =>
        domain.RunAsync((ChangeMatchWeights change) => change.RunAsync(actor, seen, wanted, Ct));

    private Task<WeightPreview?> TryAsync(Actor actor, IReadOnlyDictionary<ReasonCode, int> wanted) => domain.RunAsync((PreviewMatchWeights preview) => preview.RunAsync(actor, wanted, Ct));

    private Task<List<Guid>> SampleAsync(int roles) => domain.RunAsync((PreviewMatchWeights preview) => preview.SampleAsync(roles, Ct));
}
