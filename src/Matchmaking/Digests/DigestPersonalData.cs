using Matchmaking.Initiatives;
using Matchmaking.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Digests;

/// <summary>Which digests a person got and what they told of.</summary>
internal sealed class DigestPersonalData : IPersonalData
{
    public string Part => "digests";

    public async Task<object> ExportAsync(MatchmakingDb db, Guid personId, CancellationToken ct)
    {
        var digests = await db.Digests().AsNoTracking().Where(d => d.PersonId == personId).OrderBy(d => d.WindowTo).ToListAsync(ct);
        Guid[] ids = [.. digests.SelectMany(d => d.Told.Concat(d.LeftOut)).Select(i => i.InitiativeId).Distinct()];
        var numbers = await db.Initiatives().Where(i => ids.Contains(i.Id)).ToDictionaryAsync(i => i.Id, i => i.Number, ct);
        return digests.Select(d => new { d.Rhythm, d.PeriodStart, Told = Items(d.Told), LeftOut = Items(d.LeftOut) }).ToList();

        List<object> Items(IEnumerable<DigestItem> items) => [.. items.Select(i => new { i.Kind, Initiative = numbers.GetValueOrDefault(i.InitiativeId) })];
    }

    public Task EraseAsync(MatchmakingDb db, Guid personId, CancellationToken ct) => db.Digests().Where(d => d.PersonId == personId).ExecuteDeleteAsync(ct);
}
