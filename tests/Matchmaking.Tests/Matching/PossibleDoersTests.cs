using Matchmaking.Initiatives;
using Matchmaking.Matching;
using Matchmaking.Notifications;
using Matchmaking.People;
using Matchmaking.Testing;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Tests.Matching;

public sealed class PossibleDoersTests(TestDomain domain) : IClassFixture<TestDomain>
{
    private readonly MatchScene _scene = new(domain);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_host_sees_a_first_name_reasons_and_how_near_and_nothing_else()
    {
        var person = await _scene.PersonAsync();
        var initiative = await StartedAsync();
        var match = (await _scene.MatchAsync(person, initiative))!;
        var doer = Assert.Single(await SeenAsync(initiative), d => d.MatchId == match.Id);
        Assert.Equal("Aino", doer.FirstName);
        Assert.Equal(HowNear.Near, doer.HowNear);
        Assert.Contains(new Reason(ReasonCode.Skill, MatchScene.Van), doer.Reasons);
        Assert.DoesNotContain(doer.Reasons, r => r.Code is ReasonCode.Near or ReasonCode.Far || r.Lowers);
    }

    [Theory]
    [InlineData(true, false, false, true)]
    [InlineData(false, false, false, false)] // no consent
    [InlineData(true, true, false, false)] // under 18
    [InlineData(true, false, true, false)] // suspended
    public async Task Only_adults_who_allow_it_are_shown_or_asked(bool allows, bool under18, bool suspended, bool isShown)
    {
        var person = await _scene.PersonAsync(MatchScene.Profile(allows), under18);
        // As if the consent had come by some other way than the profile, which never grants it under 18.
        if (allows) await domain.ReadAsync(db => db.People().Where(p => p.Id == person).ExecuteUpdateAsync(s => s.SetProperty(p => p.MayBeSuggested, true), Ct));
        var initiative = await StartedAsync();
        var match = (await _scene.MatchAsync(person, initiative))!;
        if (suspended) await domain.ReadAsync(db => db.People().Where(p => p.Id == person).ExecuteUpdateAsync(s => s.SetProperty(p => p.SuspendedAt, domain.Clock.GetUtcNow()), Ct));
        Assert.Equal(isShown, (await SeenAsync(initiative)).Any(d => d.MatchId == match.Id));
        Assert.Equal(isShown ? AskingDoer.Asked : AskingDoer.NotThere, await AskAsync(initiative, match.Id));
    }

    [Fact]
    public async Task Consent_withdrawn_takes_effect_at_once()
    {
        var person = await _scene.PersonAsync();
        var initiative = await StartedAsync();
        Assert.NotEmpty(await SeenAsync(initiative));
        var match = (await _scene.MatchAsync(person, initiative))!;
        await domain.RunAsync((ChangeProfile change) => change.RunAsync(person, MatchScene.Profile(mayBeSuggested: false), Ct));
        Assert.DoesNotContain(await SeenAsync(initiative), d => d.MatchId == match.Id);
        Assert.Equal(AskingDoer.NotThere, await AskAsync(initiative, match.Id));
    }

    [Fact]
    public async Task Only_the_starter_looks()
    {
        var initiative = await StartedAsync();
        var other = await _scene.PersonAsync();
        Assert.Null(await SeenAsync(initiative, MatchScene.As(other)));
        Assert.Null(await SeenAsync(initiative, new Actor(other, [(Office.Coordinator, MatchScene.Joensuu), (Office.Administrator, null)])));
        Assert.Null(await SeenAsync(initiative, new Actor(initiative.StarterId!.Value, [], Suspended: true)));
        Assert.NotNull(await SeenAsync(initiative));
    }

