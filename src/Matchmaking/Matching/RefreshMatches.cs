using Matchmaking.People;
using Matchmaking.Platform;
using Matchmaking.Platform.Data;
using Matchmaking.Platform.Jobs;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Matching;

/// <summary>Looks again at the matches of every person and initiative that was marked since. Many marks of one thing are one piece of work.</summary>
public sealed class RefreshMatches(MatchmakingDb db, Claims claims, MatchPeople people, MatchInitiative initiative) : IJob
{
    private const int MarksAtOnce = 50;
    private const int MostRounds = 80;

    /// <summary>Long enough for all of them; if the worker dies, they wait no longer than this.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    /// <summary>Returns how many marks it took away.</summary>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        var done = 0;
        for (var round = 0; round < MostRounds; round++)
        {
            var marks = await claims.TakeAsync<MatchPending>(MarksAtOnce, Lease, ct);
            foreach (var marked in marks.GroupBy(m => (m.Cause, m.AboutId))) done += await LookAgainAsync(marked.Key.Cause, marked.Key.AboutId, [.. marked], ct);
            if (marks.Count < MarksAtOnce) break;
        }
        return done;
    }

    /// <summary>A failure makes this one wait, and no other.</summary>
    private async Task<int> LookAgainAsync(MatchCause cause, Guid aboutId, IReadOnlyList<MatchPending> marks, CancellationToken ct)
    {
        try
        {
            if (cause == MatchCause.Person)
                await db.InTransactionAsync(async () =>
                {
                    await people.RunAsync([aboutId], ct);
                    await RemoveAsync(marks, ct);
                    Fail.Hit("match.made");
                }, ct);
            else
            {
                await initiative.RunAsync(aboutId, ct);
                Fail.Hit("match.made");
                await RemoveAsync(marks, ct);
            }
            return marks.Count;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            db.ChangeTracker.Clear();
            foreach (var mark in marks) await claims.FailAsync(mark, e, Claims.Backoff(mark.Attempts), ct);
            return 0;
        }
    }

    /// <summary>A mark made meanwhile stays; so does one whose lease another worker has by now.</summary>
    private Task<int> RemoveAsync(IReadOnlyList<MatchPending> marks, CancellationToken ct)
    {
        var (ids, fences) = (marks.Select(m => m.Id).ToArray(), marks.Select(m => m.Fence).ToArray());
        return db.Database.ExecuteSqlAsync($"delete from match_pending p using unnest({ids}, {fences}) as m(id, fence) where p.id = m.id and p.fence = m.fence", ct);
    }
}
