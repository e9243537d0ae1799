using Matchmaking.Platform.Data;
using Matchmaking.Platform.Jobs;
using Matchmaking.Platform.Mail;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.People;

/// <summary>Accounts that nobody uses do not stay for ever: the person is asked twice, and after 24 months without a visit the account is
/// deleted as if the person had done it. Whoever holds an office is left alone; somebody must end the office first.</summary>
public sealed class LetGoOfTheAway(MatchmakingDb db, DeleteAccount delete, TimeProvider clock) : IJob
{
    private const int AtATime = 200;

    public async Task<int> RunAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var (silent, patience) = (now.AddMonths(-22), now.AddMonths(-1));
        var day = DateOnly.FromDateTime(silent.UtcDateTime);
        var due = await db.People().Where(p => p.EmailConfirmed && (p.LastSeenOn == null ? p.CreatedAt <= silent : p.LastSeenOn <= day))
            .Where(p => p.AwayAskedAt == null || p.AwayAskedAt <= patience)
            .Where(p => !db.Appointments().Any(a => a.PersonId == p.Id && a.EndedAt == null))
            .OrderBy(p => p.AwayAskedAt ?? p.CreatedAt).Select(p => p.Id).Take(AtATime).ToListAsync(ct);
        foreach (var id in due) await CareForAsync(id, now, ct);
        return due.Count;
    }

    private Task CareForAsync(Guid id, DateTimeOffset now, CancellationToken ct) => db.InTransactionAsync(async () =>
    {
        if (await db.People().FromSql($"select * from person where id = {id} for no key update").SingleOrDefaultAsync(ct) is not { } person) return;
        switch (person.AwayStepAt(now))
        {
            case AwayStep.Ask or AwayStep.AskAgain:
                person.AskIfAway(now);
                db.Letter(new StillWantedMail(id, DateOnly.FromDateTime(now.AddMonths(person.AwayAsks == 1 ? 2 : 1).UtcDateTime)), now);
                await db.SaveChangesAsync(ct);
                break;
            case AwayStep.LetGo:
                await delete.RunAsync(id, ct);
                break;
        }
    }, ct);
}

/// <summary>To somebody who has not been here for long: is the account still wanted? It goes on that day at the earliest.</summary>
public sealed record StillWantedMail(Guid? To, DateOnly GoesOn) : Mail(To)
{
    public override TimeSpan UsefulFor => TimeSpan.FromDays(21);
}
