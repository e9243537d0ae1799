using Matchmaking.Notifications;
using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Platform.Trail;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Initiatives;

public enum Asking { Asked, NotAllowed, TooManyToday }

/// <summary>Anyone signed in asks something in public; the starter is told.</summary>
public sealed class AskQuestion(MatchmakingDb db, TimeProvider clock)
{
    public const int MostPerDay = 10;

    public Task<Asking> RunAsync(Actor actor, Guid initiativeId, string text, string language, CancellationToken ct = default) => db.InTransactionAsync(async () =>
    {
        var now = clock.GetUtcNow();
        await db.Database.ExecuteSqlAsync($"select 1 from person where id = {actor.PersonId} for no key update", ct); // parallel posts count one by one
        var initiative = await db.Initiatives().SingleOrDefaultAsync(i => i.Id == initiativeId, ct);
        if (initiative is null || actor.Suspended || !InitiativeRights.CanSee(actor, initiative)) return Asking.NotAllowed;
        if (!await db.People().AnyAsync(p => p.Id == actor.PersonId && p.EmailConfirmed && p.SaidAtLeast13At != null, ct)) return Asking.NotAllowed;
        if (await db.InitiativeQuestions().CountAsync(q => q.AskerId == actor.PersonId && q.At > now.AddDays(-1), ct) >= MostPerDay) return Asking.TooManyToday;
        var question = new InitiativeQuestion { InitiativeId = initiativeId, AskerId = actor.PersonId, Text = text, Language = language, At = now };
        db.Add(question);
        if (initiative.StarterId is { } starter && starter != actor.PersonId) db.Tell(new QuestionAskedMail(starter, initiativeId, question.Id), initiativeId, now);
        db.Trail("initiative.question", initiativeId, actor.PersonId, now);
        db.Touch($"initiative:{initiativeId:N}");
        await db.SaveChangesAsync(ct);
        return Asking.Asked;
    }, ct);
}

/// <summary>The starter answers a question, or mends the answer; the one who asked is told once.</summary>
public sealed class AnswerQuestion(MatchmakingDb db, TimeProvider clock)
{
    public Task<bool> RunAsync(Actor actor, Guid questionId, string text, string language, CancellationToken ct = default) => db.InTransactionAsync(async () =>
    {
        var now = clock.GetUtcNow();
        var question = await db.InitiativeQuestions().SingleOrDefaultAsync(q => q.Id == questionId && q.HiddenAt == null && q.AnswerHiddenAt == null, ct);
        if (question is null || await db.LockAsync(question.InitiativeId, ct) is not { } initiative || !InitiativeRights.CanSteer(actor, initiative)) return false;
        if (question.AnsweredAt is null && question.AskerId is { } asker && asker != actor.PersonId)
            db.Tell(new QuestionAnsweredMail(asker, initiative.Id, question.Id), initiative.Id, now);
        question.AnswerWith(text, language, actor.PersonId, now);
        initiative.SayAlive(now);
        db.Trail("initiative.answer", initiative.Id, actor.PersonId, now);
        db.Touch($"initiative:{initiative.Id:N}");
        await db.SaveChangesAsync(ct);
        return true;
    }, ct);
}
