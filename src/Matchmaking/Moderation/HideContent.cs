using Matchmaking.Notifications;
using Matchmaking.People;
using Matchmaking.Platform.Data;

namespace Matchmaking.Moderation;

/// <summary>A moderator hides a thing for a reason; from the next request on others do not know of it. Its author gets the statement of
/// reasons, those who reported it hear of the decision.</summary>
public sealed class HideContent(MatchmakingDb db, ModeratedKinds kinds, TimeProvider clock)
{
    /// <param name="rule">Not <see cref="ContentRule.Other"/>: a decision rests on a rule.</param>
    /// <param name="facts">What was found; the author reads it.</param>
    /// <param name="seen">The latest decision the moderator saw when deciding.</param>
    public Task<Deciding> RunAsync(Actor actor, string kind, Guid id, ContentRule rule, string facts, Guid? seen, CancellationToken ct = default) => db.InTransactionAsync(async () =>
    {
        var now = clock.GetUtcNow();
        if (await ModerationCase.OpenAsync(db, kinds, actor, kind, id, ct) is not { } work) return Deciding.NotAllowed;
        if (work.Thing.HiddenAt is not null || work.Thing.IsGone || !work.IsAsSeen(seen)) return Deciding.AlreadyDecided;
        var decision = work.Decide(Verdict.Hidden, rule, facts, now);
        await work.Kind.HideAsync(db, id, now, ct);
        if (work.Thing.AuthorId is { } author) db.Tell(new HiddenMail(author, decision.Id), id, now);
        await db.SaveChangesAsync(ct);
        return Deciding.Decided;
    }, ct);
}
