using Matchmaking.Notifications;
using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Platform.Trail;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Initiatives;

public enum ProposingDate { Proposed, ThereAlready, NotAllowed, TooMany }

/// <summary>Someone in it proposes a time in the doers' date poll. The time is on the wall clock of the place.</summary>
public sealed class ProposeDate(MatchmakingDb db, TimeProvider clock)
{
    public const int MostOptions = 12;

    public Task<ProposingDate> RunAsync(Actor actor, Guid initiativeId, DateTime startsAt, CancellationToken ct = default) => db.InTransactionAsync(async () =>
    {
        var now = clock.GetUtcNow();
        if (await db.LockAsync(initiativeId, ct) is not { } initiative || !InitiativeRights.IsInIt(actor, initiative) || initiative.IsOver) return ProposingDate.NotAllowed;
        var options = await db.DateOptions().Where(o => o.InitiativeId == initiativeId).Select(o => o.StartsAt).ToListAsync(ct);
        if (options.Contains(startsAt)) return ProposingDate.ThereAlready;
        if (options.Count >= MostOptions) return ProposingDate.TooMany;
        var option = new DateOption { InitiativeId = initiativeId, StartsAt = startsAt, ProposedById = actor.PersonId, At = now };
        option.Vote(actor.PersonId, Suits.Yes);
        db.Add(option);
        initiative.SayAlive(now);
        await db.SaveChangesAsync(ct);
        return ProposingDate.Proposed;
    }, ct);
}

/// <summary>Someone in it says how the proposed times suit. Answers can be changed until a time is chosen.</summary>
public sealed class VoteDates(MatchmakingDb db)
{
    public Task<bool> RunAsync(Actor actor, Guid initiativeId, IReadOnlyDictionary<Guid, Suits> answers, CancellationToken ct = default) => db.InTransactionAsync(async () =>
    {
        if (await db.LockAsync(initiativeId, ct) is not { } initiative || !InitiativeRights.IsInIt(actor, initiative)) return false;
        foreach (var option in await db.DateOptions().Include(o => o.Votes).Where(o => o.InitiativeId == initiativeId).ToListAsync(ct))
            if (answers.TryGetValue(option.Id, out var suits)) option.Vote(actor.PersonId, suits);
        await db.SaveChangesAsync(ct);
        return true;
    }, ct);
}

/// <summary>The starter chooses one of the proposed times; it becomes the initiative's time and everyone in it is told.</summary>
public sealed class ChooseDate(MatchmakingDb db, TimeProvider clock)
{
    public Task<bool> RunAsync(Actor actor, Guid optionId, CancellationToken ct = default) => db.InTransactionAsync(async () =>
    {
        var now = clock.GetUtcNow();
        var initiativeId = await db.DateOptions().Where(o => o.Id == optionId).Select(o => o.InitiativeId).SingleOrDefaultAsync(ct);
        if (await db.LockAsync(initiativeId, ct) is not { } initiative || !InitiativeRights.CanSteer(actor, initiative)) return false;
        var options = await db.DateOptions().Where(o => o.InitiativeId == initiativeId).ToListAsync(ct);
        foreach (var option in options) option.ChosenAt = option.Id == optionId ? now : null;
        initiative.StartsAt = options.Single(o => o.Id == optionId).StartsAt;
        initiative.SayAlive(now);
        foreach (var person in initiative.PeopleInIt.Where(p => p != actor.PersonId))
            db.Tell(new DateChosenMail(person, initiativeId, initiative.StartsAt.Value), initiativeId, now);
        db.Trail("initiative.date-chosen", initiativeId, actor.PersonId, now);
        db.Changed(initiative);
        await db.SaveChangesAsync(ct);
        return true;
    }, ct);
}
