using Matchmaking.Initiatives;
using Matchmaking.Matching;
using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Matchmaking.Tests.Matching;

/// <summary>The night's run and the marks come to the same end, write only what is another, and stand in each other's way for a moment at most.</summary>
public sealed class MatchingRunsTests(TestDomain domain) : IClassFixture<TestDomain>, IAsyncLifetime
{
    private readonly MatchScene _scene = new(domain);
    private readonly Random _random = new(5);
    private Guid _starter;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _scene.EmptyAsync();
        _starter = await _scene.PersonAsync(MatchScene.Profile() with { MunicipalityId = null, ThemeIds = [], SkillIds = [] });
    }

    public ValueTask DisposeAsync() => default;

    [Fact]
    public async Task A_changed_role_ends_as_if_everybody_had_been_looked_at()
    {
        var (people, initiatives) = await WorldAsync(people: 60, initiatives: 40);
        await _scene.RefreshAllAsync();
        Assert.True(await domain.ReadAsync(db => db.Matches().GroupBy(m => m.PersonId).CountAsync(g => g.Count() == Match.MostPerPerson, Ct)) > 20); // the tenth is there to be displaced
        Func<Task>[] changes =
        [
            () => NewAsync(),
            () => ChangeAsync(initiatives[0], i => i.SetProperty(x => x.ThemeIds, Themes(3))),
            () => ChangeAsync(initiatives[1], i => i.SetProperty(x => x.Online, true)),
            () => ChangeAsync(initiatives[2], i => i.SetProperty(x => x.State, InitiativeState.Paused)),
            () => ChangeAsync(initiatives[2], i => i.SetProperty(x => x.State, InitiativeState.Open)),
            () => ChangeAsync(initiatives[3], i => i.SetProperty(x => x.MunicipalityId, MatchScene.Kuopio)),
            () => ChangeAsync(initiatives[4], i => i.SetProperty(x => x.Language, "sv")),
            () => _scene.JoinAsync(people[0], initiatives[5]),
            () => domain.RunAsync((ChangeProfile change) => change.RunAsync(people[1], Profile(), Ct)),
        ];
        var changed = 0;
        foreach (var change in changes)
        {
            var before = await RowsAsync();
            await change();
            Assert.True(await _scene.RefreshAsync() > 0);
            var after = await RowsAsync();
            if (!before.SequenceEqual(after)) changed++;
            Assert.Equal(0, await _scene.RefreshAllAsync());
            Assert.Equal(after, await RowsAsync());
        }
        Assert.True(changed >= 6, $"{changed} of {changes.Length} changed anything");
        await domain.ReadAsync(db => db.Initiatives().Where(i => i.Id == initiatives[6].Id).ExecuteUpdateAsync(i => i.SetProperty(x => x.State, InitiativeState.Paused), Ct));
        Assert.NotEqual(0, await _scene.RefreshAllAsync()); // the control: a change without a mark is left to the night
    }

    [Fact]
    public async Task Every_stored_reason_and_score_comes_out_again_from_the_facts()
    {
        var (people, _) = await WorldAsync(people: 40, initiatives: 30);
        await _scene.RefreshAllAsync();
        var facts = (await domain.RunAsync((ReadFacts read) => read.OfPeopleAsync([.. people], domain.Clock.GetUtcNow(), Ct))).ToDictionary(p => p.Id);
        var roles = (await domain.RunAsync((ReadFacts read) => read.OpenRolesAsync(Ct))).All.ToDictionary(r => r.RoleId);
        var scoring = await domain.RunAsync((ReadFacts read) => read.ScoringAsync(Ct));
        var stored = await domain.ReadAsync(db => db.Matches().AsNoTracking().ToListAsync(Ct));
        Assert.True(stored.Count > 100 && stored.Sum(m => m.Lowered.Count) > 20 && stored.Any(m => m.Lowered.Any(r => r.Code == ReasonCode.NotThisKind)), $"{stored.Count} rows");
        foreach (var match in stored)
        {
            var again = scoring.Score(facts[match.PersonId], roles[match.RoleId])!;
            Assert.Equal((match.Score, string.Join(',', match.Reasons), string.Join(',', match.Lowered)), (again.Score, string.Join(',', again.Reasons), string.Join(',', again.Lowered)));
        }
    }

    [Fact]
    public async Task A_second_night_writes_nothing_and_says_what_it_did()
    {
        var (people, _) = await WorldAsync(people: 40, initiatives: 30);
        var first = await NightAsync();
        Assert.True(first.Kept.Added > 100);
        Assert.Equal((people.Count + 1) * 30L, first.Scored + first.Pruned); // and the starter
        Assert.True(first is { Scored: > 0, Pruned: > 0 });
        var before = await RowsAsync();
        Assert.Equal(Kept.Nothing, (await NightAsync()).Kept);
        Assert.Equal(before, await RowsAsync());
        await domain.ReadAsync(db => db.MatchWeights().Where(w => w.Code == ReasonCode.Theme).ExecuteUpdateAsync(w => w.SetProperty(x => x.Points, 21), Ct));
        Assert.True((await NightAsync()).Kept.Changed > 0); // the control
        Assert.NotEqual(before, await RowsAsync());
        await domain.ReadAsync(db => db.MatchWeights().Where(w => w.Code == ReasonCode.Theme).ExecuteUpdateAsync(w => w.SetProperty(x => x.Points, 20), Ct));
    }

    [Fact]
    public async Task A_night_that_was_broken_off_leaves_whole_people_and_is_made_good_by_the_next()
    {
        await WorldAsync(people: 40, initiatives: 20);
        await _scene.RefreshAllAsync();
        var expected = await PairsAsync();
        var last = expected.Select(p => p.PersonId).MaxBy(KeepMatches.PartOf);
        await domain.ReadAsync(db => db.Matches().ExecuteDeleteAsync(Ct));
        await using var source = NpgsqlDataSource.Create(domain.Database.ConnectionString);
        await using (var refuse = source.CreateCommand($"create trigger refuse before insert on match for each row when (new.person_id = '{last}') execute function suppress_redundant_updates_trigger()"))
            await refuse.ExecuteNonQueryAsync(Ct); // a trigger that is for updates only fails on every insert
        await Assert.ThrowsAnyAsync<Exception>(() => domain.RunAsync((RefreshAllMatches night) => night.LookAtAllAsync(Ct, peopleAtOnce: 1)));
        var left = await PairsAsync();
        Assert.NotEmpty(left);
        Assert.DoesNotContain(left, p => p.PersonId == last);
        foreach (var person in left.GroupBy(p => p.PersonId)) Assert.Equal(expected.Where(p => p.PersonId == person.Key).ToHashSet(), person.ToHashSet());
        await domain.ReadAsync(db => db.Database.ExecuteSqlAsync($"drop trigger refuse on match", Ct));
        await _scene.RefreshAllAsync();
        Assert.Equal(expected, await PairsAsync());
    }

    [Fact]
    public async Task While_the_night_holds_some_people_others_are_looked_at_and_the_same_ones_wait()
    {
        var people = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _scene.PersonAsync()));
        var (held, free) = (people[0], people.First(p => KeepMatches.PartOf(p) != KeepMatches.PartOf(people[0])));
        await _scene.RefreshAsync();
        await using var scope = domain.Services.CreateAsyncScope();
        var night = scope.ServiceProvider.GetRequiredService<MatchmakingDb>();
        Task<int> waiting = Task.FromResult(0);
        await night.InTransactionAsync(async () =>
        {
            await scope.ServiceProvider.GetRequiredService<KeepMatches>().LockAsync([KeepMatches.PartOf(held)], Ct);
            await _scene.SaveAsync(db => db.MatchPending(MatchCause.Person, free));
            Assert.Equal(1, await _scene.RefreshAsync());
            await _scene.SaveAsync(db => db.MatchPending(MatchCause.Person, held));
            waiting = _scene.RefreshAsync();
            await Task.WhenAny(waiting, Task.Delay(500, Ct));
            Assert.False(waiting.IsCompleted);
        }, Ct);
        Assert.Equal(1, await waiting);
    }

    [Fact]
    public async Task What_was_seen_is_counted_once_for_a_person_and_outlives_the_match()
    {
        var (one, other) = (await _scene.PersonAsync(), await _scene.PersonAsync());
        var initiative = await _scene.InitiativeAsync();
        await _scene.RefreshAsync();
        foreach (var (person, seen) in new[] { (one, 1), (one, 1), (other, 2) })
        {
            var match = (await _scene.MatchAsync(person, initiative))!;
            await domain.RunAsync((SeeMatches see) => see.RunAsync(person, [match.Id], Ct));
            Assert.Equal(seen, await SeenAsync());
        }
        var foreign = (await _scene.MatchAsync(one, initiative))!;
        await domain.ReadAsync(db => db.Matches().ExecuteUpdateAsync(m => m.SetProperty(x => x.SeenAt, (DateTimeOffset?)null), Ct));
        Assert.Equal(0, await domain.RunAsync((SeeMatches see) => see.RunAsync(other, [foreign.Id], Ct))); // nobody sees for another
        await domain.ReadAsync(db => db.Matches().ExecuteDeleteAsync(Ct));
        Assert.Equal(2, await SeenAsync());

        async Task<int> SeenAsync() => (await domain.RunAsync((ReadFacts read) => read.OpenRolesAsync(Ct))).All.Single(r => r.InitiativeId == initiative.Id).SeenBy;
    }

    private Task<Matched> NightAsync() => domain.RunAsync((RefreshAllMatches night) => night.LookAtAllAsync(Ct));

    private async Task<(List<Guid> People, List<Initiative> Initiatives)> WorldAsync(int people, int initiatives)
    {
        var (everybody, all) = (new List<Guid>(), new List<Initiative>());
        for (var i = 0; i < people; i++)
        {
            var person = await _scene.PersonAsync(Profile());
            everybody.Add(person);
            if (_random.Next(3) == 0) await _scene.SaveAsync(db => db.Add(new LoweredTheme { PersonId = person, ThemeId = Themes(1)[0], At = domain.Clock.GetUtcNow() }));
        }
        for (var i = 0; i < initiatives; i++) all.Add(await NewAsync());
        return (everybody, all);
    }

    private async Task<Initiative> NewAsync()
    {
        var words = new InitiativeWords("Talkoot", "Yhdessä.", "", "fi", _random.Next(4) == 0 ? MatchScene.Kuopio : MatchScene.Joensuu, null, _random.Next(6) == 0, "", "", null, Times(), Themes(2), null);
        var initiative = Initiative.Post(_starter, words, [new RoleWords("Tekijä", "", Skills(2), 1, 3, (Effort)_random.Next(8))], domain.Clock.GetUtcNow());
        await _scene.SaveAsync(db => { db.Add(initiative); db.MatchPending(MatchCause.Initiative, initiative.Id); });
        return initiative;
    }

    private Profile Profile() => new("Aino Example", _random.Next(5) == 0 ? MatchScene.Kuopio : MatchScene.Joensuu, null, Themes(3), Skills(3), _random.Next(2) == 0 ? ["fi"] : ["fi", "sv"],
        Times(), (Effort)_random.Next(8), _random.Next(4) == 0 ? Themes(1) : [], true);

    private int Times() => _random.Next(2) == 0 ? 0 : _random.Next(1 << 21);

    private Guid[] Themes(int most) => [.. _random.GetItems(new[] { "cleanup", "music", "food", "nature", "exercise", "culture" }, most).Distinct().Select(key => StableId.Of("theme", key))];

    private Guid[] Skills(int most) => [.. _random.GetItems(new[] { "van", "tools", "baking", "photography" }, most).Distinct().Select(key => StableId.Of("skill", key))];

    private async Task ChangeAsync(Initiative initiative, Action<Microsoft.EntityFrameworkCore.Query.UpdateSettersBuilder<Initiative>> change)
    {
        await domain.ReadAsync(db => db.Initiatives().Where(i => i.Id == initiative.Id).ExecuteUpdateAsync(change, Ct));
        await _scene.SaveAsync(db => db.MatchPending(MatchCause.Initiative, initiative.Id));
    }

    private Task<List<(Guid PersonId, Guid RoleId)>> PairsAsync() => domain.ReadAsync(async db =>
        (await db.Matches().OrderBy(m => m.PersonId).ThenBy(m => m.RoleId).Select(m => new { m.PersonId, m.RoleId }).ToListAsync(Ct)).Select(m => (m.PersonId, m.RoleId)).ToList());

    /// <summary>Every row as it stands in the table: one that was written again would have another version and place.</summary>
    private Task<List<string>> RowsAsync() => domain.ReadAsync(db => db.Database.SqlQuery<string>($"select concat_ws(' ', m.*, m.xmin, m.ctid) as \"Value\" from match m order by 1").ToListAsync(Ct));
}
