using System.Reflection;
using Matchmaking.Local;
using Npgsql;

namespace Matchmaking.Testing;

/// <summary>The servers of one test process: PostgreSQL and, once somebody asks for it, Meilisearch, with their data under
/// <c>artifacts/test-servers</c>. They end with the process; what a killed one left running is used again or replaced.
/// <c>ConnectionStrings__Test</c> names another PostgreSQL.</summary>
public static class TestServers
{
    private static readonly Lazy<FileLock> Alone = new(FindFolder);
    private static readonly Lazy<LocalServices> Services = new(Begin);
    private static readonly Lazy<Task<string>> Postgres = new(StartPostgresAsync);
    private static readonly Lazy<Task<(Uri Url, string Key)>> Meilisearch = new(() => Services.Value.StartMeilisearchAsync(WishedPort));
    private static string _folder = "";

    /// <summary>Set before the first database is asked for: commits are written to the disk before they return, as in an installation, so that
    /// what is measured holds there. Else nothing survives a power cut.</summary>
    public static bool CommitsLast { get; set; }

    /// <summary>The connection string of one who may create and drop databases; it names none.</summary>
    public static Task<string> PostgresAsync() => Postgres.Value;

    public static Task<(Uri Url, string Key)> MeilisearchAsync() => Meilisearch.Value;

    /// <summary>Processes that start at the same moment begin their search for a free port at different places.</summary>
    private static int WishedPort => 20_000 + Environment.ProcessId % 1_000 * 10;

    private static async Task<string> StartPostgresAsync()
    {
        if (Environment.GetEnvironmentVariable("ConnectionStrings__Test") is { Length: > 0 } named) return named;
        string[] settings = [.. CommitsLast ? [] : (string[])["fsync=off", "full_page_writes=off", "synchronous_commit=off"], "max_connections=300"];
        var server = await Services.Value.StartPostgresAsync(WishedPort, settings);
        await DropLeftOversAsync(server);
        return server;
    }

    /// <summary>A run that was killed leaves its clones; the templates, which the next run can use, stay.</summary>
    private static async Task DropLeftOversAsync(string server)
    {
        await using var source = NpgsqlDataSource.Create(server + ";Database=postgres;Pooling=false");
        List<string> left = [];
        await using (var find = source.CreateCommand("select datname from pg_database where not datistemplate and datname <> 'postgres'"))
        await using (var rows = await find.ExecuteReaderAsync())
            while (await rows.ReadAsync()) left.Add(rows.GetString(0));
        foreach (var name in left)
        {
            await using var drop = source.CreateCommand($"drop database \"{name}\" with (force)");
            await drop.ExecuteNonQueryAsync();
        }
    }

    private static LocalServices Begin()
    {
        _ = Alone.Value;
        var services = new LocalServices(_folder, line => Console.WriteLine($"[test servers] {line}"));
        AppDomain.CurrentDomain.ProcessExit += (_, _) => services.DisposeAsync().AsTask().Wait(TimeSpan.FromSeconds(10));
        return services;
    }

    /// <summary>A folder for each test project, and a second one for a second process of the same project.</summary>
    private static FileLock FindFolder()
    {
        var project = Assembly.GetEntryAssembly()?.GetName().Name ?? "tests";
        for (var number = 1; ; number++)
        {
            _folder = SourceTree.InRoot("artifacts", "test-servers", number == 1 ? project : $"{project}-{number}");
            if (FileLock.TryEnter(Path.Combine(_folder, "lock")) is { } alone) return alone;
        }
    }
}
