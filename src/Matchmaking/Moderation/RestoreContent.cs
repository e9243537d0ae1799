using Matchmaking.Notifications;
using Matchmaking.People;
using Matchmaking.Platform.Data;

namespace Matchmaking.Moderation;

/// <summary>A moderator shows a hidden thing again, exactly as it was: after a complaint, or because hiding it was a mistake.</summary>
public sealed class RestoreContent(MatchmakingDb db, ModeratedKinds kinds, TimeProvider clock)
{
    /// <inheritdoc cref="HideContent.RunAsync"/>
    public Task<Deciding> RunAsync(Actor actor, string kind, Guid id, string facts, Guid? seen, CancellationToken ct = default) => db.InTransactionAsync(async () =>
    {
        var now = clock.GetUtcNow();
        if (await ModerationCase.OpenAsync(db, kinds, actor, kind, id, ct) is not { } work) return Deciding.NotAllowed;
        if (work.Thing.HiddenAt is null || !work.IsAsSeen(seen)) return Deciding.AlreadyDecided;
        var decision = work.Decide(Verdict.Restored, null, facts, now);
        await work.Kind.RestoreAsync(db, id, ct);
        if (work.Thing.AuthorId is { } author) db.Tell(new RestoredMail(author, decision.Id), id, now);
        await db.SaveChangesAsync(ct);
        return Deciding.Decided;
    }, ct);
}
