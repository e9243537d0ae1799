using Matchmaking.Matching;
using Matchmaking.People;
using Matchmaking.Testing;
using Matchmaking.Vocabulary;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Tests.Matching;

/// <summary>A word of one's own means nothing while it waits; once it is merged it counts like the row, and the person does nothing for it.</summary>
public sealed class OwnWordMatchingTests(TestDomain domain) : IClassFixture<TestDomain>
{
    private static readonly Actor Coordinator = new(Guid.CreateVersion7(), [(Office.Coordinator, MatchScene.Joensuu)]);
    private readonly MatchScene _scene = new(domain);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_skill_in_own_words_counts_once_it_is_merged_and_no_longer_when_that_is_taken_back()
    {
        var word = await WordAsync(WordKind.Skill, "isoauto");
        var person = await _scene.PersonAsync(Saying(word));
        var initiative = await _scene.InitiativeAsync();
        await _scene.RefreshAsync();
        Assert.DoesNotContain(new Reason(ReasonCode.Skill, MatchScene.Van), await ReasonsAsync());

        Assert.Equal(Merging.Merged, await domain.RunAsync((MergeFreeWord merge) => merge.RunAsync(Coordinator, word, MatchScene.Van, Ct)));
        await _scene.RefreshAsync();
        Assert.Contains(new Reason(ReasonCode.Skill, MatchScene.Van), await ReasonsAsync());
        await _scene.RefreshAllAsync();
        Assert.Contains(new Reason(ReasonCode.Skill, MatchScene.Van), await ReasonsAsync());

        Assert.Equal(TakingBack.TakenBack, await domain.RunAsync((TakeBackFreeWord back) => back.RunAsync(Coordinator, word, Ct)));
        await _scene.RefreshAsync();
        Assert.DoesNotContain(new Reason(ReasonCode.Skill, MatchScene.Van), await ReasonsAsync());

        async Task<IReadOnlyList<Reason>> ReasonsAsync() => (await _scene.MatchAsync(person, initiative))?.Reasons ?? [];
    }

    [Fact]
    public async Task An_interest_in_own_words_finds_a_new_initiative_also_online_for_somebody_without_a_home()
    {
        var word = await WordAsync(WordKind.Theme, "puhtaat rannat");
        var person = await _scene.PersonAsync(Saying(word) with { MunicipalityId = null });
        await domain.RunAsync((MergeFreeWord merge) => merge.RunAsync(Coordinator, word, MatchScene.Cleanup, Ct));
        await _scene.RefreshAsync();
        var initiative = await _scene.InitiativeAsync();
        await domain.ReadAsync(db => db.Set<Matchmaking.Initiatives.Initiative>().Where(i => i.Id == initiative.Id).ExecuteUpdateAsync(i => i.SetProperty(x => x.Online, true), Ct));
        await _scene.RefreshAsync();
        Assert.Contains(new Reason(ReasonCode.Theme, MatchScene.Cleanup), (await _scene.MatchAsync(person, initiative))?.Reasons ?? []);
    }

    private static Profile Saying(Guid word) => MatchScene.Profile() with { ThemeIds = [], SkillIds = [], WordIds = [word] };

    private async Task<Guid> WordAsync(WordKind kind, string text) =>
        (await domain.RunAsync((AddFreeWord add) => add.RunAsync(kind, text, "fi", null, Ct))).WordId!.Value;
}
