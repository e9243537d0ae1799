using Matchmaking.Notifications;
using Matchmaking.Platform.Data;
using Matchmaking.Platform.Jobs;
using Matchmaking.Platform.Trail;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Initiatives;

/// <summary>Asks the starter of a silent initiative one kind question, and pauses it when nobody answers in time.</summary>
public sealed class AskTheDormant(MatchmakingDb db, TimeProvider clock) : IJob
{
    private const int AtATime = 200;

    public async Task<int> RunAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var silent = now - Initiative.SilentFor;
        var unanswered = now - Initiative.AnswerWithin;
        var due = await db.Initiatives().TakingDoers().Where(i => (i.DormantAskedAt == null && i.LastLifeAt <= silent) || i.DormantAskedAt <= unanswered)
            .OrderBy(i => i.LastLifeAt).Select(i => i.Id).Take(AtATime).ToListAsync(ct);
        foreach (var id in due) await CareForAsync(id, now, ct);
        return due.Count;
    }

    private Task CareForAsync(Guid id, DateTimeOffset now, CancellationToken ct) => db.InTransactionAsync(async () =>
    {
        if (await db.LockAsync(id, ct) is not { } initiative) return;
        if (initiative.PauseUnanswered(now))
        {
            db.TellTurned(initiative, by: null, now);
            db.Trail("initiative.paused-unanswered", id, null, now);
        }
        else if (initiative.IsDormant(now))
        {
            initiative.AskIfAlive(now);
            foreach (var person in initiative.StarterId is { } starter ? [starter] : initiative.DoerIds) db.Tell(new DormantQuestionMail(person, id), id, now);
            db.Trail("initiative.asked-if-alive", id, null, now);
        }
        await db.SaveChangesAsync(ct);
    }, ct);
}

/// <summary>"Alive": the answer to the kind question that changes nothing else.</summary>
public sealed class SayAlive(MatchmakingDb db, TimeProvider clock)
{
    public Task<bool> RunAsync(People.Actor actor, Guid initiativeId, CancellationToken ct = default) => db.InTransactionAsync(async () =>
    {
        if (await db.LockAsync(initiativeId, ct) is not { } initiative || !InitiativeRights.CanSteer(actor, initiative)) return false;
        initiative.SayAlive(clock.GetUtcNow());
        if (initiative.StarterId is null) initiative.HandOver(actor.PersonId, clock.GetUtcNow());
        db.Trail("initiative.alive", initiativeId, actor.PersonId, clock.GetUtcNow());
        db.Changed(initiative);
        await db.SaveChangesAsync(ct);
        return true;
    }, ct);
}
