using Matchmaking.Platform.Data;
using Matchmaking.Platform.Trail;
using Matchmaking.Vocabulary;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.People;

/// <summary>A coordinator says which theme or skill a typed word means; from then on everybody is understood so, also those who typed it
/// before: their matches are looked at again.</summary>
public sealed class MergeFreeWord(MatchmakingDb db, VocabularyCatalog catalog, TimeProvider clock)
{
    /// <param name="rowId">A theme for a theme's word, a skill for a skill's.</param>
    public async Task<Merging> RunAsync(Actor actor, Guid wordId, Guid rowId, CancellationToken ct = default)
    {
        var merging = await db.InTransactionAsync(async () =>
        {
            if (!actor.CanMergeWords || actor.Suspended) return Merging.NotAllowed;
            var word = await db.FreeWords().LockAsync(wordId, ct);
            VocabularyRow? row = await db.Themes().SingleOrDefaultAsync(t => t.Id == rowId, ct);
            row ??= await db.Skills().SingleOrDefaultAsync(s => s.Id == rowId, ct);
            if (word is null || row is null) return Merging.Unknown;
            var outcome = word.MergeInto(row, clock.GetUtcNow());
            if (outcome == Merging.Merged)
            {
                await db.MatchPendingForAsync(word, ct);
                db.Trail("word.merged", word.Id, actor.PersonId, clock.GetUtcNow());
            }
            await db.SaveChangesAsync(ct);
            return outcome;
        }, ct);
        catalog.Forget();
        return merging;
    }
}

/// <summary>A coordinator says that a typed word is none of ours. Nobody was understood by it, so no match changes.</summary>
public sealed class SetAsideFreeWord(MatchmakingDb db, TimeProvider clock)
{
    public Task<Merging> RunAsync(Actor actor, Guid wordId, CancellationToken ct = default) => db.InTransactionAsync(async () =>
    {
        if (!actor.CanMergeWords || actor.Suspended) return Merging.NotAllowed;
        if (await db.FreeWords().LockAsync(wordId, ct) is not { } word) return Merging.Unknown;
        var outcome = word.SetAside(clock.GetUtcNow());
        if (outcome == Merging.SetAside) db.Trail("word.set-aside", word.Id, actor.PersonId, clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
        return outcome;
    }, ct);
}

/// <summary>A coordinator takes back what was said about a word: it waits again, and nobody is understood by it any more.</summary>
public sealed class TakeBackFreeWord(MatchmakingDb db, VocabularyCatalog catalog, TimeProvider clock)
{
    public async Task<TakingBack> RunAsync(Actor actor, Guid wordId, CancellationToken ct = default)
    {
        var takingBack = await db.InTransactionAsync(async () =>
        {
            if (!actor.CanMergeWords || actor.Suspended) return TakingBack.NotAllowed;
            if (await db.FreeWords().LockAsync(wordId, ct) is not { } word) return TakingBack.Unknown;
            var outcome = word.TakeBack();
            if (outcome == TakingBack.TakenBack)
            {
                await db.MatchPendingForAsync(word, ct);
                db.Trail("word.taken-back", word.Id, actor.PersonId, clock.GetUtcNow());
            }
            await db.SaveChangesAsync(ct);
            return outcome;
        }, ct);
        catalog.Forget();
        return takingBack;
    }
}
