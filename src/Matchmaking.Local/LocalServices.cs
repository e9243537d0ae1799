using Npgsql;

namespace Matchmaking.Local;

/// <summary>PostgreSQL and Meilisearch on this machine, for a first run and for the tests: children on loopback, all they keep in one
/// folder. Not meant for anything that matters: a real installation has servers of its own.</summary>
/// <param name="folder">Data, logs and secrets; one owner at a time.</param>
/// <param name="say">Told what happens, a line at a time.</param>
/// <param name="hurry">Once cancelled, stopping does not wait for anybody.</param>
public sealed class LocalServices(string folder, Action<string> say, CancellationToken hurry = default) : IAsyncDisposable
{
    private LocalPostgres? _postgres;
    private LocalMeilisearch? _meilisearch;

    /// <summary>Starts PostgreSQL and returns the connection string of its superuser, without a database.</summary>
    public async Task<string> StartPostgresAsync(int wishedPort, IReadOnlyList<string> settings, CancellationToken ct = default)
    {
        _postgres = await LocalPostgres.StartAsync(folder, wishedPort, settings, say, ct);
        return _postgres.ConnectionString;
    }

    /// <summary>Adds the database if the server does not have it, and returns its connection string.</summary>
    public static async Task<string> DatabaseAsync(string server, string name, CancellationToken ct = default)
    {
        await using var connection = new NpgsqlConnection(server + ";Database=postgres;Pooling=false");
        await connection.OpenAsync(ct);
        await using var find = new NpgsqlCommand("select 1 from pg_database where datname = $1", connection);
        find.Parameters.Add(new() { Value = name });
        if (await find.ExecuteScalarAsync(ct) is null)
        {
            await using var add = new NpgsqlCommand($"create database \"{name}\"", connection);
            await add.ExecuteNonQueryAsync(ct);
        }
        return $"{server};Database={name}";
    }

    /// <summary>A word of ours about a database, which lives and dies with it; nothing when none was said.</summary>
    public static async Task<string?> ReadNoteAsync(string database, CancellationToken ct = default)
    {
        await using var connection = new NpgsqlConnection(database + ";Pooling=false");
        await connection.OpenAsync(ct);
        await using var read = new NpgsqlCommand("select shobj_description(oid, 'pg_database') from pg_database where datname = current_database()", connection);
        return await read.ExecuteScalarAsync(ct) as string;
    }

    /// <param name="note">Letters and digits only.</param>
    public static async Task WriteNoteAsync(string database, string note, CancellationToken ct = default)
    {
        await using var connection = new NpgsqlConnection(database + ";Pooling=false");
        await connection.OpenAsync(ct);
        await using var write = new NpgsqlCommand($"comment on database \"{connection.Database}\" is '{note}'", connection);
        await write.ExecuteNonQueryAsync(ct);
    }

    public async Task<(Uri Url, string Key)> StartMeilisearchAsync(int wishedPort, CancellationToken ct = default)
    {
        _meilisearch = await LocalMeilisearch.StartAsync(folder, wishedPort, say, ct: ct);
        return (_meilisearch.Url, _meilisearch.Key);
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_meilisearch?.StopAsync(hurry) ?? Task.CompletedTask, _postgres?.StopAsync(hurry) ?? Task.CompletedTask);
    }
}
