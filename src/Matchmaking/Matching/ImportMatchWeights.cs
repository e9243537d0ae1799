using Matchmaking.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Matching;

/// <summary>Brings the weights that the product starts with into the database. Run at every migration: only what is missing is added, so a weight
/// that was changed stays changed.</summary>
public sealed class ImportMatchWeights(MatchmakingDb db)
{
    /// <summary>A skill that is asked for and offered says most; then the theme, the distance and the times. The last three see to a fair
    /// share for newcomers and for initiatives that few have seen. "Not this kind" takes more than an interest in the theme gives.</summary>
    public static readonly IReadOnlyDictionary<ReasonCode, int> Defaults = new Dictionary<ReasonCode, int>
    {
        [ReasonCode.Skill] = 30,
        [ReasonCode.Theme] = 20,
        [ReasonCode.Near] = 20,
        [ReasonCode.Online] = 10,
        [ReasonCode.Times] = 15,
        [ReasonCode.Effort] = 8,
        [ReasonCode.DoneBefore] = 8,
        [ReasonCode.Language] = 5,
        [ReasonCode.LastMissing] = 12,
        [ReasonCode.FewDoers] = 5,
        [ReasonCode.FewHaveSeen] = 6,
        [ReasonCode.Newcomer] = 6,
        [ReasonCode.Far] = 15,
        [ReasonCode.OtherTimes] = 12,
        [ReasonCode.OtherEffort] = 8,
        [ReasonCode.SkillNotNamed] = 15,
        [ReasonCode.NotThisKind] = 30,
    };

    /// <summary>How many were missing.</summary>
    public Task<int> RunAsync(CancellationToken ct = default) => db.InTransactionAsync(async () =>
    {
        await db.Database.ExecuteSqlAsync($"lock table match_weight in share row exclusive mode", ct);
        var known = await db.MatchWeights().Select(w => w.Code).ToListAsync(ct);
        var missing = Defaults.Where(d => !known.Contains(d.Key)).Select(d => new MatchWeight { Code = d.Key, Points = d.Value }).ToList();
        db.AddRange(missing);
        await db.SaveChangesAsync(ct);
        return missing.Count;
    }, ct);
}
