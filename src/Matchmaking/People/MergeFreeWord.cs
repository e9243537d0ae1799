using Matchmaking.Platform.Data;
using Matchmaking.Platform.Trail;
using Matchmaking.Vocabulary;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.People;

/// <summary>A coordinator says which theme or skill a typed word means; from then on everybody is understood so.</summary>
public sealed class MergeFreeWord(MatchmakingDb db, VocabularyCatalog catalog, TimeProvider clock)
{
    /// <param name="rowId">A theme for a theme's word, a skill for a skill's.</param>
    public async Task<Merging> RunAsync(Actor actor, Guid wordId, Guid rowId, CancellationToken ct = default)
    {
        var merging = await db.InTransactionAsync(async () =>
        {
            if (!actor.CanMergeWords || actor.Suspended) return Merging.NotAllowed;
            var word = await db.FreeWords().FromSql($"select * from free_word where id = {wordId} for update").SingleOrDefaultAsync(ct);
            VocabularyRow? row = await db.Themes().SingleOrDefaultAsync(t => t.Id == rowId, ct);
            row ??= await db.Skills().SingleOrDefaultAsync(s => s.Id == rowId, ct);
            if (word is null || row is null) return Merging.Unknown;
            var outcome = word.MergeInto(row, clock.GetUtcNow());
            if (outcome == Merging.Merged) db.Trail("word.merged", word.Id, actor.PersonId, clock.GetUtcNow());
            await db.SaveChangesAsync(ct);
            return outcome;
        }, ct);
        catalog.Forget();
        return merging;
    }
}
