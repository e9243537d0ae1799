using Matchmaking.Initiatives;
using Matchmaking.Matching;
using Matchmaking.Notifications;
using Matchmaking.People;
using Matchmaking.Testing;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Tests.Matching;

/// <summary>What each answer changes, in the next run of the marks as in the next of the night.</summary>
public sealed class AnswerMatchTests(TestDomain domain) : IClassFixture<TestDomain>, IAsyncLifetime
{
    private readonly MatchScene _scene = new(domain);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _scene.EmptyAsync();

    public ValueTask DisposeAsync() => default;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Interested_tells_the_starter_once_and_stays_in_the_list(bool night)
    {
        var (person, starter) = (await _scene.PersonAsync(), await _scene.PersonAsync(MatchScene.Profile(municipality: MatchScene.Kuopio)));
        var initiative = await _scene.InitiativeAsync(starter);
        await _scene.RefreshAsync();
        var match = (await _scene.MatchAsync(person, initiative))!;
        Assert.True(await _scene.AnswerAsync(person, match.Id, MatchAnswer.Interested));
        Assert.True(await _scene.AnswerAsync(person, match.Id, MatchAnswer.Interested));
        await NextAsync(night);
        Assert.Contains(initiative.Id, await _scene.ShownAsync(person));
        for (var i = 0; i < Match.MostPerPerson; i++) await _scene.InitiativeAsync(starter, themes: [MatchScene.Cleanup, MatchScene.Music]);
        await domain.RunAsync((ChangeProfile change) => change.RunAsync(person, MatchScene.Profile() with { ThemeIds = [MatchScene.Cleanup, MatchScene.Music] }, Ct));
        await NextAsync(night);
        Assert.Equal(Match.MostPerPerson + 1, (await _scene.MatchesOfAsync(person)).Count); // ten suit better by now, and it is kept besides
        Assert.Contains(initiative.Id, await _scene.ShownAsync(person));
        var told = await domain.ReadAsync(db => db.Notifications().Where(n => n.PersonId == starter).ToListAsync(Ct));
        Assert.Equal([(nameof(InterestedMail), initiative.Id)], told.Select(n => (n.Kind, n.AboutId)));
        Assert.DoesNotContain(person.ToString(), told[0].Args, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Not_now_rests_thirty_days_and_can_be_taken_back(bool night)
    {
        var person = await _scene.PersonAsync();
        var initiative = await _scene.InitiativeAsync();
        await _scene.RefreshAsync();
        var match = (await _scene.MatchAsync(person, initiative))!;
        await _scene.AnswerAsync(person, match.Id, MatchAnswer.NotNow);
        await NextAsync(night);
        Assert.DoesNotContain(initiative.Id, await _scene.ShownAsync(person));
        domain.Clock.Move(TimeSpan.FromDays(30) - TimeSpan.FromMinutes(1));
        await _scene.RefreshAllAsync();
        Assert.DoesNotContain(initiative.Id, await _scene.ShownAsync(person)); // the control: not a day earlier
        domain.Clock.Move(TimeSpan.FromMinutes(2));
        await _scene.RefreshAllAsync();
        Assert.Contains(initiative.Id, await _scene.ShownAsync(person));
        await _scene.AnswerAsync(person, match.Id, MatchAnswer.NotNow);
        await NextAsync(night);
        Assert.DoesNotContain(initiative.Id, await _scene.ShownAsync(person));
        await _scene.AnswerAsync(person, match.Id, MatchAnswer.None);
        await NextAsync(night);
        Assert.Contains(initiative.Id, await _scene.ShownAsync(person));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Not_this_kind_lowers_the_theme_for_that_person_and_can_be_taken_back(bool night)
    {
        var (person, neighbour) = (await _scene.PersonAsync(), await _scene.PersonAsync());
        var (one, same, other) = (await _scene.InitiativeAsync(), await _scene.InitiativeAsync(), await _scene.InitiativeAsync(themes: [MatchScene.Music]));
        await _scene.RefreshAsync();
        var (match, before, control) = ((await _scene.MatchAsync(person, one))!, (await _scene.MatchAsync(person, same))!, (await _scene.MatchAsync(person, other))!);
        await _scene.AnswerAsync(person, match.Id, MatchAnswer.NotThisKind, MatchScene.Cleanup, MatchScene.Music);
        Assert.Equal([MatchScene.Cleanup], await LoweredAsync(person)); // only themes of this initiative
        await NextAsync(night);
        Assert.Equal([other.Id, same.Id], await _scene.ShownAsync(person)); // the one answered is gone, its like is below what it stood above
        var after = (await _scene.MatchAsync(person, same))!;
        Assert.Equal(before.Score - ImportMatchWeights.Defaults[ReasonCode.NotThisKind], after.Score);
        Assert.Equal([new(ReasonCode.NotThisKind, MatchScene.Cleanup)], after.Lowered);
        Assert.True(before.Score > control.Score);
        Assert.Equal(control.Score, (await _scene.MatchAsync(person, other))!.Score); // the controls: another theme, and another person
        Assert.Equal(before.Score, (await _scene.MatchAsync(neighbour, same))!.Score);
        await _scene.AnswerAsync(person, match.Id, MatchAnswer.None);
        await NextAsync(night);
        Assert.Empty(await LoweredAsync(person));
        Assert.Equal(before.Score, (await _scene.MatchAsync(person, same))!.Score);
        Assert.Contains(one.Id, await _scene.ShownAsync(person));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Without_a_theme_only_the_one_answered_goes(bool night)
    {
        var person = await _scene.PersonAsync();
        var (one, same) = (await _scene.InitiativeAsync(), await _scene.InitiativeAsync());
        await _scene.RefreshAsync();
        var before = (await _scene.MatchAsync(person, same))!.Score;
        await _scene.AnswerAsync(person, (await _scene.MatchAsync(person, one))!.Id, MatchAnswer.NotThisKind);
        await NextAsync(night);
        Assert.Equal([same.Id], await _scene.ShownAsync(person));
        Assert.Equal(before, (await _scene.MatchAsync(person, same))!.Score);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_theme_is_suggested_as_before_while_the_one_answered_stays_away(bool night)
    {
        var (person, stranger) = (await _scene.PersonAsync(), await _scene.PersonAsync());
        var (one, same) = (await _scene.InitiativeAsync(), await _scene.InitiativeAsync());
        await _scene.RefreshAsync();
        var before = (await _scene.MatchAsync(person, same))!.Score;
        await _scene.AnswerAsync(person, (await _scene.MatchAsync(person, one))!.Id, MatchAnswer.NotThisKind, MatchScene.Cleanup);
        Assert.False(await LiftAsync(stranger, MatchScene.Cleanup));
        Assert.True(await LiftAsync(person, MatchScene.Cleanup));
        Assert.False(await LiftAsync(person, MatchScene.Cleanup));
        await NextAsync(night);
        Assert.Equal([same.Id], await _scene.ShownAsync(person));
        Assert.Equal(before, (await _scene.MatchAsync(person, same))!.Score);
    }

    [Fact]
    public async Task What_was_said_outlives_the_idea_it_was_said_of()
    {
        var person = await _scene.PersonAsync();
        var (one, same) = (await _scene.InitiativeAsync(), await _scene.InitiativeAsync());
        await _scene.RefreshAsync();
        var before = (await _scene.MatchAsync(person, same))!.Score;
        await _scene.AnswerAsync(person, (await _scene.MatchAsync(person, one))!.Id, MatchAnswer.NotThisKind, MatchScene.Cleanup);
        await domain.ReadAsync(db => db.Initiatives().Where(i => i.Id == one.Id).ExecuteUpdateAsync(i => i.SetProperty(x => x.State, InitiativeState.Done), Ct));
        await _scene.RefreshAllAsync();
        Assert.Null(await _scene.MatchAsync(person, one));
        Assert.True((await _scene.MatchAsync(person, same))!.Score < before);
        Assert.True(await LiftAsync(person, MatchScene.Cleanup));
        await _scene.RefreshAllAsync();
        Assert.Equal(before, (await _scene.MatchAsync(person, same))!.Score);
    }

    [Fact]
    public async Task A_theme_lowered_by_two_answers_goes_up_again_with_the_first()
    {
        var person = await _scene.PersonAsync();
        var (one, other) = (await _scene.InitiativeAsync(), await _scene.InitiativeAsync());
        await _scene.RefreshAsync();
        var (first, second) = ((await _scene.MatchAsync(person, one))!, (await _scene.MatchAsync(person, other))!);
        await _scene.AnswerAsync(person, first.Id, MatchAnswer.NotThisKind, MatchScene.Cleanup);
        await _scene.AnswerAsync(person, second.Id, MatchAnswer.NotThisKind, MatchScene.Cleanup);
        await _scene.AnswerAsync(person, second.Id, MatchAnswer.None);
        Assert.Equal([MatchScene.Cleanup], await LoweredAsync(person));
        await _scene.AnswerAsync(person, first.Id, MatchAnswer.None);
        Assert.Empty(await LoweredAsync(person));
    }

    [Fact]
    public async Task A_theme_one_never_wants_stays_so_when_an_answer_is_taken_back()
    {
        var person = await _scene.PersonAsync();
        var initiative = await _scene.InitiativeAsync();
        await _scene.RefreshAsync();
        var match = (await _scene.MatchAsync(person, initiative))!;
        await domain.RunAsync((ChangeProfile change) => change.RunAsync(person, MatchScene.Profile(never: [MatchScene.Cleanup]), Ct));
        await _scene.AnswerAsync(person, match.Id, MatchAnswer.NotThisKind, MatchScene.Cleanup);
        await _scene.AnswerAsync(person, match.Id, MatchAnswer.None);
        await _scene.RefreshAsync();
        Assert.Equal([MatchScene.Cleanup], await domain.ReadAsync(db => db.People().Where(p => p.Id == person).Select(p => p.NeverThemeIds).SingleAsync(Ct)));
        Assert.Empty(await _scene.ShownAsync(person));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_wrong_reason_is_not_used_in_the_next_run_until_it_is_trusted_again(bool night)
    {
        var (person, neighbour) = (await _scene.PersonAsync(), await _scene.PersonAsync());
        var initiative = await _scene.InitiativeAsync();
        await _scene.RefreshAsync();
        var before = (await _scene.MatchAsync(person, initiative))!;
        Assert.True(await WrongAsync(person, before.Id, ReasonCode.Skill, MatchScene.Van));
        await NextAsync(night);
        var after = (await _scene.MatchAsync(person, initiative))!;
        Assert.True(after.Score < before.Score);
        Assert.DoesNotContain(after.Reasons.Concat(after.Lowered), r => Facts.Of(r.Code) == ReasonCode.Skill);
        Assert.Equal(before.Score, (await _scene.MatchAsync(neighbour, initiative))!.Score); // the control: for that person only
        Assert.True(await domain.RunAsync((TrustReason trust) => trust.RunAsync(MatchScene.As(person), ReasonCode.Skill, MatchScene.Van, Ct)));
        await NextAsync(night);
        Assert.Equal(before.Score, (await _scene.MatchAsync(person, initiative))!.Score);
    }

    [Fact]
    public async Task A_reason_that_is_not_there_or_is_no_fact_of_the_person_cannot_be_wrong()
    {
        var person = await _scene.PersonAsync();
        var initiative = await _scene.InitiativeAsync();
        await _scene.RefreshAsync();
        var match = (await _scene.MatchAsync(person, initiative))!;
        Assert.False(await WrongAsync(person, match.Id, ReasonCode.Theme, MatchScene.Music));
        Assert.False(await WrongAsync(person, match.Id, ReasonCode.LastMissing, null));
    }

    [Fact]
    public async Task Nobody_answers_for_another()
    {
        var (person, other) = (await _scene.PersonAsync(), await _scene.PersonAsync());
        var initiative = await _scene.InitiativeAsync();
        await _scene.RefreshAsync();
        var match = (await _scene.MatchAsync(person, initiative))!;
        Assert.False(await _scene.AnswerAsync(other, match.Id, MatchAnswer.NotThisKind, MatchScene.Cleanup));
        Assert.False(await WrongAsync(other, match.Id, ReasonCode.Skill, MatchScene.Van));
        Assert.Equal(MatchAnswer.None, (await _scene.MatchAsync(person, initiative))!.Answer);
        Assert.True(await _scene.AnswerAsync(person, match.Id, MatchAnswer.NotNow)); // the control
    }

    /// <summary>The next run: the night's alone, or that of the marks alone.</summary>
    private async Task NextAsync(bool night)
    {
        if (!night) await _scene.RefreshAsync();
        else
        {
            await domain.ReadAsync(db => db.MatchPendings().ExecuteDeleteAsync(Ct));
            await _scene.RefreshAllAsync();
        }
    }

    private Task<bool> WrongAsync(Guid person, Guid match, ReasonCode code, Guid? about) =>
        domain.RunAsync((CallReasonWrong call) => call.RunAsync(MatchScene.As(person), match, code, about, Ct));

    private Task<bool> LiftAsync(Guid person, Guid theme) => domain.RunAsync((LiftTheme lift) => lift.RunAsync(MatchScene.As(person), theme, Ct));

    private Task<List<Guid>> LoweredAsync(Guid person) => domain.ReadAsync(db => db.LoweredThemes().Where(l => l.PersonId == person).Select(l => l.ThemeId).ToListAsync(Ct));
}
