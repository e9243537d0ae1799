using Npgsql;

namespace Matchmaking.Local;

/// <summary>A PostgreSQL server on loopback with its data in a folder of ours. A server that a killed start left running is used
/// again.</summary>
public sealed class LocalPostgres
{
    private readonly PostgresAccount _account;
    private readonly string _password;

    private LocalPostgres(PostgresAccount account, string password) => (_account, _password) = (account, password);

    /// <summary>To the server as its superuser, without a database.</summary>
    public string ConnectionString => $"Host=127.0.0.1;Port={Port};Username=postgres;Password={_password}";

    public int Port { get; private set; }

    private string Data => Path.Combine(_account.Folder, "data");

    private string Log => Path.Combine(_account.Folder, "log");

    /// <param name="folder">Its data, log and password; one server a folder.</param>
    /// <param name="wishedPort">Taken if free, else the nearest above it.</param>
    /// <param name="settings">As in postgresql.conf: <c>fsync=off</c>.</param>
    public static async Task<LocalPostgres> StartAsync(
        string folder, int wishedPort, IReadOnlyList<string> settings, Action<string> say, CancellationToken ct = default)
    {
        var bin = await ServerBinaries.PostgresAsync(say, ct);
        var version = (await Command.RunAsync(Path.Combine(bin, "postgres"), ["--version"], ct: ct)).Split(' ', '.')[2];
        var account = await PostgresAccount.ChooseAsync(Path.Combine(folder, "postgres-" + version), bin, ct);
        var server = new LocalPostgres(account, await Secret.ReadOrMakeAsync(Path.Combine(folder, "postgres.password"), ct));
        await server.InitialiseAsync(say, ct);
        if (!await server.IsLeftRunningAsync(say, ct)) await server.StartAsync(wishedPort, settings, say);
        if (ct.IsCancellationRequested) await server.StopAsync(ct);
        ct.ThrowIfCancellationRequested();
        return server;
    }

    /// <summary>Shuts down, breaking off its clients; at once, without writing everything out, when somebody is in a hurry.</summary>
    public async Task StopAsync(CancellationToken hurry = default)
    {
        if (FindServer() is not { } server) return;
        Signal.Interrupt(server.Id);
        for (var waited = 0; FindServer() is not null && waited < 10_000; waited += 20)
        {
            if (hurry.IsCancellationRequested) Signal.Quit(server.Id);
            await Task.Delay(20, CancellationToken.None);
        }
        if (server.Lives) Signal.Quit(server.Id);
    }

    private async Task InitialiseAsync(Action<string> say, CancellationToken ct)
    {
        if (Directory.Exists(Data)) return;
        say("making a database");
        // in a folder of its own until it is whole: a start that was killed may have left an initdb at work
        var unfinished = Path.Combine(_account.Folder, $"unfinished-{Guid.CreateVersion7():N}");
        var password = unfinished + ".password";
        try
        {
            await File.WriteAllTextAsync(password, _password, ct);
            await _account.GiveAsync(password, ct);
            string[] arguments =
            [
                "-D", unfinished, "-U", "postgres", "-A", "scram-sha-256", "--pwfile", password,
                "-E", "UTF8", "--locale=C.UTF-8", "--no-sync", "--no-instructions",
            ];
            var (code, output) = await _account.TryAsync("initdb", arguments, ct);
            if (code != 0) throw new CannotStartException($"initdb ended with {code}:\n{output}");
            Directory.Move(unfinished, Data);
        }
        finally
        {
            File.Delete(password);
            RemoveUnfinished();
        }
    }

    private void RemoveUnfinished()
    {
        foreach (var left in Directory.GetFileSystemEntries(_account.Folder, "unfinished-*"))
            try
            {
                if (Directory.Exists(left)) Directory.Delete(left, recursive: true);
                else File.Delete(left);
            }
            catch (IOException)
            {
                // somebody still writes there; the next time, then
            }
    }

    /// <summary>Not to be cancelled: a server that is just starting would be left behind.</summary>
    private async Task StartAsync(int wishedPort, IReadOnlyList<string> settings, Action<string> say)
    {
        for (var attempt = 0; ; attempt++)
        {
            Port = Ports.FreeFrom(wishedPort + attempt, say, "PostgreSQL");
            string[] all = [$"port={Port}", "listen_addresses=127.0.0.1", "unix_socket_directories=", .. settings];
            var options = string.Join(' ', all.Select(setting => $"-c {setting}"));
            File.Delete(Log);
            string[] arguments = ["-D", Data, "-w", "-t", "60", "-s", "-l", Log, "-o", options, "start"];
            var (code, output) = await _account.TryAsync("pg_ctl", arguments, CancellationToken.None);
            if (code == 0) return;
            var log = File.Exists(Log) ? await File.ReadAllTextAsync(Log) : "";
            if (attempt == 5 || !log.Contains("could not bind", StringComparison.Ordinal))
                throw new CannotStartException($"PostgreSQL did not start on the data in {_account.Folder}.\n{output}{log}");
        }
    }

    /// <summary>True once a server on our data answers; one that is still shutting down is waited for.</summary>
    private async Task<bool> IsLeftRunningAsync(Action<string> say, CancellationToken ct)
    {
        for (var attempt = 0; attempt < 100 && FindServer() is not null; attempt++)
        {
            if (await AnswersAsync(ct))
            {
                say("PostgreSQL was left running by an earlier start and is used again");
                return true;
            }
            await Task.Delay(100, ct);
        }
        if (FindServer() is { } stuck) await stuck.EndAsync(TimeSpan.Zero, ct);
        File.Delete(Path.Combine(Data, "postmaster.pid"));
        return false;
    }

    private async Task<bool> AnswersAsync(CancellationToken ct)
    {
        if (PostmasterLines() is not [_, _, _, var port, ..] || !int.TryParse(port, out var number)) return false;
        Port = number;
        try
        {
            await using var connection = new NpgsqlConnection(ConnectionString + ";Database=postgres;Pooling=false;Timeout=2");
            await connection.OpenAsync(ct);
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    /// <summary>The server that runs on our data, as its own note tells; another process that was given its number does not count.</summary>
    private RunningProcess? FindServer() =>
        PostmasterLines() is [var first, ..] && int.TryParse(first, out var id)
        && RunningProcess.Find(id) is { } found && found.HasArgument(Data) ? found : null;

    private string[] PostmasterLines()
    {
        try
        {
            return File.ReadAllLines(Path.Combine(Data, "postmaster.pid"));
        }
        catch (IOException)
        {
            return [];
        }
    }
}
