using System.Collections.Concurrent;
using Matchmaking.Initiatives;
using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Testing;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Matchmaking.Tests.Initiatives;

/// <summary>Many people and the last place, for real: connections of their own, at the same moment.</summary>
public sealed class JoinInitiativeTests(TestDomain domain) : IClassFixture<TestDomain>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_last_place_goes_to_one_of_thirty_two_who_ask_at_once()
    {
        var people = await Idea.PeopleAsync(domain, 33);
        for (var round = 0; round < 12; round++)
        {
            var idea = await Idea.SaveAsync(domain, people[^1], (1, 1));
            var role = idea.Roles[0].Id;
            var answers = await Task.WhenAll(people[..32].Select(p => JoinAsync(p, idea.Id, role)));
            Assert.Equal(1, answers.Count(a => a == Joining.JoinedAndReady));
            Assert.Equal(31, answers.Count(a => a == Joining.Full));
            Assert.Equal((1, 1), await TakenAsync(role));
            Assert.Equal(2, await Idea.LettersAsync<ReadyMail>(domain, idea.Id)); // the doer and the starter
            Assert.Equal(1, await Idea.LettersAsync<NewDoerMail>(domain, idea.Id));
        }
    }

    [Fact]
    public async Task Three_places_among_thirty_two_who_leave_and_come_are_never_four()
    {
        var people = await Idea.PeopleAsync(domain, 33);
        var idea = await Idea.SaveAsync(domain, people[^1], (2, 3));
        var role = idea.Roles[0].Id;
        await Task.WhenAll(people[..32].Select(async (p, n) =>
        {
            for (var time = 0; time < 3; time++)
            {
                await (n % 3 == 0 ? domain.RunAsync((JoinInitiative join) => join.RunAsync(p, idea.Id, role, wait: true, ct: Ct)) : JoinAsync(p, idea.Id, role));
                if (n % 2 == 0) await domain.RunAsync((LeaveInitiative leave) => leave.RunAsync(p, idea.Id, Ct));
            }
        }));
        var (taken, live) = await TakenAsync(role);
        Assert.Equal(taken, live);
        Assert.InRange(taken, 0, 3);
        var now = await Idea.NowAsync(domain, idea.Id);
        Assert.False(now.Roles[0].HasPlace && now.Roles[0].Queue.Any());
        Assert.Equal((Math.Max(0, 2 - taken), taken), (now.Missing, now.Doers));
        Assert.InRange(await Idea.LettersAsync<ReadyMail>(domain, idea.Id), 2, 33); // each once, by its key
    }

    /// <summary>One write frees the place and gives it on; whichever of the two rows is written first, nobody is refused.</summary>
    [Fact]
    public async Task The_place_of_one_who_leaves_goes_to_one_who_asked_before_that_one_came()
    {
        var people = await Idea.PeopleAsync(domain, 4);
        var idea = await Idea.SaveAsync(domain, people[3], (1, 1));
        var (role, halfHour) = (idea.Roles[0].Id, domain.Clock.GetUtcNow().AddMinutes(30));
        await JoinAsync(people[0], idea.Id, role);
        await WriteAsync(idea.Id, i => i.Wait(people[1].PersonId, role, domain.Clock.GetUtcNow(), heldUntil: halfHour)); // first in the queue, but the code is not given yet
        await Task.Delay(5, Ct); // ids of one millisecond are in no order
        Assert.Equal(Joining.Waiting, await domain.RunAsync((JoinInitiative join) => join.RunAsync(people[2], idea.Id, role, wait: true, ct: Ct)));
        await LeaveAsync(people[0], idea.Id);
        await WriteAsync(idea.Id, i => i.Confirm(i.Commitments.Single(c => c.PersonId == people[1].PersonId).Id, domain.Clock.GetUtcNow()));

        // The control: counted after each row instead of at the commit, the place is taken twice for a moment.
        var refused = await Assert.ThrowsAsync<DbUpdateException>(() => domain.ReadAsync(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync(Ct);
            await db.Database.ExecuteSqlAsync($"set constraints count_places immediate", Ct);
            (await db.LoadAsync(idea.Id, Ct))!.Leave(people[2].PersonId, domain.Clock.GetUtcNow());
            return await db.SaveChangesAsync(Ct);
        }));
        Assert.Equal("ck_role_taken", Assert.IsType<PostgresException>(refused.InnerException).ConstraintName);

        Assert.Equal(Leaving.Left, await LeaveAsync(people[2], idea.Id));
        Assert.Equal([people[1].PersonId], (await Idea.NowAsync(domain, idea.Id)).DoerIds);
        Assert.Equal((1, 1), await TakenAsync(role));
    }

    /// <summary>The control: the same without the lock. What keeps the place from being given twice is then the database alone.</summary>
    [Fact]
    public async Task Without_the_lock_the_database_refuses_whoever_comes_too_late()
    {
        var people = await Idea.PeopleAsync(domain, 9);
        for (var round = 0; round < 5; round++)
        {
            var idea = await Idea.SaveAsync(domain, people[^1], (1, 1));
            var refused = await WithoutTheLockAsync(domain, people[..8], idea);
            Assert.Equal(7, refused.Count);
            Assert.All(refused, e => Assert.Equal((PostgresErrorCodes.CheckViolation, "ck_role_taken"), (e.SqlState, e.ConstraintName)));
            Assert.Equal((1, 1), await TakenAsync(idea.Roles[0].Id));
        }
    }

    /// <summary>The control of the control: with neither lock nor check the place is given to all. If this fails, the race is no race.</summary>
    [Fact]
    public async Task Without_lock_and_check_the_place_is_given_many_times()
    {
        await using var unguarded = new TestDomain();
        await unguarded.InitializeAsync();
        await unguarded.ReadAsync(db => db.Database.ExecuteSqlAsync($"alter table role drop constraint ck_role_taken", Ct));
        var people = await Idea.PeopleAsync(unguarded, 9);
        var idea = await Idea.SaveAsync(unguarded, people[^1], (1, 1));
        Assert.Empty(await WithoutTheLockAsync(unguarded, people[..8], idea));
        Assert.Equal(8, await unguarded.ReadAsync(db => db.Commitments().CountAsync(c => c.RoleId == idea.Roles[0].Id && c.State == CommitmentState.Active, Ct)));
    }

    [Fact]
    public async Task The_database_counts_the_places_whatever_path_a_write_takes()
    {
        var people = await Idea.PeopleAsync(domain, 3);
        var idea = await Idea.SaveAsync(domain, people[2], (1, 1));
        var (id, role) = (idea.Id, idea.Roles[0].Id);
        await InsertAsync(id, role, people[0].PersonId, "Active");
        Assert.Equal((1, 1), await TakenAsync(role));
        Assert.Equal("ck_role_taken", (await Assert.ThrowsAsync<PostgresException>(() => InsertAsync(id, role, people[1].PersonId, "Active"))).ConstraintName);
        await InsertAsync(id, role, people[1].PersonId, "Waiting");
        Assert.Equal(PostgresErrorCodes.UniqueViolation, (await Assert.ThrowsAsync<PostgresException>(() => InsertAsync(id, role, people[1].PersonId, "Waiting"))).SqlState);
        Assert.Equal("ck_role_taken", (await Assert.ThrowsAsync<PostgresException>(() => ExecuteAsync($"update commitment set state = 'Active' where role_id = {role}"))).ConstraintName);
        await ExecuteAsync($"update commitment set state = 'Left' where role_id = {role} and person_id = {people[0].PersonId}");
        Assert.Equal((0, 0), await TakenAsync(role));
        await ExecuteAsync($"update commitment set state = 'Active' where role_id = {role} and state = 'Waiting'");
        await ExecuteAsync($"delete from commitment where role_id = {role}");
        Assert.Equal((0, 0), await TakenAsync(role));
    }

    [Fact]
    public async Task When_enough_come_everyone_is_told_once_however_often_it_turns()
    {
        var people = await Idea.PeopleAsync(domain, 4);
        var idea = await Idea.SaveAsync(domain, people[3], (3, 3));
        var role = idea.Roles[0].Id;
        var answers = await Task.WhenAll(people[..3].Select(p => JoinAsync(p, idea.Id, role)));
        Assert.Equal([Joining.Joined, Joining.Joined, Joining.JoinedAndReady], answers.Order());
        Assert.Equal(4, await Idea.LettersAsync<ReadyMail>(domain, idea.Id));

        for (var time = 0; time < 3; time++)
        {
            Assert.Equal(Leaving.LeftAndShort, await domain.RunAsync((LeaveInitiative leave) => leave.RunAsync(people[0], idea.Id, Ct)));
            Assert.Equal(InitiativeState.Open, (await Idea.NowAsync(domain, idea.Id)).State);
            Assert.Equal(Joining.JoinedAndReadyAgain, await JoinAsync(people[0], idea.Id, role));
        }
        Assert.Equal(4, await Idea.LettersAsync<ReadyMail>(domain, idea.Id));
        Assert.Equal(3, await Idea.LettersAsync<OneShortMail>(domain, idea.Id));
    }

    [Fact]
    public async Task One_who_presses_the_button_many_times_at_once_is_in_once()
    {
        var people = await Idea.PeopleAsync(domain, 2);
        var idea = await Idea.SaveAsync(domain, people[1], (1, 5));
        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => JoinAsync(people[0], idea.Id, idea.Roles[0].Id)));
        Assert.Equal(1, answers.Count(a => a == Joining.JoinedAndReady));
        Assert.Equal(15, answers.Count(a => a == Joining.AlreadyIn));
    }

    [Fact]
    public async Task Nobody_suspended_and_nobody_without_a_confirmed_address_joins()
    {
        var people = await Idea.PeopleAsync(domain, 2);
        var idea = await Idea.SaveAsync(domain, people[1], (1, 5));
        Assert.Equal(Joining.Closed, await JoinAsync(people[0] with { Suspended = true }, idea.Id, idea.Roles[0].Id));
        await domain.ReadAsync(db => db.People().Where(p => p.Id == people[0].PersonId).ExecuteUpdateAsync(s => s.SetProperty(p => p.EmailConfirmed, false), Ct));
        Assert.Equal(Joining.Closed, await JoinAsync(people[0], idea.Id, idea.Roles[0].Id));
        Assert.Equal(Joining.Closed, await JoinAsync(people[1], Guid.CreateVersion7(), idea.Roles[0].Id));
    }

    private Task<bool> WriteAsync(Guid initiative, Action<Initiative> change) => domain.ReadAsync(async db =>
    {
        change((await db.LoadAsync(initiative, Ct))!);
        await db.SaveChangesAsync(Ct);
        return true;
    });

    private Task<Leaving> LeaveAsync(Actor actor, Guid initiative) => domain.RunAsync((LeaveInitiative leave) => leave.RunAsync(actor, initiative, Ct));

    private Task<Joining> JoinAsync(Actor actor, Guid initiative, Guid role) => domain.RunAsync((JoinInitiative join) => join.RunAsync(actor, initiative, role, ct: Ct));

    /// <summary>All read before the first writes, as happens when nobody waits for a lock.</summary>
    private static async Task<List<PostgresException>> WithoutTheLockAsync(TestDomain domain, Actor[] people, Initiative idea)
    {
        var refused = new ConcurrentBag<PostgresException>();
        using var everybodyHasRead = new Barrier(people.Length);
        await Task.WhenAll(people.Select(person => Task.Run(() => domain.ReadAsync(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync(Ct);
            var copy = (await db.LoadAsync(idea.Id, Ct))!;
            Assert.True(everybodyHasRead.SignalAndWait(TimeSpan.FromSeconds(30), Ct));
            Assert.Equal(Joining.JoinedAndReady, copy.Join(person.PersonId, idea.Roles[0].Id, domain.Clock.GetUtcNow()));
            try
            {
                await db.SaveChangesAsync(Ct);
                await transaction.CommitAsync(Ct);
            }
            catch (PostgresException e) // when it commits: the places are counted then
            {
                refused.Add(e);
            }
            return true;
        }), Ct)));
        return [.. refused];
    }

    private Task<int> ExecuteAsync(FormattableString sql) => domain.ReadAsync(db => db.Database.ExecuteSqlAsync(sql, Ct));

    private Task<int> InsertAsync(Guid initiative, Guid role, Guid person, string state) => ExecuteAsync($"""
        insert into commitment (id, role_id, initiative_id, person_id, state, at) values ({Guid.CreateVersion7()}, {role}, {initiative}, {person}, {state}, now())
        """);

    private Task<(int Taken, int Live)> TakenAsync(Guid role) => domain.ReadAsync(async db => (await db.Roles().Where(r => r.Id == role).Select(r => r.Taken).SingleAsync(Ct),
        await db.Commitments().CountAsync(c => c.RoleId == role && (c.State == CommitmentState.Active || c.State == CommitmentState.Done), Ct)));
}