    [Fact]
    public async Task A_person_is_asked_at_most_once_for_an_initiative_and_told_so()
    {
        var person = await _scene.PersonAsync();
        var initiative = await StartedAsync();
        var match = (await _scene.MatchAsync(person, initiative))!;
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => AskAsync(initiative, match.Id)));
        Assert.Equal([AskingDoer.Asked, AskingDoer.AlreadyAsked, AskingDoer.AlreadyAsked, AskingDoer.AlreadyAsked], outcomes.Order());
        Assert.Equal(1, await domain.ReadAsync(db => db.Notifications().CountAsync(n => n.PersonId == person && n.Kind == nameof(AskedToDoMail), Ct)));
        Assert.True((await SeenAsync(initiative)).Single(d => d.MatchId == match.Id).WasAsked);
        Assert.Equal(initiative.Id, (await _scene.ShownAsync(person))[0]);
    }

    [Fact]
    public async Task Whoever_says_not_now_is_shown_to_the_host_no_more()
    {
        var person = await _scene.PersonAsync();
        var initiative = await StartedAsync();
        var match = (await _scene.MatchAsync(person, initiative))!;
        await AskAsync(initiative, match.Id);
        await _scene.AnswerAsync(person, match.Id, MatchAnswer.NotNow);
        Assert.DoesNotContain(await SeenAsync(initiative), d => d.MatchId == match.Id);
        await _scene.RefreshAsync();
        Assert.NotNull((await _scene.MatchAsync(person, initiative))!.AskedAt); // so that the question is not put again
    }

    [Fact]
    public async Task Whoever_is_in_it_is_not_shown()
    {
        var person = await _scene.PersonAsync();
        var initiative = await StartedAsync();
        var match = (await _scene.MatchAsync(person, initiative))!;
        await _scene.JoinAsync(person, initiative);
        Assert.DoesNotContain(await SeenAsync(initiative), d => d.MatchId == match.Id);
        Assert.Equal(AskingDoer.NotThere, await AskAsync(initiative, match.Id));
    }

    [Fact]
    public async Task Newcomers_get_two_of_ten_places_although_others_suit_better_unless_their_weight_is_nothing()
    {
        await _scene.EmptyAsync();
        var (newcomers, doers) = (new List<Guid>(), new List<Guid>());
        for (var i = 0; i < 3; i++) newcomers.Add(await _scene.PersonAsync(MatchScene.Profile() with { SkillIds = [] }));
        for (var i = 0; i < FindPossibleDoers.MostPerRole; i++) doers.Add(await _scene.PersonAsync());
        foreach (var doer in doers) await _scene.InitiativeAsync(doer, themes: [MatchScene.Music]); // who has started something is no newcomer
        var initiative = await StartedAsync();
        var mine = (await domain.ReadAsync(db => db.Matches().Where(m => m.InitiativeId == initiative.Id).ToListAsync(Ct))).ToDictionary(m => m.Id, m => m.PersonId);
        Assert.Equal(2, (await SeenAsync(initiative)).Count(d => newcomers.Contains(mine[d.MatchId])));
        Assert.Equal(FindPossibleDoers.MostPerRole, (await SeenAsync(initiative)).Count);
        await WeightAsync(0);
        Assert.Equal(0, (await SeenAsync(initiative)).Count(d => newcomers.Contains(mine[d.MatchId])));
        await WeightAsync(ImportMatchWeights.Defaults[ReasonCode.Newcomer]);

        Task<int> WeightAsync(int points) => domain.ReadAsync(db => db.MatchWeights().Where(w => w.Code == ReasonCode.Newcomer).ExecuteUpdateAsync(w => w.SetProperty(x => x.Points, points), Ct));
    }

    private async Task<Initiative> StartedAsync()
    {
        var initiative = await _scene.InitiativeAsync(most: 3);
        await _scene.RefreshAsync();
        return initiative;
    }

    private async Task<IReadOnlyList<PossibleDoer>> SeenAsync(Initiative initiative) => (await SeenAsync(initiative, MatchScene.As(initiative.StarterId!.Value)))!;

    private Task<IReadOnlyList<PossibleDoer>?> SeenAsync(Initiative initiative, Actor actor) => domain.RunAsync((FindPossibleDoers find) => find.RunAsync(actor, initiative.Id, Ct));

    private Task<AskingDoer> AskAsync(Initiative initiative, Guid match) =>
        domain.RunAsync((AskDoer ask) => ask.RunAsync(MatchScene.As(initiative.StarterId!.Value), initiative.Id, match, Ct));
}
