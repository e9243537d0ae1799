using Matchmaking.People;
using Matchmaking.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Moderation;

/// <summary>What a person reported, what was decided about the person's own things, and what the person decided as a moderator.</summary>
internal sealed class ModerationPersonalData : IPersonalData
{
    public string Part => "moderation";

    public async Task<object> ExportAsync(MatchmakingDb db, Guid personId, CancellationToken ct)
    {
        var address = await AddressAsync(db, personId, ct);
        return new
        {
            Reports = await db.Reports().Where(r => r.ReporterId == personId || (address != null && r.Email!.ToUpper() == address)).OrderBy(r => r.Number)
                .Select(r => new { r.Number, r.Kind, r.Rule, r.Words, r.Email, r.At, IsDecided = r.DecisionId != null }).ToListAsync(ct),
            AboutMine = await db.Decisions().Where(d => d.AuthorId == personId).OrderBy(d => d.Number).Select(d => new { d.Kind, d.Title, d.Verdict, d.Rule, d.Facts, d.At }).ToListAsync(ct),
            Decided = await db.Decisions().Where(d => d.ById == personId).OrderBy(d => d.Number).Select(d => new { d.Kind, d.Verdict, d.Rule, d.Facts, d.At }).ToListAsync(ct),
        };
    }

    /// <summary>The evidence stays, and no longer leads to the person.</summary>
    public async Task EraseAsync(MatchmakingDb db, Guid personId, CancellationToken ct)
    {
        var address = await AddressAsync(db, personId, ct);
        await db.Reports().Where(r => r.ReporterId == personId || (address != null && r.Email!.ToUpper() == address))
            .ExecuteUpdateAsync(s => s.SetProperty(r => r.ReporterId, (Guid?)null).SetProperty(r => r.Email, (string?)null), ct);
        await db.Decisions().Where(d => d.AuthorId == personId).ExecuteUpdateAsync(s => s.SetProperty(d => d.AuthorId, (Guid?)null), ct);
        await db.Decisions().Where(d => d.ById == personId).ExecuteUpdateAsync(s => s.SetProperty(d => d.ById, (Guid?)null), ct);
    }

    private static Task<string?> AddressAsync(MatchmakingDb db, Guid personId, CancellationToken ct) =>
        db.People().Where(p => p.Id == personId).Select(p => p.NormalizedEmail).SingleOrDefaultAsync(ct);
}
