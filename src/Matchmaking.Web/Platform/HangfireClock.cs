using Hangfire;
using Hangfire.Dashboard;
using Hangfire.PostgreSql;
using Matchmaking.Platform.Jobs;

namespace Matchmaking.Web.Platform;

/// <summary>Hangfire as the clock, in place of Quartz.NET: compiled only with <c>-p:Clock=Hangfire</c> (docs/adr/0004).
/// Ticks shorter than a minute, the finest of its recurring jobs, put their own next firing in the queue.</summary>
internal static class HangfireClock
{
    public static IServiceCollection AddHangfireClock(this IServiceCollection services, string connectionString) => services
        .AddHangfire(o => o.UsePostgreSqlStorage(p => p.UseNpgsqlConnection(connectionString)))
        .AddHangfireServer(o => o.WorkerCount = 4)
        .AddTransient<HangfireTick>();

    /// <summary>Registers the schedule and shows the dashboard, to administrators only.</summary>
    public static void UseHangfireClock(this WebApplication app)
    {
        app.MapHangfireDashboard("/admin/hangfire", new DashboardOptions { Authorization = [new AdministratorsOnly()] });
        var recurring = app.Services.GetRequiredService<IRecurringJobManager>();
        var helsinki = new RecurringJobOptions { TimeZone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Helsinki") };
        foreach (var line in Schedule.All)
        {
            var cron = line.NightlyAt is { } at ? Cron.Daily(at.Hour, at.Minute) : Cron.Minutely();
            recurring.AddOrUpdate<HangfireTick>(line.Name, t => t.RunAsync(line.Name, CancellationToken.None), cron, helsinki);
        }
    }

    private sealed class AdministratorsOnly : IDashboardAuthorizationFilter
    {
        public bool Authorize(DashboardContext context) =>
            context.GetHttpContext().RequestServices.GetRequiredService<Me>().Actor?.IsAdministrator == true;
    }
}

/// <summary>One firing: runs the job, and again at its own pace until the minute is over.</summary>
internal sealed class HangfireTick(Tick tick, TimeProvider clock)
{
    [DisableConcurrentExecution(timeoutInSeconds: 0)]
    public async Task RunAsync(string name, CancellationToken ct)
    {
        var line = Schedule.All.Single(l => l.Name == name);
        var until = clock.GetUtcNow().AddSeconds(55);
        do
        {
            await tick.RunAsync(line.Job, ct);
            if (line.Seconds is not < 60) return;
            await Task.Delay(TimeSpan.FromSeconds(line.Seconds.Value), clock, ct);
        }
        while (clock.GetUtcNow() < until);
    }
}
