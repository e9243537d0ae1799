using System.Reflection;
using Matchmaking.Demo;
using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Platform.Jobs;
using Matchmaking.Platform.Mail;
using Matchmaking.Platform.Trail;
using Matchmaking.Web.Tests.Digests;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Web.Tests.House;

/// <summary>Every job may be run again at any time: what the first run did is not done again. Jobs are read from the schedule, so a new one is tried by itself.</summary>
public sealed class EveryJobTests(DigestSite site) : IClassFixture<DigestSite>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_second_run_of_a_job_adds_nothing_and_no_letter_goes_out_twice()
    {
        await site.InScopeAsync(s => s.GetRequiredService<DemoWorld>().LoadAsync());
        var due = site.Clock.GetUtcNow().AddMinutes(-1);
        await site.ReadAsync(db => db.People().Where(p => p.NextDigestAt != null).ExecuteUpdateAsync(s => s.SetProperty(p => p.NextDigestAt, due), Ct));

        var (faults, did) = (new List<string>(), 0);
        foreach (var line in Schedule.All)
        {
            did += await RunAsync(line.Job);
            faults.AddRange(await AddedByAsync(line.Job));
        }
        while (await RunAsync(typeof(SendOutgoingMail)) > 0) { }

        Assert.Empty(faults);
        Assert.True(did > 0);
        Assert.True(await site.ReadAsync(db => db.Set<Matchmaking.Digests.Digest>().CountAsync(Ct)) > 1);
        Assert.True(site.Box.Letters.Count > 1);
        Assert.Empty(site.Box.Letters.GroupBy(l => (l.To, l.Headers["Message-ID"].Single())).Where(g => g.Count() > 1).Select(g => g.Key));
        Assert.All(await site.ReadAsync(db => db.WorkTablesAsync(Ct)), t => Assert.Equal(0, t.Dead));
    }

    [Fact]
    public async Task A_job_that_does_its_work_again_is_found() => Assert.Equal([$"{nameof(SaysItAgain)} adds 1 to trail_entry"], await AddedByAsync(typeof(SaysItAgain)));

    /// <summary>Which tables have other numbers of rows after one more run.</summary>
    private async Task<List<string>> AddedByAsync(Type job)
    {
        var before = await RowsAsync();
        await RunAsync(job);
        return [.. (await RowsAsync()).Where(t => t.Value != before[t.Key]).Select(t => $"{job.Name} adds {t.Value - before[t.Key]} to {t.Key}")];
    }

    private Task<int> RunAsync(Type job) => site.InScopeAsync(s => ((IJob)ActivatorUtilities.GetServiceOrCreateInstance(s, job)).RunAsync(Ct));

    private Task<Dictionary<string, int>> RowsAsync() => site.ReadAsync(async db =>
    {
        var count = typeof(EveryJobTests).GetMethod(nameof(CountAsync), BindingFlags.NonPublic | BindingFlags.Static)!;
        var rows = new Dictionary<string, int>();
        foreach (var type in db.Model.GetEntityTypes().Where(t => !t.IsOwned() && !t.HasSharedClrType && t.GetTableName() is not null))
            rows[type.GetTableName()!] = await (Task<int>)count.MakeGenericMethod(type.ClrType).Invoke(null, [db])!;
        return rows;
    });

    private static Task<int> CountAsync<T>(MatchmakingDb db) where T : class => db.Set<T>().IgnoreQueryFilters().CountAsync(Ct);

    /// <summary>The planted fault.</summary>
    private sealed class SaysItAgain(MatchmakingDb db, TimeProvider clock) : IJob
    {
        public async Task<int> RunAsync(CancellationToken ct)
        {
            db.Trail("said", Guid.CreateVersion7(), null, clock.GetUtcNow());
            return await db.SaveChangesAsync(ct);
        }
    }
}
