using Matchmaking.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Municipalities;

/// <summary>Where a person wanted the municipality to take part.</summary>
internal sealed class MunicipalityPersonalData : IPersonalData
{
    public string Part => "municipalities";

    public async Task<object> ExportAsync(MatchmakingDb db, Guid personId, CancellationToken ct) => await db.WantedHere()
        .Where(w => w.PersonId == personId).OrderBy(w => w.At)
        .Select(w => new { Wanted = db.Municipalities().First(m => m.Id == w.MunicipalityId).Slug, w.At }).ToListAsync(ct);

    public Task EraseAsync(MatchmakingDb db, Guid personId, CancellationToken ct) =>
        db.WantedHere().Where(w => w.PersonId == personId).ExecuteDeleteAsync(ct);
}
