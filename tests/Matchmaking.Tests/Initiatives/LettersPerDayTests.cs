using Matchmaking.Initiatives;
using Matchmaking.Platform.Data;
using Matchmaking.Testing;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Tests.Initiatives;

/// <summary>Nobody can fill another's mailbox by doing one thing over and over; what is done counts all the same.</summary>
public sealed class LettersPerDayTests(TestDomain domain) : IClassFixture<TestDomain>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Notes_beyond_ten_a_day_stand_on_the_board_without_letters()
    {
        var (people, idea) = await SceneAsync();
        for (var n = 0; n < 13; n++) Assert.True(await domain.RunAsync((PostNote post) => post.RunAsync(people[0], idea.Id, $"Note {n}", "en", Ct)));
        Assert.Equal((13, InitiativeMail.MostPerDay), (await domain.ReadAsync(db => db.Notes().CountAsync(n => n.InitiativeId == idea.Id, Ct)), await Idea.LettersAsync<NoticeBoardMail>(domain, idea.Id)));
        await domain.RunAsync((PostNote post) => post.RunAsync(people[1], idea.Id, "Of another", "en", Ct)); // each has their own ten
        Assert.Equal(InitiativeMail.MostPerDay + 1, await Idea.LettersAsync<NoticeBoardMail>(domain, idea.Id));
        domain.Clock.Move(TimeSpan.FromHours(25));
        await domain.RunAsync((PostNote post) => post.RunAsync(people[0], idea.Id, "On the next day", "en", Ct));
        Assert.Equal(InitiativeMail.MostPerDay + 2, await Idea.LettersAsync<NoticeBoardMail>(domain, idea.Id));
    }

    [Fact]
    public async Task News_beyond_ten_a_day_are_public_without_letters()
    {
        var (people, idea) = await SceneAsync();
        for (var n = 0; n < 13; n++) Assert.True(await domain.RunAsync((PostUpdate post) => post.RunAsync(people[1], idea.Id, $"News {n}", "en", null, Ct)));
        Assert.Equal((13, InitiativeMail.MostPerDay), (await domain.ReadAsync(db => db.InitiativeUpdates().CountAsync(u => u.InitiativeId == idea.Id, Ct)), await Idea.LettersAsync<UpdateMail>(domain, idea.Id)));
    }

    [Fact]
    public async Task Who_comes_and_goes_more_than_ten_times_a_day_writes_the_starter_no_more_letters()
    {
        var (people, idea) = await SceneAsync(); // the first time was there
        for (var n = 0; n < 13; n++)
        {
            Assert.Equal(Leaving.LeftAndShort, await domain.RunAsync((LeaveInitiative leave) => leave.RunAsync(people[0], idea.Id, Ct)));
            await domain.RunAsync((JoinInitiative join) => join.RunAsync(people[0], idea.Id, idea.Roles[0].Id, ct: Ct));
        }
        Assert.Equal(InitiativeMail.MostPerDay, await Idea.LettersAsync<NewDoerMail>(domain, idea.Id));
        Assert.Equal(InitiativeMail.MostPerDay, await Idea.LettersAsync<OneShortMail>(domain, idea.Id));
        Assert.Equal([people[0].PersonId], (await Idea.NowAsync(domain, idea.Id)).DoerIds);
    }

    private async Task<(Matchmaking.People.Actor[] People, Initiative Idea)> SceneAsync()
    {
        var people = await Idea.PeopleAsync(domain, 2);
        var idea = await Idea.SaveAsync(domain, people[1], (1, 3));
        await domain.RunAsync((JoinInitiative join) => join.RunAsync(people[0], idea.Id, idea.Roles[0].Id, ct: Ct));
        return (people, idea);
    }
}
