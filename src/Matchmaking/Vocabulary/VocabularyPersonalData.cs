using Matchmaking.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Vocabulary;

/// <summary>The free words a person was the first to type.</summary>
internal sealed class VocabularyPersonalData : IPersonalData
{
    public string Part => "vocabulary";

    public async Task<object> ExportAsync(MatchmakingDb db, Guid personId, CancellationToken ct) => await db.FreeWords()
        .Where(w => w.FirstSaidBy == personId).OrderBy(w => w.FirstSaidAt)
        .Select(w => new { w.Kind, w.Language, w.Text, w.FirstSaidAt }).ToListAsync(ct);

    public Task EraseAsync(MatchmakingDb db, Guid personId, CancellationToken ct) => db.FreeWords()
        .Where(w => w.FirstSaidBy == personId).ExecuteUpdateAsync(w => w.SetProperty(x => x.FirstSaidBy, (Guid?)null), ct);
}
