using Matchmaking.Initiatives;
using Matchmaking.Matching;
using Matchmaking.People;
using Matchmaking.Testing;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Tests.Matching;

public sealed class RefreshMatchesTests(TestDomain domain) : IClassFixture<TestDomain>, IAsyncLifetime
{
    private readonly MatchScene _scene = new(domain);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _scene.EmptyAsync();

    public ValueTask DisposeAsync() => default;

    [Fact]
    public async Task A_new_initiative_is_there_once_the_job_has_run_and_not_before()
    {
        var person = await _scene.PersonAsync();
        await _scene.RefreshAsync();
        var initiative = await _scene.InitiativeAsync();
        Assert.DoesNotContain(initiative.Id, await _scene.ShownAsync(person));
        await _scene.RefreshAsync();
        Assert.Contains(initiative.Id, await _scene.ShownAsync(person));
        var match = (await _scene.MatchAsync(person, initiative))!;
        Assert.Equal(
            [new(ReasonCode.Skill, MatchScene.Van), new(ReasonCode.Theme, MatchScene.Cleanup), new(ReasonCode.Near)], match.Reasons.Take(3));
        Assert.Contains(new Reason(ReasonCode.LastMissing), match.Reasons);
        Assert.Equal(match.ProfileVersion, await domain.ReadAsync(db => db.People().Where(p => p.Id == person).Select(p => p.ProfileVersion).SingleAsync(Ct)));
    }

    [Fact]
    public async Task A_changed_profile_changes_the_matches()
    {
        var initiative = await _scene.InitiativeAsync();
        var person = await _scene.PersonAsync(MatchScene.Profile(never: [MatchScene.Cleanup]));
        await _scene.RefreshAsync();
        Assert.Null(await _scene.MatchAsync(person, initiative));
        await domain.RunAsync((ChangeProfile change) => change.RunAsync(person, MatchScene.Profile(), Ct));
        await _scene.RefreshAsync();
        Assert.NotNull(await _scene.MatchAsync(person, initiative));
        await domain.RunAsync((ChangeProfile change) => change.RunAsync(person, MatchScene.Profile(municipality: MatchScene.Kuopio), Ct));
        await _scene.RefreshAsync();
        Assert.Null(await _scene.MatchAsync(person, initiative));
    }

    [Fact]
    public async Task Running_twice_changes_nothing()
    {
        var person = await _scene.PersonAsync();
        var initiative = await _scene.InitiativeAsync();
        await _scene.RefreshAsync();
        var before = await Rows();
        Assert.Equal(0, await _scene.RefreshAsync());
        Assert.Equal(before, await Rows());
        await _scene.SaveAsync(db => { db.MatchPending(MatchCause.Person, person); db.MatchPending(MatchCause.Initiative, initiative.Id); });
        Assert.Equal(2, await _scene.RefreshAsync());
        Assert.Equal(before, await Rows());

        Task<List<string>> Rows() => domain.ReadAsync(async db => (await db.Matches().AsNoTracking().ToListAsync(Ct)).Select(m => $"{m.Id} {m.Score} {m.ComputedAt:O}").Order().ToList());
    }

    [Fact]
    public async Task The_night_finds_the_same_as_the_marks()
    {
        var person = await _scene.PersonAsync();
        var initiative = await _scene.InitiativeAsync();
        await _scene.RefreshAsync();
        var byMarks = await Kept();
        await domain.ReadAsync(db => db.Matches().Where(m => m.PersonId == person).ExecuteDeleteAsync(Ct));
        await _scene.RefreshAllAsync();
        Assert.Contains(initiative.Id, (await _scene.MatchesOfAsync(person)).Select(m => m.InitiativeId));
        Assert.Equal(byMarks, await Kept());
        Assert.Equal(0, await _scene.RefreshAllAsync());

        Task<List<string>> Kept() => domain.ReadAsync(async db => (await db.Matches().AsNoTracking().Where(m => m.PersonId == person).ToListAsync(Ct)).Select(m => $"{m.PersonId} {m.RoleId} {m.Score} {string.Join(',', m.Reasons)}").Order().ToList());
    }

