using Matchmaking.Local;
using Matchmaking.Testing;
using Npgsql;

namespace Matchmaking.Chaos;

/// <summary>The rig's own PostgreSQL and Meilisearch, which can be crashed. A folder and ports for each run that goes on at the same time.</summary>
internal sealed class Servers : IAsyncDisposable
{
    // what was committed must survive a crash of the server; only a power cut may take it
    private static readonly string[] PostgresSettings = ["fsync=off", "full_page_writes=off", "max_connections=200"];

    private readonly FileLock _alone;
    private LocalPostgres _postgres = null!;
    private LocalMeilisearch? _meilisearch;

    private Servers(FileLock alone, string folder) => (_alone, Folder) = (alone, folder);

    public string Folder { get; }

    public static async Task<Servers> StartAsync()
    {
        await TestMachine.PrepareAsync();
        for (var number = 1; ; number++)
        {
            var folder = SourceTree.InRoot("artifacts", "chaos", $"{number}");
            if (FileLock.TryEnter(Path.Combine(folder, "lock")) is not { } alone) continue;
            var servers = new Servers(alone, folder);
            servers._postgres = await LocalPostgres.StartAsync(folder, 30_000 + number * 10, PostgresSettings, Say);
            Environment.SetEnvironmentVariable("ConnectionStrings__Test", servers._postgres.ConnectionString);
            return servers;
        }
    }

    /// <summary>The server dies in the middle of whatever it does, and recovers.</summary>
    public async Task CrashPostgresAsync()
    {
        await _postgres.StopAsync(new CancellationToken(canceled: true));
        NpgsqlConnection.ClearAllPools();
        _postgres = await LocalPostgres.StartAsync(Folder, _postgres.Port, PostgresSettings, Say);
    }

    public async Task<(Uri Url, string Key)> StartMeilisearchAsync()
    {
        _meilisearch = await LocalMeilisearch.StartAsync(Folder, _meilisearch?.Port ?? _postgres.Port + 1, Say);
        return (_meilisearch.Url, _meilisearch.Key);
    }

    /// <summary>It dies without a word; with <paramref name="wiped"/> its data are lost too.</summary>
    public void KillMeilisearch(bool wiped = false)
    {
        _meilisearch?.Dispose();
        if (wiped) Directory.Delete(Path.Combine(Folder, "meilisearch"), recursive: true);
    }

    public async ValueTask DisposeAsync()
    {
        if (_meilisearch is not null) await _meilisearch.StopAsync();
        await _postgres.StopAsync();
        _alone.Dispose();
    }

    private static void Say(string line) => Console.WriteLine($"[rig] {line}");
}
