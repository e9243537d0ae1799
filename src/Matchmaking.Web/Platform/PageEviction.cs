using System.Threading.Channels;
using Microsoft.AspNetCore.OutputCaching;
using Npgsql;

namespace Matchmaking.Web.Platform;

/// <summary>Hears, in every process, what <c>MatchmakingDb.Touch</c> tells when a write commits, and drops the pages that show it.
/// While the line to the database is down, no page is taken from the cache.</summary>
public sealed partial class PageEviction(IConfiguration configuration, IOutputCacheStore store, TimeProvider clock, ILogger<PageEviction> log) : BackgroundService
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, long> _droppedAt = [];

    /// <summary>True while every change is heard of.</summary>
    public bool IsHeard { get; private set; }

    /// <summary>Whether something with one of these tags changed since then: a page that was being rendered meanwhile may show the old state.</summary>
    internal bool AnySince(long timestamp, IEnumerable<string> tags)
    {
        lock (_lock) return tags.Any(t => _droppedAt.TryGetValue(t, out var at) && at >= timestamp);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                if (IsHeard) Lost(log, e.Message);
                IsHeard = false;
                await Task.Delay(TimeSpan.FromSeconds(1), stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task ListenAsync(CancellationToken ct)
    {
        var address = new NpgsqlConnectionStringBuilder(configuration.GetConnectionString("Matchmaking")) { Pooling = false, KeepAlive = 10, ApplicationName = "pages" };
        await using var connection = new NpgsqlConnection(address.ConnectionString);
        await connection.OpenAsync(ct);
        var heard = Channel.CreateUnbounded<string>();
        connection.Notification += (_, e) => heard.Writer.TryWrite(e.Payload);
        await using (var listen = new NpgsqlCommand("listen pages", connection)) await listen.ExecuteNonQueryAsync(ct);
        await DropAsync("page", ct); // whatever was told while nobody listened
        IsHeard = true;
        while (true)
        {
            await connection.WaitAsync(ct);
            while (heard.Reader.TryRead(out var tag)) await DropAsync(tag, ct);
        }
    }

    private async Task DropAsync(string tag, CancellationToken ct)
    {
        lock (_lock)
        {
            var now = clock.GetTimestamp();
            if (_droppedAt.Count > 10_000)
                foreach (var (old, _) in _droppedAt.Where(d => clock.GetElapsedTime(d.Value, now) > TimeSpan.FromMinutes(2)).ToList()) _droppedAt.Remove(old);
            _droppedAt[tag] = now;
        }
        await store.EvictByTagAsync(tag, ct);
    }

    [LoggerMessage(LogLevel.Warning, "Changes of pages are not heard of: {Reason}. Pages are not cached until they are.")]
    private static partial void Lost(ILogger log, string reason);
}
