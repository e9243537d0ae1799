using Matchmaking.Initiatives;
using Matchmaking.Notifications;
using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Platform.Mail;
using Matchmaking.Platform.Trail;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Matching;

/// <summary>A person answers a match, or takes the answer back. Each answer changes the next run: an initiative that rests or is refused is not
/// suggested, and what has a theme of the refused kind goes down.</summary>
public sealed class AnswerMatch(MatchmakingDb db, TimeProvider clock)
{
    /// <param name="answer"><see cref="MatchAnswer.None"/> takes the answer back.</param>
    /// <param name="themeIds">With "not this kind": which of the initiative's themes. Without any, only this one is refused and nothing goes down.</param>
    /// <param name="sharesContact">With "interested", to a host who asked: the two see each other's name and address from now on.</param>
    /// <returns>False when there is no such match of this person, or it is over.</returns>
    public Task<bool> RunAsync(Actor actor, Guid matchId, MatchAnswer answer, IReadOnlyCollection<Guid>? themeIds = null, bool sharesContact = false, CancellationToken ct = default) => db.InTransactionAsync(async () =>
    {
        var now = clock.GetUtcNow();
        var person = await db.People().FromSql($"select * from person where id = {actor.PersonId} for no key update").SingleOrDefaultAsync(ct);
        if (person is null || actor.Suspended || await db.LockMatchAsync(matchId, actor.PersonId, ct) is not { } match) return false;
        var initiative = await db.Initiatives().SingleAsync(i => i.Id == match.InitiativeId, ct);
        switch (answer)
        {
            case MatchAnswer.Interested:
                if (!initiative.TakesDoers || initiative.HiddenAt is not null) return false;
                SayInterested(match, initiative, sharesContact && person is { MayBeSuggested: true, Under18: false }, now);
                break;
            case MatchAnswer.NotNow:
                match.SayNotNow(now);
                break;
            case MatchAnswer.NotThisKind:
                await LowerAsync(actor.PersonId, initiative, themeIds ?? [], now, ct);
                match.SayNotThisKind(now);
                break;
            default:
                await LowerAsync(actor.PersonId, initiative, [], now, ct);
                match.TakeBack();
                break;
        }
        db.Trail($"match.{(answer == MatchAnswer.None ? "taken-back" : answer.ToString().ToLowerInvariant())}", match.InitiativeId, actor.PersonId, now);
        db.MatchPending(MatchCause.Person, actor.PersonId);
        await db.SaveChangesAsync(ct);
        return true;
    }, ct);

    /// <summary>What this person said of the initiative's themes is now this. A theme that went down by another answer stays that one's.</summary>
    private async Task LowerAsync(Guid personId, Initiative initiative, IReadOnlyCollection<Guid> themeIds, DateTimeOffset now, CancellationToken ct)
    {
        var lowered = await db.LoweredThemes().Where(l => l.PersonId == personId).ToListAsync(ct);
        db.RemoveRange(lowered.Where(l => l.InitiativeId == initiative.Id && !themeIds.Contains(l.ThemeId)));
        db.AddRange(initiative.ThemeIds.Intersect(themeIds).Except(lowered.Select(l => l.ThemeId))
            .Select(id => new LoweredTheme { PersonId = personId, ThemeId = id, InitiativeId = initiative.Id, At = now }));
    }

    /// <summary>The starter is told once; of a yes that shares contact details both are.</summary>
    private void SayInterested(Match match, Initiative initiative, bool sharesContact, DateTimeOffset now)
    {
        var isNew = match.SayInterested(now);
        if (initiative.StarterId is not { } starter) return;
        if (sharesContact && starter == match.AskedById && match.ShareContact(now))
        {
            db.Tell(new ContactToHostMail(starter, initiative.Id, match.Id), initiative.Id, now);
            db.Tell(new ContactToDoerMail(match.PersonId, initiative.Id, match.Id), initiative.Id, now);
            db.Trail("contact.shared", initiative.Id, match.PersonId, now);
        }
        else if (isNew) db.Tell(new InterestedMail(starter, initiative.Id, match.RoleId), initiative.Id, now);
    }
}

/// <summary>Takes "not this kind" back for one theme, whatever it was said of: it lowers nothing any more.</summary>
public sealed class LiftTheme(MatchmakingDb db, TimeProvider clock)
{
    /// <returns>False when the theme is not among those that the person lowered.</returns>
    public Task<bool> RunAsync(Actor actor, Guid themeId, CancellationToken ct = default) => db.InTransactionAsync(async () =>
    {
        var lowered = db.LoweredThemes().Where(l => l.PersonId == actor.PersonId && l.ThemeId == themeId);
        if (actor.Suspended || !await lowered.AnyAsync(ct)) return false;
        await lowered.ExecuteDeleteAsync(ct);
        db.Trail("match.theme-lifted", themeId, actor.PersonId, clock.GetUtcNow());
        db.MatchPending(MatchCause.Person, actor.PersonId);
        await db.SaveChangesAsync(ct);
        return true;
    }, ct);
}

/// <summary>To the starter: somebody is interested in a role. Nobody is named before joining.</summary>
public sealed record InterestedMail(Guid? To, Guid InitiativeId, Guid RoleId) : InitiativeMail(To, InitiativeId);

internal static class MatchLocking
{
    /// <summary>The match, if it is this person's, locked until the transaction ends.</summary>
    public static Task<Match?> LockMatchAsync(this MatchmakingDb db, Guid matchId, Guid personId, CancellationToken ct) =>
        db.Matches().FromSql($"select * from match where id = {matchId} and person_id = {personId} for update").SingleOrDefaultAsync(ct);
}
