using System.Diagnostics;
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

    public async Task<(Uri Url, string Key)> StartMeilisearchAsync(IReadOnlyList<string>? by = null)
    {
        _meilisearch = await LocalMeilisearch.StartAsync(Folder, _meilisearch?.Port ?? _postgres.Port + 1, Say, by);
        return (_meilisearch.Url, _meilisearch.Key);
    }

    /// <summary>The engine loses its data and begins anew on a volume of its own, so large. False where the system gives us none.</summary>
    public async Task<bool> StartMeilisearchOnVolumeAsync(int megabytes)
    {
        string[] apart = ["unshare", "--user", "--map-root-user", "--mount"];
        using (var attempt = Process.Start(apart[0], [.. apart[1..], "true"]))
        {
            await attempt.WaitForExitAsync();
            if (attempt.ExitCode != 0) return false;
        }
        KillMeilisearch(wiped: true);
        Directory.CreateDirectory(Engine);
        await StartMeilisearchAsync([.. apart, "sh", "-c", """mount -t tmpfs -o "size=$1m" tmpfs "$2" && shift 2 && exec "$@" """, "sh", $"{megabytes}", Engine]);
        return true;
    }

    /// <summary>Something else takes all that is left of the engine's volume.</summary>
    public async Task FillVolumeAsync()
    {
        await using var other = new FileStream(Other, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            for (var block = new byte[1 << 20]; ;) await other.WriteAsync(block);
        }
        catch (IOException)
        {
            // it is full
        }
    }

    public void FreeVolume() => File.Delete(Other);

    private string Engine => Path.Combine(Folder, "meilisearch");

    /// <summary>Where only the engine sees it.</summary>
    private string Other => $"/proc/{_meilisearch!.ProcessId}/root{Engine}/other";

    /// <summary>It dies without a word; with <paramref name="wiped"/> its data are lost too.</summary>
    public void KillMeilisearch(bool wiped = false)
    {
        _meilisearch?.Dispose();
        if (wiped) Directory.Delete(Engine, recursive: true);
    }

    public async ValueTask DisposeAsync()
    {
        if (_meilisearch is not null) await _meilisearch.StopAsync();
        await _postgres.StopAsync();
        _alone.Dispose();
    }

    private static void Say(string line) => Console.WriteLine($"[rig] {line}");
}
