using Matchmaking.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Matchmaking.Chaos;

/// <summary>What one trial has: a database with nothing in it but what every installation has, workers, and this process's part of the site. The rig's own
/// questions go to PostgreSQL by connections of their own.</summary>
internal sealed class Rig : IAsyncDisposable
{
    private readonly TestDatabase _database;
    private readonly NpgsqlDataSource _source;
    private readonly List<WorkerProcess> _workers = [];
    private ServiceProvider _services;

    private Rig(Servers servers, TestDatabase database)
    {
        (Servers, _database) = (servers, database);
        _source = NpgsqlDataSource.Create(database.ConnectionString + ";Include Error Detail=true;Command Timeout=120");
        Settings = new()
        {
            ["ConnectionStrings__Matchmaking"] = database.ConnectionString,
            ["ASPNETCORE_ENVIRONMENT"] = "Development",
            ["Jobs__Run"] = "false",
            ["Web__Serve"] = "false",
        };
        _services = Begin([]);
    }

    public Servers Servers { get; }

    /// <summary>Of the workers; what is not said here is as the site has it.</summary>
    public Dictionary<string, string> Settings { get; }

    /// <summary>The domain in this process, which stands for the site: it fills the database and asks the search.</summary>
    public IServiceProvider Services => _services;

    public static async Task<Rig> StartAsync(Servers servers) => new(servers, await TestDatabase.CreateAsync());

    /// <summary>This process's part of the site begins anew, with settings such as the search's.</summary>
    public async Task ServeAsync(Dictionary<string, string?> settings)
    {
        await _services.DisposeAsync();
        _services = Begin(settings);
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

    /// <summary>The server dies in the middle of whatever it does, and recovers. Nobody else may be at it.</summary>
    public async Task CrashPostgresAsync()
    {
        await Servers.CrashPostgresAsync();
        _source.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        WorkerProcess[] left;
        lock (_workers) left = [.. _workers];
        foreach (var worker in left) await worker.DisposeAsync();
        await _services.DisposeAsync();
        await _source.DisposeAsync();
        await _database.DisposeAsync();
    }

    private ServiceProvider Begin(Dictionary<string, string?> settings) => new ServiceCollection().AddLogging()
        .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build()).AddMatchmaking(_database.ConnectionString).BuildServiceProvider();

    private NpgsqlCommand Command(string sql, object[] values)
    {
        var command = _source.CreateCommand(sql);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        return command;
    }
}
