using System.Diagnostics;

namespace Matchmaking.Local;

/// <summary>A Meilisearch server on loopback. Its data are an index of what the database holds: if it cannot read them, it starts
/// empty.</summary>
public sealed class LocalMeilisearch : IDisposable
{
    private const string Name = "meilisearch";
    private readonly Child _child;

    private LocalMeilisearch(Child child, int port, string key) => (_child, Port, Key) = (child, port, key);

    public int Port { get; }

    public Uri Url => new($"http://127.0.0.1:{Port}");

    public string Key { get; }

    public int ProcessId => _child.Id;

    /// <param name="folder">Its data, log and key; one server a folder. One that a killed start left there is ended first.</param>
    /// <param name="wishedPort">Taken if free, else the nearest above it.</param>
    /// <param name="by">A program with its arguments that becomes the server, once it has made the place for it; without one it is started straight.</param>
    public static async Task<LocalMeilisearch> StartAsync(string folder, int wishedPort, Action<string> say, IReadOnlyList<string>? by = null, CancellationToken ct = default)
    {
        var program = await ServerBinaries.MeilisearchAsync(say, ct);
        var key = await Secret.ReadOrMakeAsync(Path.Combine(folder, "meilisearch.key"), ct);
        await Child.EndLeftOverAsync(Name, folder, ct);
        for (var attempt = 0; attempt < 5; attempt++)
        {
            var server = await StartOnceAsync([.. by ?? [], program], folder, Ports.FreeFrom(wishedPort + attempt, say, "Meilisearch"), key);
            if (await server.AnswersAsync(ct)) return server;
            server.Dispose();
            ct.ThrowIfCancellationRequested();
            if (attempt == 1 && Directory.Exists(DataIn(folder))) Directory.Delete(DataIn(folder), recursive: true);
        }
        throw new CannotStartException($"Meilisearch did not start; see {Path.Combine(folder, "meilisearch.log")}.");
    }

    public Task StopAsync(CancellationToken hurry = default) => _child.StopAsync(TimeSpan.FromSeconds(5), hurry);

    public void Dispose() => _child.Dispose();

    private static string DataIn(string folder) => Path.Combine(folder, Name);

    private static async Task<LocalMeilisearch> StartOnceAsync(string[] program, string folder, int port, string key)
    {
        var start = new ProcessStartInfo(program[0],
        [
            .. program[1..],
            "--http-addr", $"127.0.0.1:{port}", "--env", "production", "--no-analytics", "--log-level", "WARN",
            "--db-path", DataIn(folder), "--dump-dir", Path.Combine(folder, "meilisearch-dumps"),
            "--snapshot-dir", Path.Combine(folder, "meilisearch-snapshots"),
        ])
        { WorkingDirectory = folder };
        start.Environment["MEILI_MASTER_KEY"] = key;
        return new LocalMeilisearch(await Child.StartAsync(Name, folder, start), port, key);
    }

    private async Task<bool> AnswersAsync(CancellationToken ct)
    {
        using var client = new HttpClient { BaseAddress = Url, Timeout = TimeSpan.FromSeconds(2) };
        for (var attempt = 0; attempt < 400 && !_child.HasEnded && !ct.IsCancellationRequested; attempt++)
        {
            try
            {
                using var answer = await client.GetAsync("health", ct);
                if (answer.IsSuccessStatusCode && !_child.HasEnded) return true;
            }
            catch (Exception problem) when (problem is HttpRequestException or TaskCanceledException)
            {
                // not yet
            }
            await Task.Delay(50, CancellationToken.None);
        }
        return false;
    }
}
