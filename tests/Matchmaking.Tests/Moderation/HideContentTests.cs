using Matchmaking.Initiatives;
using Matchmaking.Moderation;
using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Platform.Trail;
using Matchmaking.Search;
using Matchmaking.Testing;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Matchmaking.Tests.Moderation;

public sealed class HideContentTests(TestDomain domain) : IClassFixture<TestDomain>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("initiative")]
    [InlineData("update")]
    [InlineData("question")]
    [InlineData("answer")]
    [InlineData("note")]
    public async Task What_is_hidden_comes_back_exactly_as_it_was_and_its_author_hears_of_both(string kind)
    {
        var scene = await ModerationScene.MakeAsync(domain);
        var before = await scene.NowAsync(kind);
        Assert.True(before!.IsShown);

        Assert.Equal(Deciding.Decided, await scene.HideAsync(ModerationScene.Moderator, kind));
        Assert.False((await scene.NowAsync(kind))!.IsShown);
        var decision = Assert.Single(await scene.DecisionsAsync(kind));
        Assert.Equal((Verdict.Hidden, ContentRule.Advertising, "It advertises a shop.", false, ModerationScene.Moderator.PersonId, scene.AuthorOf(kind).Id),
            (decision.Verdict, decision.Rule, decision.Facts, decision.FromReport, decision.ById, decision.AuthorId));

        Assert.Equal(Deciding.Decided, await scene.RestoreAsync(ModerationScene.Moderator, kind, decision.Id));
        Assert.Equal(before, await scene.NowAsync(kind));
        Assert.Equal([nameof(HiddenMail), nameof(RestoredMail)], await scene.LettersToAsync(scene.AuthorOf(kind)));
        Assert.Equal(["content.hidden", "content.restored"], await domain.ReadAsync(db => db.Trail().Where(t => t.About == scene.IdOf(kind)).OrderBy(t => t.Id).Select(t => t.What).ToListAsync(Ct)));
    }

    [Fact]
    public async Task A_hidden_answer_leaves_its_question_and_a_hidden_question_takes_its_answer()
    {
        var scene = await ModerationScene.MakeAsync(domain);
        await scene.HideAsync(ModerationScene.Moderator, "answer");
        Assert.True((await scene.NowAsync("question"))!.IsShown);

        var other = await ModerationScene.MakeAsync(domain);
        await other.HideAsync(ModerationScene.Moderator, "question");
        Assert.False((await other.NowAsync("answer"))!.IsShown);
        Assert.Null((await other.NowAsync("answer"))!.HiddenAt);
    }

    [Fact]
    public async Task Nobody_finds_it_from_the_commit_on_and_it_is_found_again()
    {
        var scene = await ModerationScene.MakeAsync(domain);
        await domain.RunAsync(async (MatchmakingDb db) => { db.SearchPending("initiative", scene.Initiative.Id); return await db.SaveChangesAsync(Ct); });
        await domain.RunAsync((UpdateSearch update) => update.RunAsync(Ct));
        Task<bool> IsFoundAsync() => domain.ReadAsync(db => db.SearchDocuments().AnyAsync(d => d.ObjectId == scene.Initiative.Id, Ct));
        Assert.True(await IsFoundAsync());

        await scene.HideAsync(ModerationScene.Moderator);
        Assert.False(await IsFoundAsync()); // before any job has run
        await domain.RunAsync((UpdateSearch update) => update.RunAsync(Ct));
        Assert.False(await IsFoundAsync());
        Assert.Equal("", await domain.ReadAsync(db => db.SearchDocuments().IgnoreQueryFilters().Where(d => d.ObjectId == scene.Initiative.Id).Select(d => d.Text).SingleAsync(Ct)));

        await scene.RestoreAsync(ModerationScene.Moderator, seen: await scene.LatestAsync());
        await domain.RunAsync((UpdateSearch update) => update.RunAsync(Ct));
        Assert.True(await IsFoundAsync());
        Assert.True(await domain.ReadAsync(db => db.MatchPendings().CountAsync(p => p.AboutId == scene.Initiative.Id, Ct)) >= 2);
    }

    public static TheoryData<string, Deciding> Actors => new()
    {
        { "resident", Deciding.NotAllowed },
        { "author", Deciding.NotAllowed },
        { "author who moderates here", Deciding.NotAllowed },
        { "author who is administrator", Deciding.NotAllowed },
        { "coordinator here", Deciding.NotAllowed },
        { "moderator elsewhere", Deciding.NotAllowed },
        { "moderator without second factor", Deciding.NotAllowed },
        { "suspended moderator", Deciding.NotAllowed },
        { "moderator here", Deciding.Decided },
        { "administrator", Deciding.Decided },
    };

    [Theory]
    [MemberData(nameof(Actors))]
    public async Task Only_a_moderator_of_the_place_or_an_administrator_decides_and_never_about_their_own(string who, Deciding expected)
    {
        foreach (var kind in ModerationScene.Kinds)
        {
            var scene = await ModerationScene.MakeAsync(domain);
            var actor = await ActorAsync(who, scene.AuthorOf(kind));
            await scene.ReportAsync(ModerationScene.As(scene.Tapio), kind);
            Assert.Equal((kind, expected), (kind, await scene.KeepAsync(actor, kind)));
            Assert.Equal((kind, expected), (kind, await scene.HideAsync(actor, kind, await scene.LatestAsync(kind))));
            if (expected != Deciding.Decided) await scene.HideAsync(ModerationScene.Moderator, kind);
            Assert.Equal((kind, expected), (kind, await scene.RestoreAsync(actor, kind, await scene.LatestAsync(kind))));
            Assert.Equal((kind, expected == Deciding.Decided), (kind, (await scene.NowAsync(kind))!.IsShown));
        }
    }

    [Fact]
    public async Task Nothing_is_decided_about_what_does_not_exist()
    {
        foreach (var kind in ModerationScene.Kinds.Append("nothing").Append(""))
            Assert.Equal(Deciding.NotAllowed, await domain.RunAsync((HideContent hide) => hide.RunAsync(ModerationScene.Moderator, kind, Guid.CreateVersion7(), ContentRule.Law, "x", null, Ct)));
    }

    [Fact]
    public async Task The_database_takes_no_hiding_without_reasons()
    {
        var scene = await ModerationScene.MakeAsync(domain);
        foreach (var (rule, facts) in new[] { (ContentRule.Other, "facts"), (ContentRule.Law, "") })
        {
            var refused = await Assert.ThrowsAsync<DbUpdateException>(() =>
                domain.RunAsync((HideContent hide) => hide.RunAsync(ModerationScene.Moderator, "initiative", scene.Initiative.Id, rule, facts, null, Ct)));
            Assert.Equal("ck_decision_reasons", Assert.IsType<PostgresException>(refused.InnerException).ConstraintName);
        }
        Assert.True((await scene.NowAsync("initiative"))!.IsShown);
    }

    [Fact]
    public async Task Of_two_moderators_at_once_one_decides_and_the_other_is_told()
    {
        for (var round = 0; round < 10; round++)
        {
            var scene = await ModerationScene.MakeAsync(domain);
            await scene.ReportAsync(ModerationScene.As(scene.Pentti));
            var second = new Actor(scene.Tapio.Id, [(Office.Administrator, null)]);
            var outcomes = await Task.WhenAll(scene.HideAsync(ModerationScene.Moderator), round % 2 == 0 ? scene.HideAsync(second) : scene.KeepAsync(second));
            Assert.Equal([Deciding.Decided, Deciding.AlreadyDecided], outcomes.Order());
            Assert.Single(await scene.DecisionsAsync());
            Assert.Equal(1, (await scene.LettersToAsync(scene.Pentti)).Count(k => k == nameof(ReportDecidedMail)));
        }
    }

    /// <summary>The control: without the lock both decide.</summary>
    [Fact]
    public async Task Without_the_lock_two_would_decide()
    {
        var scene = await ModerationScene.MakeAsync(domain);
        var meeting = new Meeting(2);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => domain.RunAsync((MatchmakingDb db) =>
            domain.RunAsync((ModeratedKinds kinds) => new HideContent(db, new ModeratedKinds([new Unlocked(kinds.Of("update")!, meeting)]), domain.Clock)
                .RunAsync(ModerationScene.Moderator, "update", scene.Update.Id, ContentRule.Law, "x", null, Ct)))));
        Assert.Equal([Deciding.Decided, Deciding.Decided], outcomes);
        Assert.Equal(2, (await scene.DecisionsAsync("update")).Count);
    }

    [Fact]
    public async Task While_hidden_it_is_not_changed()
    {
        var scene = await ModerationScene.MakeAsync(domain);
        var starter = ModerationScene.As(scene.Helmi);
        var words = new InitiativeWords("Another title", "Why", "", "en", ModerationScene.Joensuu, null, false, "", "", null, 0, [], null);
        Task<Editing> EditAsync() => domain.RunAsync((EditInitiative edit) => edit.RunAsync(starter, scene.Initiative.Id, words, [(scene.Initiative.Roles[0].Id, new RoleWords("Picker", "", [], 1, 5, Effort.TwoHours))], Ct));
        Task<bool> AnswerAsync() => domain.RunAsync((AnswerQuestion answer) => answer.RunAsync(starter, scene.Question.Id, "Another answer", "en", Ct));

        await scene.HideAsync(ModerationScene.Moderator);
        await scene.HideAsync(ModerationScene.Moderator, "answer");
        Assert.Equal((Editing.NotAllowed, false), (await EditAsync(), await AnswerAsync()));
        Assert.Equal(("River clean-up", "Plenty of them."), ((await scene.NowAsync("initiative"))!.Title, (await scene.NowAsync("answer"))!.Text));

        await scene.RestoreAsync(ModerationScene.Moderator, seen: await scene.LatestAsync());
        await scene.RestoreAsync(ModerationScene.Moderator, "answer", await scene.LatestAsync("answer"));
        Assert.Equal((Editing.Saved, true), (await EditAsync(), await AnswerAsync()));
    }

    private async Task<Actor> ActorAsync(string who, Person author)
    {
        var now = domain.Clock.GetUtcNow();
        var person = ModerationScene.NewPerson("Aino", now);
        await domain.RunAsync(async (MatchmakingDb db) => { db.Add(person); return await db.SaveChangesAsync(Ct); });
        (Office, Guid?) here = (Office.Moderator, ModerationScene.Joensuu);
        if (who == "moderator without second factor")
        {
            await domain.RunAsync(async (MatchmakingDb db) =>
            {
                db.Add(new Appointment { PersonId = person.Id, Office = Office.Moderator, MunicipalityId = ModerationScene.Joensuu, Since = now });
                return await db.SaveChangesAsync(Ct);
            });
            return (await domain.ReadAsync(db => db.ActorAsync(person.Id, secondFactor: false, Ct)))!;
        }
        return who switch
        {
            "resident" => new(person.Id, []),
            "author" => new(author.Id, []),
            "author who moderates here" => new(author.Id, [here]),
            "author who is administrator" => new(author.Id, [(Office.Administrator, null)]),
            "coordinator here" => new(person.Id, [(Office.Coordinator, ModerationScene.Joensuu)]),
            "moderator elsewhere" => new(person.Id, [(Office.Moderator, ModerationScene.Vaasa)]),
            "suspended moderator" => new(person.Id, [here], Suspended: true),
            "moderator here" => new(person.Id, [here]),
            "administrator" => new(person.Id, [(Office.Administrator, null)]),
            _ => throw new ArgumentOutOfRangeException(nameof(who), who, null),
        };
    }

    /// <summary>Lets callers on when so many have come.</summary>
    private sealed class Meeting(int people)
    {
        private readonly TaskCompletionSource _all = new();
        private int _come;

        public Task WaitAsync()
        {
            if (Interlocked.Increment(ref _come) == people) _all.SetResult();
            return _all.Task.WaitAsync(TimeSpan.FromSeconds(10), Ct);
        }
    }

    private sealed class Unlocked(Moderated inner, Meeting meeting) : Moderated
    {
        public override string Kind => inner.Kind;

        public override Task LockAsync(MatchmakingDb db, Guid id, CancellationToken ct) => Task.CompletedTask;

        public override Task<ModeratedThing?> FindAsync(MatchmakingDb db, Guid id, CancellationToken ct) => inner.FindAsync(db, id, ct);

        /// <summary>Both have looked, and neither has hidden it yet.</summary>
        public override async Task HideAsync(MatchmakingDb db, Guid id, DateTimeOffset now, CancellationToken ct)
        {
            await meeting.WaitAsync();
            await inner.HideAsync(db, id, now, ct);
        }

        public override Task RestoreAsync(MatchmakingDb db, Guid id, CancellationToken ct) => inner.RestoreAsync(db, id, ct);
    }
}
