using Matchmaking.Local;
using Matchmaking.Testing;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Matchmaking.Chaos;

/// <summary>Servers, a database and workers that can be hurt. The rig's own questions go to PostgreSQL by a connection of their own.</summary>
internal sealed class Rig : IAsyncDisposable
{
    // what was committed must survive a crash of the server; only a power cut may take it
    private static readonly string[] PostgresSettings = ["fsync=off", "full_page_writes=off", "max_connections=200"];

    private readonly FileLock _alone;
    private readonly List<WorkerProcess> _workers = [];
    private LocalPostgres _postgres = null!;
    private LocalMeilisearch? _meilisearch;
    private TestDatabase? _database;
    private NpgsqlDataSource _source = null!;
    private ServiceProvider? _services;

    private Rig(FileLock alone, string folder) => (_alone, Folder) = (alone, folder);

    public string Folder { get; }

    /// <summary>Of the workers; what is not said here is as the site has it.</summary>
    public Dictionary<string, string> Settings { get; } = [];

    /// <summary>The domain in this process, which stands for the site: it fills the database and asks the search.</summary>
    public IServiceProvider Services => _services!;

    public LocalMeilisearch Meilisearch => _meilisearch!;

    public static async Task<Rig> StartAsync()
    {
        await TestMachine.PrepareAsync();
        for (var number = 1; ; number++)
        {
            var folder = SourceTree.InRoot("artifacts", "chaos", $"{number}");
            if (FileLock.TryEnter(Path.Combine(folder, "lock")) is not { } alone) continue;
            var rig = new Rig(alone, folder);
            rig._postgres = await LocalPostgres.StartAsync(folder, 30_000 + number * 10, PostgresSettings, Say);
            Environment.SetEnvironmentVariable("ConnectionStrings__Test", rig._postgres.ConnectionString);
            return rig;
        }
    }

    /// <summary>A database of its own for a trial, with nothing in it but what every installation has.</summary>
    public async Task NewDatabaseAsync()
    {
        await LeaveDatabaseAsync();
        _database = await TestDatabase.CreateAsync();
        _source = NpgsqlDataSource.Create(_database.ConnectionString + ";Include Error Detail=true;Command Timeout=120");
        Settings.Clear();
        Settings["ConnectionStrings__Matchmaking"] = _database.ConnectionString;
        Settings["ASPNETCORE_ENVIRONMENT"] = "Development";
        Settings["Jobs__Run"] = "false";
        Settings["Web__Serve"] = "false";
        Serve([]);
    }

    /// <summary>This process's part of the site, with settings such as the search's.</summary>
    public void Serve(Dictionary<string, string?> settings)
    {
        _services?.Dispose();
        var configuration = new Microsoft.Extensions.Configuration.ConfigurationBuilder();
        Microsoft.Extensions.Configuration.MemoryConfigurationBuilderExtensions.AddInMemoryCollection(configuration, settings);
        _services = new ServiceCollection().AddLogging().AddSingleton<Microsoft.Extensions.Configuration.IConfiguration>(configuration.Build())
            .AddMatchmaking(_database!.ConnectionString).BuildServiceProvider();
    }

    /// <summary>Does something in this process, in a scope of its own.</summary>
    public async Task<TResult> RunAsync<T, TResult>(Func<T, Task<TResult>> run) where T : notnull
    {
        await using var scope = Services.CreateAsyncScope();
        return await run(scope.ServiceProvider.GetRequiredService<T>());
    }

    public async Task<int> DoAsync(string sql, params object[] values)
    {
        await using var command = Command(sql, values);
        return await command.ExecuteNonQueryAsync();
    }

    public async Task<T> AskAsync<T>(string sql, params object[] values) => (await RowsAsync(sql, r => r.GetFieldValue<T>(0), values)).Single();

