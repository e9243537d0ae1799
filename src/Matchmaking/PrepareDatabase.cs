using Matchmaking.Matching;
using Matchmaking.Municipalities;
using Matchmaking.Platform.Data;
using Matchmaking.Vocabulary;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking;

/// <summary>The tables, and the rows that come with the product: vocabulary, weights and municipalities. Run again it changes only what has become newer.</summary>
public sealed class PrepareDatabase(MatchmakingDb db, ImportVocabulary vocabulary, ImportMatchWeights weights, ImportMunicipalities municipalities)
{
    public async Task RunAsync(CancellationToken ct = default)
    {
        await db.Database.MigrateAsync(ct);
        await vocabulary.RunAsync(ct);
        await weights.RunAsync(ct);
        await municipalities.RunAsync(ct);
    }
}
