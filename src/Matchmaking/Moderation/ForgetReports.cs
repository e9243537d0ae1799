using Matchmaking.Platform.Data;
using Matchmaking.Platform.Jobs;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Moderation;

/// <summary>Lets go of who reported, and in which words, once nobody can complain of the decision any more. The figures stay.</summary>
public sealed class ForgetReports(MatchmakingDb db, TimeProvider clock) : IJob
{
    /// <summary>A complaint of the last day is still being handled.</summary>
    private const int MonthsAfter = 1;

    public Task<int> RunAsync(CancellationToken ct)
    {
        var before = clock.GetUtcNow().AddMonths(-Decision.ComplaintMonths - MonthsAfter);
        return db.Reports().Where(r => (r.Words != "" || r.Email != null || r.ReporterId != null) && db.Decisions().Any(d => d.Id == r.DecisionId && d.At < before))
            .ExecuteUpdateAsync(s => s.SetProperty(r => r.Words, "").SetProperty(r => r.Title, "").SetProperty(r => r.Email, (string?)null).SetProperty(r => r.ReporterId, (Guid?)null), ct);
    }
}
