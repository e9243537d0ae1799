using Matchmaking.Platform.Jobs;
using Matchmaking.Platform.Mail;
using Matchmaking.Search;
using Matchmaking.Web;
using Matchmaking.Web.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Matchmaking.Chaos;

/// <summary>The process that is killed: the site's own services with the site's own settings, which runs some of its jobs over and over, each beside
/// the others as the clock would, most of them sooner.</summary>
internal static class Worker
{
    /// <summary>What it says once it works.</summary>
    public const string Ready = "ready";

    /// <summary>A control: letters are sent without asking whether they are still wanted.</summary>
    public const string AskNothing = "--ask-nothing";

    /// <param name="args">Names of jobs, and what is wrong with this worker.</param>
    public static async Task<int> RunAsync(string[] args)
    {
        var builder = WebApplication.CreateBuilder();
        builder.AddWeb(new Arguments(Migrate: false, Demo: false, Administrator: null, Serve: true, Rest: []));
        builder.Logging.ClearProviders().AddSimpleConsole().SetMinimumLevel(LogLevel.Error);
        if (args.Contains(AskNothing)) builder.Services.AddSingleton(s => new MailKinds(s.GetServices<MailKind>().Select(k => k with { IsStillWanted = (_, _, _) => Task.FromResult(true) })));
        await using var app = builder.Build();
        Console.WriteLine(Ready);
        await Task.WhenAll(Schedule.All.Where(line => args.Contains(line.Name)).Select(line => RepeatAsync(app.Services.GetRequiredService<Tick>(), line)));
        return 0;
    }

    private static async Task RepeatAsync(Tick tick, Recurring line)
    {
        // to compare all documents over and over keeps the engine from whatever else it has to do
        var pause = line.Name is nameof(UpdateSearch) or nameof(ReconcileSearch) ? TimeSpan.FromSeconds(line.Seconds!.Value) : TimeSpan.FromMilliseconds(20);
        while (true)
        {
            try
            {
                await tick.RunAsync(line.Job, CancellationToken.None);
            }
            catch (Exception e) when (e is Npgsql.NpgsqlException or InvalidOperationException)
            {
                await Console.Error.WriteLineAsync(e.Message); // the database is away, so not even the failure could be recorded: the next tick comes
            }
            await Task.Delay(pause);
        }
    }
}
