using Matchmaking.Initiatives;
using Matchmaking.Testing;

namespace Matchmaking.Tests.Initiatives;

public sealed class AskTheDormantTests(TestDomain domain) : IClassFixture<TestDomain>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_silent_one_is_asked_about_once_and_paused_once_however_often_the_job_runs()
    {
        var people = await Idea.PeopleAsync(domain, 2);
        var idea = await Idea.SaveAsync(domain, people[0], (1, 2));
        await domain.RunAsync((JoinInitiative join) => join.RunAsync(people[1], idea.Id, idea.Roles[0].Id, ct: Ct));

        domain.Clock.Move(TimeSpan.FromDays(61));
        await Task.WhenAll(RunAsync(), RunAsync());
        await RunAsync();
        Assert.Equal(1, await Idea.LettersAsync<DormantQuestionMail>(domain, idea.Id));

        domain.Clock.Move(TimeSpan.FromDays(15));
        await Task.WhenAll(RunAsync(), RunAsync());
        await RunAsync();
        var now = await Idea.NowAsync(domain, idea.Id);
        Assert.Equal(InitiativeState.Paused, now.State);
        Assert.Single(now.Changes, c => c.To == InitiativeState.Paused);
        Assert.Equal(2, await Idea.LettersAsync<ChangedMail>(domain, idea.Id)); // the starter and the doer
        Assert.Equal(1, await Idea.LettersAsync<DormantQuestionMail>(domain, idea.Id));
    }

    [Fact]
    public async Task Alive_is_an_answer_and_only_from_those_who_steer()
    {
        var people = await Idea.PeopleAsync(domain, 2);
        var idea = await Idea.SaveAsync(domain, people[0], (1, 2));
        domain.Clock.Move(TimeSpan.FromDays(61));
        await RunAsync();
        Assert.False(await domain.RunAsync((SayAlive alive) => alive.RunAsync(people[1], idea.Id, Ct)));
        Assert.True(await domain.RunAsync((SayAlive alive) => alive.RunAsync(people[0], idea.Id, Ct)));
        domain.Clock.Move(TimeSpan.FromDays(15));
        await RunAsync();
        Assert.Equal(InitiativeState.Open, (await Idea.NowAsync(domain, idea.Id)).State);
    }

    private Task<int> RunAsync() => domain.RunAsync((AskTheDormant ask) => ask.RunAsync(Ct));
}
