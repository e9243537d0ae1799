using Matchmaking.Platform.Data;
using Matchmaking.Platform.Jobs;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Digests;

/// <summary>Lets go of digests when nobody asks any more what they told: after 90 days, a month longer than a suggestion rests.</summary>
public sealed class ForgetDigests(MatchmakingDb db, TimeProvider clock) : IJob
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(90);

    public Task<int> RunAsync(CancellationToken ct)
    {
        var oldest = clock.GetUtcNow() - KeptFor;
        return db.Digests().Where(d => d.WindowTo < oldest).ExecuteDeleteAsync(ct);
    }
}
