using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Matchmaking.Matching;
using Matchmaking.Municipalities;
using Matchmaking.Platform.Data;
using Matchmaking.Vocabulary;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Matchmaking.Testing;

/// <summary>A database of its own for a test class: a copy of a template that was migrated once for all of them. The template is named by
/// what is in it, so that it is made again when a migration or the model changes, and is shared by the test projects.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private const string TemplatePrefix = "mm_template_";
    private const string CopyPrefix = "mm_test_";
    private static readonly Lazy<Task<string>> Template = new(MakeTemplateAsync);

    private readonly string _server;
    private readonly string _name;

    private TestDatabase(string server, string name) => (_server, _name) = (server, name);

    public string ConnectionString => $"{_server};Database={_name};Maximum Pool Size=12";

    public static async Task<TestDatabase> CreateAsync()
    {
        var template = await Template.Value;
        var server = await ServerAsync();
        var name = CopyPrefix + Guid.CreateVersion7().ToString("N");
        await using var connection = await OpenAsync(server);
        await RunAsync(connection, $"create database {name} template {template} strategy file_copy");
        return new(server, name);
    }

    /// <summary>A context as the writes get it; the caller disposes of it.</summary>
    public MatchmakingDb Open() => Open(ConnectionString);

    /// <summary>Tells all processes of the site, as a write that touches pages of this tag does.</summary>
    public async Task TellAsync(string tag)
    {
        await using var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("select pg_notify('pages', $1)", connection) { Parameters = { new() { Value = tag } } };
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>As if the server were away: whoever is connected is cut off, and nobody finds it.</summary>
    public async Task CloseAsync()
    {
        await using var connection = await OpenAsync(_server);
        await RunAsync(connection, $"alter database {_name} with allow_connections false");
        await RunAsync(connection, $"select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = '{_name}'");
        await RunAsync(connection, $"alter database {_name} rename to {_name}_away");
    }

    public async Task ReopenAsync()
    {
        await using var connection = await OpenAsync(_server);
        await RunAsync(connection, $"alter database {_name}_away rename to {_name}");
        await RunAsync(connection, $"alter database {_name} with allow_connections true");
    }

    public async ValueTask DisposeAsync()
    {
        await using var connection = await OpenAsync(_server);
        await RunAsync(connection, $"drop database if exists {_name} with (force)");
        await RunAsync(connection, $"drop database if exists {_name}_away with (force)");
    }

    /// <summary>ConnectionStrings__Test, without a database, or the server that this machine's tests share.</summary>
    private static Task<string> ServerAsync() => Environment.GetEnvironmentVariable("ConnectionStrings__Test") is { Length: > 0 } given
        ? Task.FromResult(given) : TestServers.PostgresAsync();

    private static async Task<string> MakeTemplateAsync()
    {
        var server = await ServerAsync();
        await using var db = Open($"{server};Database=postgres");
        var name = TemplatePrefix + Fingerprint(db);
        await using var connection = await OpenAsync(server);
        await RunAsync(connection, "select pg_advisory_lock(20261122)"); // of several test projects one makes it; freed with the connection
        if (await RunAsync(connection, $"select 1 from pg_database where datname = '{name}'") is not null) return name;
        await DropOldAsync(connection);
        await RunAsync(connection, $"create database {name}_unfinished");
        await FillAsync($"{server};Database={name}_unfinished;Pooling=false");
        await RunAsync(connection, $"alter database {name}_unfinished rename to {name}");
        await RunAsync(connection, $"alter database {name} with is_template true allow_connections false");
        return name;
    }

    /// <summary>As an installation is: migrated, with the municipalities and words that all have. While a change to the model has no migration
    /// yet, the tables come from the model itself.</summary>
    private static async Task FillAsync(string connectionString)
    {
        var services = new ServiceCollection().AddMatchmaking(connectionString).BuildServiceProvider();
        await using (services)
        await using (var scope = services.CreateAsyncScope())
        {
            var db = scope.ServiceProvider.GetRequiredService<MatchmakingDb>();
            if (!db.Database.HasPendingModelChanges()) await db.Database.MigrateAsync();
            else
            {
                await db.Database.EnsureCreatedAsync();
                var history = db.GetService<IHistoryRepository>();
                await RunAsync(db, history.GetCreateScript());
                foreach (var migration in db.Database.GetMigrations()) await RunAsync(db, history.GetInsertScript(new(migration, "test")));
                foreach (var trigger in typeof(Triggers).GetFields().Select(f => (string)f.GetRawConstantValue()!)) await RunAsync(db, trigger);
            }
            await scope.ServiceProvider.GetRequiredService<ImportMunicipalities>().RunAsync();
            await scope.ServiceProvider.GetRequiredService<ImportVocabulary>().RunAsync();
            await scope.ServiceProvider.GetRequiredService<ImportMatchWeights>().RunAsync();
        }
        NpgsqlConnection.ClearAllPools();
    }

    private static async Task RunAsync(MatchmakingDb db, string sql)
    {
        await db.Database.OpenConnectionAsync();
        await RunAsync((NpgsqlConnection)db.Database.GetDbConnection(), sql);
    }

    private static string Fingerprint(MatchmakingDb db)
    {
        using var all = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        all.AppendData(Encoding.UTF8.GetBytes(string.Join('\n', db.Database.GetMigrations()) + db.Database.GenerateCreateScript()));
        var domain = typeof(MatchmakingDb).Assembly;
        foreach (var imported in domain.GetManifestResourceNames().Order(StringComparer.Ordinal)) // municipalities and words
        {
            using var stream = domain.GetManifestResourceStream(imported)!;
            all.AppendData(SHA256.HashData(stream));
        }
        return Convert.ToHexStringLower(all.GetHashAndReset())[..16];
    }

    /// <summary>Other templates, and copies that a killed run left behind more than a day ago.</summary>
    private static async Task DropOldAsync(NpgsqlConnection connection)
    {
        var names = new List<string>();
        await using (var find = new NpgsqlCommand("select datname from pg_database where datname like 'mm\\_%'", connection))
        await using (var rows = await find.ExecuteReaderAsync())
            while (await rows.ReadAsync()) names.Add(rows.GetString(0));
        foreach (var name in names.Where(n => n.StartsWith(TemplatePrefix, StringComparison.Ordinal) || IsOld(n)))
        {
            await RunAsync(connection, $"update pg_database set datistemplate = false where datname = '{name}'");
            await RunAsync(connection, $"drop database if exists {name} with (force)");
        }
    }

    private static bool IsOld(string copy) => long.TryParse(copy[CopyPrefix.Length..][..12], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var made)
        && DateTimeOffset.FromUnixTimeMilliseconds(made) < TimeProvider.System.GetUtcNow().AddDays(-1);

    private static MatchmakingDb Open(string connectionString) => new(new DbContextOptionsBuilder<MatchmakingDb>().UseNpgsql(connectionString).Options);

    private static async Task<NpgsqlConnection> OpenAsync(string server)
    {
        var connection = new NpgsqlConnection($"{server};Database=postgres;Pooling=false;Command Timeout=120");
        await connection.OpenAsync();
        return connection;
    }

    private static async Task<object?> RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
