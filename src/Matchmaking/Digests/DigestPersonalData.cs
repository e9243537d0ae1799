using Matchmaking.Initiatives;
using Matchmaking.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Digests;

/// <summary>Which digests a person got and what they told of.</summary>
internal sealed class DigestPersonalData : IPersonalData
{
    public string Part => "digests";

    public async Task<object> ExportAsync(MatchmakingDb db, Guid personId, CancellationToken ct) =>
        await db.Digests().Where(d => d.PersonId == personId).OrderBy(d => d.WindowTo).Select(d => new
        {
            d.Rhythm,
            d.PeriodStart,
            Items = d.Items.OrderBy(i => i.Position).Select(i => new { i.Kind, i.IsInLetter, Initiative = db.Initiatives().Where(n => n.Id == i.InitiativeId).Select(n => n.Number).First() }).ToList(),
        }).ToListAsync(ct);

    public Task EraseAsync(MatchmakingDb db, Guid personId, CancellationToken ct) => db.Digests().Where(d => d.PersonId == personId).ExecuteDeleteAsync(ct);
}