    public async Task<List<T>> RowsAsync<T>(string sql, Func<NpgsqlDataReader, T> read, params object[] values)
    {
        await using var command = Command(sql, values);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync()) rows.Add(read(reader));
        return rows;
    }

    /// <summary>The last words of the workers at work.</summary>
    public string Said
    {
        get { lock (_workers) return string.Join('\n', _workers.Select(w => w.Said)); }
    }

    public WorkerProcess Work(IEnumerable<string> jobs, string failpoints = "")
    {
        var worker = WorkerProcess.Start(Settings, failpoints, jobs);
        lock (_workers) _workers.Add(worker);
        return worker;
    }

    /// <summary>Buries a worker and lets time pass for what it held: its leases are over.</summary>
    public async Task BuryAsync(WorkerProcess worker)
    {
        await worker.DisposeAsync();
        lock (_workers) _workers.Remove(worker);
        await EndLeasesAsync(worker);
    }

    /// <summary>As if as much time had passed as its leases last.</summary>
    public async Task EndLeasesAsync(WorkerProcess worker)
    {
        foreach (var table in new[] { "outgoing_mail", "search_pending", "match_pending" })
            await DoAsync($"update {table} set lease_until = now() - interval '1 second' where owner = $1 and lease_until is not null and done_at is null", worker.Owner);
    }

    /// <summary>A day passes for everything that the database holds: all stored times move back.</summary>
    public Task PassADayAsync() => DoAsync("""
        do $$ declare t record; begin
            set local session_replication_role = replica;
            for t in select c.table_name, string_agg(format('%1$I = %1$I - interval ''1 day''', c.column_name), ', ') as sets
                     from information_schema.columns c join information_schema.tables b using (table_schema, table_name)
                     where table_schema = 'public' and c.data_type = 'timestamp with time zone' and c.is_generated = 'NEVER' and b.table_type = 'BASE TABLE' group by 1
            loop execute format('update %I set %s', t.table_name, t.sets); end loop;
            update digest set period_start = period_start - 10000;
            update digest set period_start = period_start + 9999;
        end $$
        """);

    /// <summary>The server dies in the middle of whatever it does, and recovers.</summary>
    public async Task CrashPostgresAsync()
    {
        await _postgres.StopAsync(new CancellationToken(canceled: true));
        NpgsqlConnection.ClearAllPools();
        _source.Clear();
        _postgres = await LocalPostgres.StartAsync(Folder, _postgres.Port, PostgresSettings, Say);
    }

    public async Task StartMeilisearchAsync()
    {
        _meilisearch = await LocalMeilisearch.StartAsync(Folder, _meilisearch?.Port ?? _postgres.Port + 1, Say);
        Settings["Search__Url"] = _meilisearch.Url.ToString();
        Settings["Search__Key"] = _meilisearch.Key;
    }

    /// <summary>It dies without a word; with <paramref name="wiped"/> its data are lost too.</summary>
    public void KillMeilisearch(bool wiped = false)
    {
        Meilisearch.Dispose();
        if (wiped) Directory.Delete(Path.Combine(Folder, "meilisearch"), recursive: true);
    }

    public async ValueTask DisposeAsync()
    {
        await LeaveDatabaseAsync();
        if (_meilisearch is not null) await _meilisearch.StopAsync();
        await _postgres.StopAsync();
        _alone.Dispose();
    }

    private static void Say(string line) => Console.WriteLine($"[rig] {line}");

    private NpgsqlCommand Command(string sql, object[] values)
    {
        var command = _source.CreateCommand(sql);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        return command;
    }

    private async Task LeaveDatabaseAsync()
    {
        WorkerProcess[] left;
        lock (_workers) left = [.. _workers];
        foreach (var worker in left) await worker.DisposeAsync();
        lock (_workers) _workers.Clear();
        if (_services is not null) await _services.DisposeAsync();
        _services = null;
        if (_database is null) return;
        await _source.DisposeAsync();
        await _database.DisposeAsync();
        _database = null;
    }
}
