using Matchmaking.Initiatives;
using Matchmaking.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Matching;

/// <summary>What was suggested to a person and why, what the person answered, which themes that lowered, and which facts the person called wrong.</summary>
internal sealed class MatchingPersonalData : IPersonalData
{
    public string Part => "matches";

    public async Task<object> ExportAsync(MatchmakingDb db, Guid personId, CancellationToken ct) => new
    {
        Matches = await db.Matches().Where(m => m.PersonId == personId).OrderByDescending(m => m.Score).ThenBy(m => m.RoleId)
            .Join(db.Initiatives(), m => m.InitiativeId, i => i.Id, (m, i) => new { Match = m, Initiative = i })
            .Join(db.Roles(), x => x.Match.RoleId, r => r.Id, (x, r) => new
            {
                x.Initiative.Number,
                Initiative = x.Initiative.Title,
                Role = r.Title,
                x.Match.Score,
                x.Match.Reasons,
                x.Match.Lowered,
                x.Match.ComputedAt,
                x.Match.SeenAt,
                x.Match.Answer,
                x.Match.AnsweredAt,
                x.Match.RestsUntil,
                x.Match.AskedAt,
                x.Match.ContactSharedAt,
            }).ToListAsync(ct),
        Asked = await db.Matches().Where(m => m.AskedById == personId).OrderBy(m => m.AskedAt)
            .Join(db.Initiatives(), m => m.InitiativeId, i => i.Id, (m, i) => new { i.Number, Initiative = i.Title, m.AskedAt, m.ContactSharedAt }).ToListAsync(ct),
        LoweredThemes = await db.LoweredThemes().Where(l => l.PersonId == personId).OrderBy(l => l.At).Select(l => new { l.ThemeId, l.InitiativeId, l.At }).ToListAsync(ct),
        WrongReasons = await db.WrongReasons().Where(w => w.PersonId == personId).OrderBy(w => w.At).Select(w => new { w.Code, w.AboutId, w.At }).ToListAsync(ct),
        WeightChanges = await db.WeightChanges().Where(c => c.ById == personId).OrderBy(c => c.At).Select(c => new { c.Code, c.Before, c.After, c.At }).ToListAsync(ct),
    };

    public async Task EraseAsync(MatchmakingDb db, Guid personId, CancellationToken ct)
    {
        await db.Matches().Where(m => m.PersonId == personId).ExecuteDeleteAsync(ct);
        await db.LoweredThemes().Where(l => l.PersonId == personId).ExecuteDeleteAsync(ct);
        await db.WrongReasons().Where(w => w.PersonId == personId).ExecuteDeleteAsync(ct);
    }
}
