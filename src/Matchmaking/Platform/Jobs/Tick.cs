using Matchmaking.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Matchmaking.Platform.Jobs;

/// <summary>Runs a job once in a scope of its own and records how it went. Whatever the clock is, it calls this.</summary>
public sealed partial class Tick(IServiceScopeFactory scopes, ILogger<Tick> log)
{
    /// <summary>True when the job ended well. A failure is recorded, logged and told to the caller, never hidden.</summary>
    public async Task<bool> RunAsync(Type job, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        try
        {
            var done = await ((IJob)scope.ServiceProvider.GetRequiredService(job)).RunAsync(ct);
            await RecordAsync(scope.ServiceProvider.GetRequiredService<MatchmakingDb>(), job.Name, done, null, ct);
            return true;
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return true;
        }
        catch (Exception e)
        {
            Failed(log, job.Name, e);
            await using var fresh = scopes.CreateAsyncScope();
            await RecordAsync(fresh.ServiceProvider.GetRequiredService<MatchmakingDb>(), job.Name, 0, Claims.Describe(e), ct);
            return false;
        }
    }

    private static Task<int> RecordAsync(MatchmakingDb db, string name, int done, string? error, CancellationToken ct) => error is null
        ? db.Database.ExecuteSqlAsync($"""
            insert into job_run (name, last_start, last_success, failures_in_a_row, last_done) values ({name}, now(), now(), 0, {done})
            on conflict (name) do update set last_start = now(), last_success = now(), failures_in_a_row = 0,
                last_done = case when {done} > 0 then {done} else job_run.last_done end
            """, ct)
        : db.Database.ExecuteSqlAsync($"""
            insert into job_run (name, last_start, last_failure, last_error, failures_in_a_row, last_done) values ({name}, now(), now(), {error}, 1, 0)
            on conflict (name) do update set last_start = now(), last_failure = now(), last_error = {error},
                failures_in_a_row = job_run.failures_in_a_row + 1
            """, ct);

    [LoggerMessage(LogLevel.Error, "{Job} failed")]
    private static partial void Failed(ILogger log, string job, Exception e);
}
