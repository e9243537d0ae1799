using Matchmaking.Platform.Data;
using Matchmaking.Platform.Trail;
using Matchmaking.Vocabulary;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.People;

/// <summary>A person changes the own profile; the matches follow within a minute. Not while suspended: the name is public.
/// The words said are held meanwhile: a coordinator who decides about one of them waits, and then finds this person too.</summary>
public sealed class ChangeProfile(MatchmakingDb db, TimeProvider clock)
{
    public Task<bool> RunAsync(Guid personId, Profile profile, CancellationToken ct = default) => db.InTransactionAsync(async () =>
    {
        var words = await db.FreeWords().HoldAsync(profile.WordIds ?? [], ct);
        var person = await db.People().SingleAsync(p => p.Id == personId, ct);
        if (person.SuspendedAt is not null) return false;
        person.ChangeProfile(profile with { WordIds = words });
        db.MatchPending(MatchCause.Person, personId);
        db.Trail("person.profile", personId, personId, clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
        return true;
    }, ct);
}

/// <summary>A person chooses the language, the zone and the rhythm of letters.</summary>
public sealed class ChangeLetters(MatchmakingDb db, TimeProvider clock)
{
    public Task RunAsync(Guid personId, string language, string timeZone, DigestRhythm rhythm, bool noticeBoard, CancellationToken ct = default) => db.InTransactionAsync(async () =>
    {
        var person = await db.People().LockAsync(personId, ct) ?? throw new InvalidOperationException("There is no such person.");
        var now = clock.GetUtcNow();
        person.ChangeLetters(language, timeZone, rhythm, noticeBoard, now);
        db.Trail("person.letters", personId, personId, now);
        await db.SaveChangesAsync(ct);
    }, ct);
}