    [Fact]
    public async Task Two_runs_at_once_make_one_row_each()
    {
        var people = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => _scene.PersonAsync()));
        var initiatives = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => _scene.InitiativeAsync()));
        await _scene.SaveAsync(db => { foreach (var person in people) db.MatchPending(MatchCause.Person, person); });
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => _scene.RefreshAsync()));
        foreach (var person in people)
            Assert.Equal(initiatives.Select(i => i.Id).Order(), (await _scene.MatchesOfAsync(person)).Select(m => m.InitiativeId).Intersect(initiatives.Select(i => i.Id)).Order());
        Assert.Equal(0, await domain.ReadAsync(db => db.MatchPendings().CountAsync(p => people.Contains(p.AboutId), Ct)));
    }

    [Fact]
    public async Task The_database_refuses_a_second_row_for_a_person_and_a_role()
    {
        var person = await _scene.PersonAsync();
        var initiative = await _scene.InitiativeAsync();
        await _scene.RefreshAsync();
        await Assert.ThrowsAsync<DbUpdateException>(() => _scene.SaveAsync(db => db.Add(new Match { PersonId = person, InitiativeId = initiative.Id, RoleId = initiative.Roles[0].Id })));
    }

    [Fact]
    public async Task Many_marks_of_one_thing_are_taken_away_together()
    {
        var person = await _scene.PersonAsync();
        await _scene.RefreshAsync();
        await _scene.SaveAsync(db => { for (var i = 0; i < 30; i++) db.MatchPending(MatchCause.Person, person); });
        Assert.Equal(30, await _scene.RefreshAsync());
    }

    [Fact]
    public async Task What_is_full_paused_or_joined_is_shown_to_nobody_at_once_and_has_no_row_after_the_run()
    {
        var (person, other) = (await _scene.PersonAsync(), await _scene.PersonAsync());
        var (full, paused, joined) = (await _scene.InitiativeAsync(most: 1), await _scene.InitiativeAsync(), await _scene.InitiativeAsync());
        await _scene.RefreshAsync();
        Assert.Equal(3, (await _scene.ShownAsync(person)).Intersect([full.Id, paused.Id, joined.Id]).Count());
        await _scene.JoinAsync(other, full);
        await _scene.JoinAsync(person, joined);
        await domain.RunAsync((TurnInitiative turn) => turn.RunAsync(MatchScene.As(paused.StarterId!.Value), paused.Id, InitiativeState.Paused, "", Ct));
        Assert.Empty((await _scene.ShownAsync(person)).Intersect([full.Id, paused.Id, joined.Id]));
        await _scene.RefreshAsync();
        Assert.Empty((await _scene.MatchesOfAsync(person)).Select(m => m.InitiativeId).Intersect([full.Id, paused.Id, joined.Id]));
    }

    [Fact]
    public async Task A_failure_keeps_its_mark_and_stops_no_other()
    {
        var (person, other) = (await _scene.PersonAsync(), await _scene.PersonAsync());
        await _scene.RefreshAsync();
        var initiative = await _scene.InitiativeAsync();
        await domain.ReadAsync(db => db.MatchPendings().Where(p => p.AboutId == initiative.Id).ExecuteDeleteAsync(Ct));
        await _scene.SaveAsync(db => { db.MatchPending(MatchCause.Person, person); db.MatchPending(MatchCause.Person, initiative.StarterId!.Value); });
        // A trigger that is for updates only fails on every insert.
        await domain.ReadAsync(db => db.Database.ExecuteSqlAsync($"create trigger refuse before insert on match for each row execute function suppress_redundant_updates_trigger()", Ct));
        var done = await _scene.RefreshAsync();
        await domain.ReadAsync(db => db.Database.ExecuteSqlAsync($"drop trigger refuse on match", Ct));
        Assert.Equal(2, done); // the starter's two, who has no matches
        var mark = await domain.ReadAsync(db => db.MatchPendings().SingleAsync(p => p.AboutId == person, Ct));
        Assert.NotNull(mark.LastError);
        await domain.ReadAsync(db => db.Database.ExecuteSqlAsync($"update match_pending set not_before = now()", Ct));
        await _scene.RefreshAsync();
        Assert.NotNull(await _scene.MatchAsync(person, initiative));
        Assert.Null(await _scene.MatchAsync(other, initiative)); // its mark was taken away above
    }

    [Fact]
    public async Task A_deleted_account_leaves_no_match()
    {
        var person = await _scene.PersonAsync();
        await _scene.InitiativeAsync();
        await _scene.RefreshAsync();
        var match = (await _scene.MatchesOfAsync(person))[0];
        await domain.RunAsync((CallReasonWrong call) => call.RunAsync(MatchScene.As(person), match.Id, ReasonCode.Theme, MatchScene.Cleanup, Ct));
        var export = System.Text.Encoding.UTF8.GetString(await domain.RunAsync((ExportMyData write) => write.RunAsync(person, Ct)));
        Assert.Contains("\"wrongReasons\"", export, StringComparison.Ordinal);
        Assert.Contains("\"code\": \"Skill\"", export, StringComparison.Ordinal);
        await domain.RunAsync(async (DeleteAccount delete) => { await delete.RunAsync(person, Ct); return true; });
        Assert.Empty(await _scene.MatchesOfAsync(person));
        Assert.Equal(0, await domain.ReadAsync(db => db.WrongReasons().CountAsync(w => w.PersonId == person, Ct)));
    }
}
