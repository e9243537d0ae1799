using Matchmaking.Initiatives;
using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Testing;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Tests.Initiatives;

public sealed class PostInitiativeTests(TestDomain domain) : IClassFixture<TestDomain>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Posting_a_draft_many_times_at_once_and_again_posts_it_once()
    {
        var starter = (await Idea.PeopleAsync(domain, 1))[0];
        var draft = await DraftAsync(starter);
        var posted = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => PostAsync(starter, draft)));
        var again = await PostAsync(starter, draft);
        Assert.Equal(1, posted.Count(p => p.Outcome == PostingOutcome.Posted));
        Assert.Equal(7, posted.Count(p => p.Outcome == PostingOutcome.AlreadyPosted));
        Assert.Equal(PostingOutcome.AlreadyPosted, again.Outcome);
        Assert.Single(posted.Append(again).Select(p => (p.InitiativeId, p.Number, p.Slug)).Distinct());
        Assert.Equal(1, await domain.ReadAsync(db => db.Initiatives().CountAsync(i => i.StarterId == starter.PersonId, Ct)));
    }

    [Fact]
    public async Task Another_s_draft_is_not_posted_and_a_suspended_person_posts_nothing()
    {
        var people = await Idea.PeopleAsync(domain, 2);
        var draft = await DraftAsync(people[0]);
        Assert.Equal(PostingOutcome.NotAllowed, (await PostAsync(people[1], draft)).Outcome);
        Assert.Equal(PostingOutcome.NotAllowed, (await PostAsync(people[0] with { Suspended = true }, draft)).Outcome);
        Assert.Equal(PostingOutcome.NotAllowed, (await PostAsync(people[0], Guid.CreateVersion7())).Outcome);
        Assert.Equal(PostingOutcome.Posted, (await PostAsync(people[0], draft)).Outcome);
    }

    [Fact]
    public async Task Five_a_day_and_no_more_even_at_once()
    {
        var starter = (await Idea.PeopleAsync(domain, 1))[0];
        var drafts = new List<Guid>();
        for (var n = 0; n < 8; n++) drafts.Add(await DraftAsync(starter));
        var posted = await Task.WhenAll(drafts.Select(d => PostAsync(starter, d)));
        Assert.Equal(PostInitiative.MostPerDay, posted.Count(p => p.Outcome == PostingOutcome.Posted));
        Assert.Equal(3, posted.Count(p => p.Outcome == PostingOutcome.TooManyToday));
    }

    private async Task<Guid> DraftAsync(Actor owner)
    {
        var id = Guid.CreateVersion7();
        Assert.Equal(SavingDraft.Saved, await domain.RunAsync((SaveDraft save) => save.RunAsync(owner, id, 0, "River clean-up", new DraftWords { Title = "River clean-up" }.ToJson(), 3, Ct)));
        return id;
    }

    private Task<Posting> PostAsync(Actor actor, Guid draft) => domain.RunAsync((PostInitiative post) =>
        post.RunAsync(actor, draft, Idea.Words, [new RoleWords("Picker", "", [], 1, 5, Effort.TwoHours)], Ct));
}
