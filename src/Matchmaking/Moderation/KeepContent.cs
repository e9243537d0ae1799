using Matchmaking.People;
using Matchmaking.Platform.Data;

namespace Matchmaking.Moderation;

/// <summary>A moderator finds that what was reported breaks no rule. It stays; those who reported it hear why.</summary>
public sealed class KeepContent(MatchmakingDb db, ModeratedKinds kinds, TimeProvider clock)
{
    /// <inheritdoc cref="HideContent.RunAsync"/>
    public Task<Deciding> RunAsync(Actor actor, string kind, Guid id, string facts, Guid? seen, CancellationToken ct = default) => db.InTransactionAsync(async () =>
    {
        if (await ModerationCase.OpenAsync(db, kinds, actor, kind, id, ct) is not { } work) return Deciding.NotAllowed;
        if (work.Thing.HiddenAt is not null || !work.HasReports || !work.IsAsSeen(seen)) return Deciding.AlreadyDecided;
        work.Decide(work.Thing.IsGone ? Verdict.Gone : Verdict.Kept, null, facts, clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
        return Deciding.Decided;
    }, ct);
}
