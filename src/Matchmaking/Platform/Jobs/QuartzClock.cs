using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Quartz;

namespace Matchmaking.Platform.Jobs;

/// <summary>Quartz.NET as the clock: it fires ticks on one node at a time and knows nothing of the business.
/// Another scheduler takes its place by replacing this file (docs/adr/0004).</summary>
public static class QuartzClock
{
    public static IServiceCollection AddClock(this IServiceCollection services, string connectionString, IEnumerable<Recurring> schedule)
    {
        services.AddQuartz(quartz =>
        {
            quartz.ConfigureScheduler(s =>
            {
                s.InstanceName = "matchmaking";
                s.GenerateInstanceId = true;
            });
            quartz.UsePersistentStore(store =>
            {
                store.UsePostgres(NpgsqlFactory.Instance, connectionString);
                store.ProvisionSchema();
                store.UseClustering(c =>
                {
                    c.CheckinInterval = TimeSpan.FromSeconds(3);
                    c.CheckinMisfireThreshold = TimeSpan.FromSeconds(6);
                });
            });
            foreach (var line in schedule) Add(quartz, line);
        });
        services.AddQuartzHostedService(o => o.WaitForJobsToComplete = true);
        return services;
    }

    private static void Add(IQuartzBuilder quartz, Recurring line)
    {
        var job = new JobKey(line.Name);
        quartz.AddJob<QuartzTick>(j => j.WithIdentity(job).UsingJobData("job", line.Job.AssemblyQualifiedName!).RequestRecovery(true).StoreDurably());
        quartz.AddTrigger<QuartzTick>(t =>
        {
            t.ForJob(job).WithIdentity(line.Name);
            t.WithSchedule(line.NightlyAt is { } at
                ? CronScheduleBuilder.Create($"0 {at.Minute} {at.Hour} * * ?").InTimeZone(TimeZoneInfo.FindSystemTimeZoneById("Europe/Helsinki"))
                : SimpleScheduleBuilder.Create().WithInterval(TimeSpan.FromSeconds(line.Seconds!.Value)).RepeatForever());
        });
    }
}

/// <summary>One firing of the clock.</summary>
[DisallowConcurrentExecution]
internal sealed class QuartzTick(Tick tick) : Quartz.IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken ct) =>
        await tick.RunAsync(Type.GetType(context.MergedJobDataMap.GetString("job")!, throwOnError: true)!, ct);
}
