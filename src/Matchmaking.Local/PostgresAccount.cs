namespace Matchmaking.Local;

/// <summary>As whom PostgreSQL runs. It refuses root, so root starts it in a user namespace that shows root's number as 1000: no second
/// account, no change of owner, also below a home that only root may enter. Where namespaces are closed (many containers) it runs as
/// <c>nobody</c>, in a folder that nobody can reach.</summary>
/// <param name="Prefix">The command that every program of PostgreSQL is started with; empty for an ordinary user.</param>
/// <param name="Folder">Where its data go.</param>
/// <param name="Bin">Where its programs are.</param>
internal sealed record PostgresAccount(IReadOnlyList<string> Prefix, string Folder, string Bin)
{
    private static readonly string[] Namespace = ["unshare", "--user", "--map-user=1000", "--map-group=1000", "--"];
    private static readonly string[] Nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--"];

    private bool IsNobody => Prefix.Count > 0 && Prefix[0] == Nobody[0];

    public static async Task<PostgresAccount> ChooseAsync(string folder, string bin, CancellationToken ct)
    {
        Directory.CreateDirectory(folder);
        if (!Environment.IsPrivilegedProcess) return new([], folder, bin);
        var own = new PostgresAccount(Namespace, folder, bin);
        if ((await own.TryAsync("true", [], ct)).Code == 0) return own;
        var nobody = new PostgresAccount(Nobody, folder, bin);
        await nobody.GiveAsync(folder, ct);
        var reaches = (await nobody.TryAsync(Path.Combine(bin, "postgres"), ["--version"], ct)).Code == 0
            && (await nobody.TryAsync("test", ["-w", folder], ct)).Code == 0;
        return reaches ? nobody : await ElsewhereAsync(folder, bin, ct);
    }

    /// <summary>Runs a program of PostgreSQL, by its name.</summary>
    public Task<(int Code, string Output)> TryAsync(string program, IEnumerable<string> arguments, CancellationToken ct)
    {
        var path = program.Contains('/') || program is "true" or "test" ? program : Path.Combine(Bin, program);
        return Prefix.Count == 0
            ? Command.TryAsync(path, arguments, ct: ct)
            : Command.TryAsync(Prefix[0], [.. Prefix.Skip(1), path, .. arguments], ct: ct);
    }

    /// <summary>Makes a file or folder the account's own, where it is not root's.</summary>
    public async Task GiveAsync(string path, CancellationToken ct)
    {
        if (IsNobody) await Command.RunAsync("chown", ["-R", "65534:65534", path], ct: ct);
    }

    /// <summary>The clone lies where nobody may not go: programs and data move to a folder of the system's temporary ones.</summary>
    private static async Task<PostgresAccount> ElsewhereAsync(string folder, string bin, CancellationToken ct)
    {
        var note = Path.Combine(folder, "elsewhere");
        var elsewhere = File.Exists(note) ? await File.ReadAllTextAsync(note, ct) : "";
        if (!Directory.Exists(elsewhere))
        {
            elsewhere = Directory.CreateTempSubdirectory("matchmaking-").FullName;
            File.SetUnixFileMode(elsewhere, File.GetUnixFileMode(elsewhere) | UnixFileMode.OtherExecute);
            await Command.RunAsync("cp", ["-a", Path.GetDirectoryName(bin)!, Path.Combine(elsewhere, "programs")], ct: ct);
            await Command.RunAsync("chmod", ["-R", "go+rX", Path.Combine(elsewhere, "programs")], ct: ct);
            await File.WriteAllTextAsync(note, elsewhere, ct);
        }
        var programs = Path.Combine(elsewhere, "programs", Path.GetFileName(bin));
        var account = new PostgresAccount(Nobody, Path.Combine(elsewhere, "data"), programs);
        Directory.CreateDirectory(account.Folder);
        await account.GiveAsync(account.Folder, ct);
        return account;
    }
}
