using System.Collections.Concurrent;
using System.Text;
using Matchmaking.Initiatives;
using Matchmaking.Notifications;
using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Platform.Trail;
using Matchmaking.Testing;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Matchmaking.Tests.Initiatives;

/// <summary>An official invites the people of one initiative to another: each is told once, nobody is moved, and it can be taken back.</summary>
public sealed class InviteToOtherTests(TestDomain domain) : IClassFixture<TestDomain>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Everyone_in_the_first_alone_is_told_and_the_others_starter_hears_of_it()
    {
        var scene = await InvitationScene.MakeAsync(domain);
        Assert.Equal((Inviting.Invited, 3), await domain.RunAsync((PreviewInvitation preview) => preview.RunAsync(scene.Moderator, scene.One.Id, scene.Other.Id, Ct)));
        Assert.Empty(await scene.LettersAsync());

        Assert.Equal(Inviting.Invited, await scene.InviteAsync(scene.Moderator));
        var told = await scene.LettersAsync();
        Assert.Equal(Ids(scene.Starter, scene.Doer, scene.Waiting), told.OfType<InvitedToOtherMail>().Select(m => m.To!.Value).Order());
        Assert.Equal([scene.Host.PersonId], told.OfType<PeopleInvitedMail>().Select(m => m.To!.Value));
        Assert.Equal(4, await domain.ReadAsync(db => db.Notifications().CountAsync(n => n.AboutId == scene.Other.Id && (n.Kind == nameof(InvitedToOtherMail) || n.Kind == nameof(PeopleInvitedMail)), Ct)));
        Assert.True(await domain.ReadAsync(db => db.Trail().AnyAsync(t => t.About == scene.One.Id && t.What == "initiative.invited" && t.By == scene.Moderator.PersonId, Ct)));

        var (one, other) = (await Idea.NowAsync(domain, scene.One.Id), await Idea.NowAsync(domain, scene.Other.Id));
        Assert.Equal(scene.One.PeopleInIt.Order(), one.PeopleInIt.Order()); // nobody is moved
        Assert.Equal(scene.Other.PeopleInIt.Order(), other.PeopleInIt.Order());
        Assert.Equal((scene.One.State, scene.One.Changes.Count), (one.State, one.Changes.Count));
    }

    [Fact]
    public async Task Many_officials_at_once_make_one_invitation_and_one_letter_each()
    {
        for (var round = 0; round < 5; round++)
        {
            var scene = await InvitationScene.MakeAsync(domain);
            var officials = new[] { scene.Moderator, scene.Coordinator, scene.Administrator };
            var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(n => scene.InviteAsync(officials[n % 3])));
            Assert.Equal((1, 11), (answers.Count(a => a == Inviting.Invited), answers.Count(a => a == Inviting.InvitedAlready)));
            Assert.Equal(1, await scene.InvitationsAsync());
            Assert.Equal((3, 1), await scene.CountAsync());
        }
    }

    [Fact]
    public async Task Both_ways_at_once_is_one_way_and_nobody_waits_for_ever()
    {
        for (var round = 0; round < 8; round++)
        {
            var scene = await InvitationScene.MakeAsync(domain);
            var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(n => n % 2 == 0 ? scene.InviteAsync(scene.Moderator) : scene.InviteAsync(scene.Coordinator, scene.Other.Id, scene.One.Id)));
            Assert.Equal(1, answers.Count(a => a == Inviting.Invited));
            Assert.Equal(4, answers.Count(a => a == Inviting.InvitedHere));
            Assert.Equal(3, answers.Count(a => a == Inviting.InvitedAlready));
        }
    }

    /// <summary>The control: the same without the lock. What keeps people from being told twice is then the database alone.</summary>
    [Fact]
    public async Task Without_the_lock_the_database_refuses_the_second()
    {
        var scene = await InvitationScene.MakeAsync(domain);
        var refused = await WithoutTheLockAsync(domain, scene, 6);
        Assert.Equal(5, refused.Count);
        Assert.All(refused, e => Assert.Equal((PostgresErrorCodes.UniqueViolation, UniqueIndex), (e.SqlState, e.ConstraintName)));
        Assert.Equal(1, await scene.InvitationsAsync());
    }

    /// <summary>The control of the control: with neither lock nor index all are told many times. If this fails, the race is no race.</summary>
    [Fact]
    public async Task Without_lock_and_index_everybody_is_told_many_times()
    {
        await using var unguarded = new TestDomain();
        await unguarded.InitializeAsync();
        await unguarded.ReadAsync(db => db.Database.ExecuteSqlAsync($"drop index ix_initiative_invitation_from_id_to_id", Ct));
        var scene = await InvitationScene.MakeAsync(unguarded);
        Assert.Empty(await WithoutTheLockAsync(unguarded, scene, 6));
        Assert.Equal(6, await scene.InvitationsAsync());
    }

    [Theory]
    [InlineData("starter", Inviting.NotAllowed)]
    [InlineData("elsewhere", Inviting.NotAllowed)]
    [InlineData("suspended", Inviting.NotAllowed)]
    [InlineData("in it", Inviting.NotAllowed)]
    [InlineData("in the other", Inviting.OtherIsOwn)]
    [InlineData("no first", Inviting.NotAllowed)]
    [InlineData("first hidden", Inviting.NotAllowed)]
    [InlineData("first over", Inviting.IsOver)]
    [InlineData("no other", Inviting.NoOther)]
    [InlineData("other hidden", Inviting.NoOther)]
    [InlineData("other over", Inviting.OtherIsClosed)]
    [InlineData("other paused", Inviting.OtherIsClosed)]
    [InlineData("the same", Inviting.TheSame)]
    [InlineData("all in both", Inviting.Nobody)]
    public async Task What_may_not_be_leaves_no_trace(string why, Inviting outcome)
    {
        var scene = await InvitationScene.MakeAsync(domain);
        var (by, one, other) = (scene.Moderator, scene.One.Id, scene.Other.Id);
        switch (why)
        {
            case "starter": by = scene.Starter; break;
            case "elsewhere": by = new(by.PersonId, [(Office.Moderator, Guid.CreateVersion7()), (Office.Coordinator, Guid.CreateVersion7())]); break;
            case "suspended": by = by with { Suspended = true }; break;
            case "in it": by = scene.Doer with { Offices = by.Offices }; break;
            case "in the other": by = scene.Host with { Offices = by.Offices }; break;
            case "no first": one = Guid.CreateVersion7(); break;
            case "no other": other = Guid.CreateVersion7(); break;
            case "the same": other = one; break;
            case "first hidden" or "other hidden": await scene.ChangeAsync(why[0] == 'f' ? one : other, i => i.Hide(Idea.Now)); break;
            case "first over" or "other over": await scene.ChangeAsync(why[0] == 'f' ? one : other, i => i.TurnTo(InitiativeState.Withdrawn, "", scene.Host.PersonId, Idea.Now)); break;
            case "other paused": await scene.ChangeAsync(other, i => i.TurnTo(InitiativeState.Paused, "", scene.Host.PersonId, Idea.Now)); break;
            case "all in both": foreach (var person in scene.One.PeopleInIt) await scene.JoinAsync(new(person, []), other); break;
        }
        var before = await scene.LettersAsync();
        Assert.Equal((outcome, 0), await domain.RunAsync((PreviewInvitation preview) => preview.RunAsync(by, one, other, Ct)));
        Assert.Equal(outcome, await scene.InviteAsync(by, one, other));
        Assert.Equal(0, await scene.InvitationsAsync());
        Assert.Equal(before.Count, (await scene.LettersAsync()).Count);
    }

    [Fact]
    public async Task Whoever_may_invite_takes_it_back_and_may_invite_anew()
    {
        var scene = await InvitationScene.MakeAsync(domain);
        await scene.InviteAsync(scene.Moderator);
        await domain.RunAsync((ReadNotifications read) => read.RunAsync(scene.Doer.PersonId, domain.Clock.GetUtcNow(), Ct));
        foreach (var nobody in new[] { scene.Starter, scene.Host, scene.Coordinator with { Suspended = true }, scene.Doer with { Offices = scene.Moderator.Offices } }) Assert.False(await scene.TakeBackAsync(nobody));
        Assert.False(await domain.RunAsync((TakeBackInvitation takeBack) => takeBack.RunAsync(scene.Administrator, scene.Other.Id, scene.Invitation, Ct))); // it is not of that one
        Assert.Equal(Inviting.InvitedAlready, await scene.InviteAsync(scene.Administrator));

        Assert.True(await scene.TakeBackAsync(scene.Coordinator));
        Assert.False(await scene.TakeBackAsync(scene.Coordinator));
        Assert.Equal(Ids(scene.Doer), await domain.ReadAsync(db => db.Notifications().Where(n => n.AboutId == scene.Other.Id && (n.Kind == nameof(InvitedToOtherMail) || n.Kind == nameof(PeopleInvitedMail))).Select(n => n.PersonId).ToListAsync(Ct))); // what was read is read
        Assert.True(await domain.ReadAsync(db => db.Trail().AnyAsync(t => t.About == scene.One.Id && t.What == "initiative.invitation-taken-back" && t.By == scene.Coordinator.PersonId, Ct)));
        Assert.Equal(Inviting.Invited, await scene.InviteAsync(scene.Administrator));
        Assert.Equal((6, 2), await scene.CountAsync());
    }

    [Fact]
    public async Task An_official_gets_the_own_words_and_goes_without_a_name()
    {
        var scene = await InvitationScene.MakeAsync(domain);
        await scene.InviteAsync(scene.Moderator);
        Assert.Contains(InvitationScene.Words, Encoding.UTF8.GetString(await domain.RunAsync((ExportMyData export) => export.RunAsync(scene.Moderator.PersonId, Ct))), StringComparison.Ordinal);
        Assert.DoesNotContain(InvitationScene.Words, Encoding.UTF8.GetString(await domain.RunAsync((ExportMyData export) => export.RunAsync(scene.Doer.PersonId, Ct))), StringComparison.Ordinal);
        await domain.RunAsync(async (DeleteAccount delete) => { await delete.RunAsync(scene.Moderator.PersonId, Ct); return true; });
        Assert.Null(await domain.ReadAsync(db => db.InitiativeInvitations().Where(v => v.FromId == scene.One.Id).Select(v => v.ById).SingleAsync(Ct)));
    }

    [Fact]
    public async Task One_who_started_both_is_told_once()
    {
        var scene = await InvitationScene.MakeAsync(domain);
        await scene.ChangeAsync(scene.Other.Id, i => i.HandOver(scene.Starter.PersonId, Idea.Now));
        Assert.Equal(Inviting.Invited, await scene.InviteAsync(scene.Moderator));
        Assert.IsType<PeopleInvitedMail>(Assert.Single(await scene.LettersAsync(), m => m.To == scene.Starter.PersonId));
    }

    private const string UniqueIndex = "ix_initiative_invitation_from_id_to_id";

    private static IEnumerable<Guid> Ids(params Actor[] people) => people.Select(p => p.PersonId).Order();

    /// <summary>All read before the first writes, as happens when nobody waits for a lock.</summary>
    private static async Task<List<PostgresException>> WithoutTheLockAsync(TestDomain domain, InvitationScene scene, int times)
    {
        var refused = new ConcurrentBag<PostgresException>();
        using var everybodyHasRead = new Barrier(times);
        await Task.WhenAll(Enumerable.Range(0, times).Select(_ => Task.Run(() => domain.ReadAsync(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync(Ct);
            var (one, other) = (await db.LoadAsync(scene.One.Id, Ct), await db.LoadAsync(scene.Other.Id, Ct));
            Assert.Equal(Inviting.Invited, await db.MayInviteAsync(scene.Moderator, one, other, Ct));
            Assert.True(everybodyHasRead.SignalAndWait(TimeSpan.FromSeconds(30), Ct));
            db.Add(new InitiativeInvitation { FromId = scene.One.Id, ToId = scene.Other.Id, ById = scene.Moderator.PersonId, Words = InvitationScene.Words, At = domain.Clock.GetUtcNow() });
            try
            {
                await db.SaveChangesAsync(Ct);
                await transaction.CommitAsync(Ct);
            }
            catch (DbUpdateException e) when (e.InnerException is PostgresException inner)
            {
                refused.Add(inner);
            }
            return true;
        }), Ct)));
        return [.. refused];
    }
}
