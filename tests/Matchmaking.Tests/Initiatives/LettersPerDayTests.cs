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

    [Fact]
    public async Task Whoever_joins_is_written_when_and_where_but_not_beside_the_letter_to_all()
    {
        var people = await Idea.PeopleAsync(domain, 3);
        var idea = await Idea.SaveAsync(domain, people[2], (2, 3));
        await domain.RunAsync((JoinInitiative join) => join.RunAsync(people[0], idea.Id, idea.Roles[0].Id, ct: Ct));
        Assert.Equal((1, 0), (await Idea.LettersAsync<JoinedMail>(domain, idea.Id), await Idea.LettersAsync<ReadyMail>(domain, idea.Id)));
        await domain.RunAsync((JoinInitiative join) => join.RunAsync(people[1], idea.Id, idea.Roles[0].Id, ct: Ct));
        Assert.Equal((1, 3), (await Idea.LettersAsync<JoinedMail>(domain, idea.Id), await Idea.LettersAsync<ReadyMail>(domain, idea.Id)));
    }

    [Fact]
    public async Task Another_time_or_place_is_told_to_everyone_in_it_and_other_words_are_not()
    {
        var (people, idea) = await SceneAsync();
        Task<Editing> EditAsync(Func<InitiativeWords, InitiativeWords> change) => domain.RunAsync(async (EditInitiative edit) =>
        {
            var now = await Idea.NowAsync(domain, idea.Id);
            var words = new InitiativeWords(now.Title, now.Why, now.Description, now.Language, now.MunicipalityId, now.AreaId, now.Online, now.Place, now.When, now.StartsAt, now.WeeklyTimes, now.ThemeIds, now.PurposeId);
            return await edit.RunAsync(people[1], idea.Id, change(words), [.. now.Roles.Select(r => ((Guid?)r.Id, new RoleWords(r.Title, r.Description, r.SkillIds, r.Least, r.Most, r.Effort)))], Ct);
        });
        Assert.Equal(Editing.Saved, await EditAsync(w => w with { Description = "More about it." }));
        Assert.Equal(0, await Idea.LettersAsync<MovedMail>(domain, idea.Id));
        Assert.Equal(Editing.Saved, await EditAsync(w => w with { StartsAt = new(2031, 5, 24, 10, 0, 0) }));
        Assert.Equal(1, await Idea.LettersAsync<MovedMail>(domain, idea.Id)); // the doer, not the one who edits
        for (var n = 0; n < 12; n++) await EditAsync(w => w with { Place = $"Pier {n}" });
        Assert.Equal(InitiativeMail.MostPerDay, await Idea.LettersAsync<MovedMail>(domain, idea.Id));
    }

    [Fact]
    public async Task Another_who_carries_it_on_is_told_to_everyone_in_it()
    {
        var people = await Idea.PeopleAsync(domain, 3);
        var idea = await Idea.SaveAsync(domain, people[2], (1, 3));
        foreach (var doer in people[..2]) await domain.RunAsync((JoinInitiative join) => join.RunAsync(doer, idea.Id, idea.Roles[0].Id, ct: Ct));
        await AskAndAnswerAsync(false);
        Assert.Equal(1, await Idea.LettersAsync<HandoverDoneMail>(domain, idea.Id)); // a no is for the one who asked
        await AskAndAnswerAsync(true);
        Assert.Equal(3, await Idea.LettersAsync<HandoverDoneMail>(domain, idea.Id));

        async Task AskAndAnswerAsync(bool accept)
        {
            Assert.Equal(AskingHandover.Asked, await domain.RunAsync((AskHandover ask) => ask.RunAsync(people[2], idea.Id, people[0].PersonId, Ct)));
            var id = await domain.ReadAsync(db => db.Handovers().Where(h => h.InitiativeId == idea.Id && h.AnsweredAt == null).Select(h => h.Id).SingleAsync(Ct));
            Assert.True(await domain.RunAsync((AnswerHandover answer) => answer.RunAsync(people[0], id, accept, Ct)));
        }
    }

    private async Task<(Matchmaking.People.Actor[] People, Initiative Idea)> SceneAsync()
    {
        var people = await Idea.PeopleAsync(domain, 2);
        var idea = await Idea.SaveAsync(domain, people[1], (1, 3));
        await domain.RunAsync((JoinInitiative join) => join.RunAsync(people[0], idea.Id, idea.Roles[0].Id, ct: Ct));
        return (people, idea);
    }
}
