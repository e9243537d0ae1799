using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Matchmaking.Local;

/// <summary>The web project: built from the sources when they changed, and run as a child.</summary>
internal sealed partial class Site
{
    private static readonly string Project = SourceTree.InRoot("src", "Matchmaking.Web");
    private static readonly string Program = SourceTree.InRoot("artifacts", "bin", "Matchmaking.Web", "debug", "Matchmaking.Web.dll");
    private static readonly string Built = Path.Combine(SourceTree.LocalData, "built");
    private const string Name = "site";
    private const string CastPrefix = "cast: ";

    public static readonly string Log = Path.Combine(SourceTree.LocalData, Name + ".log");

    private readonly Action<string> _say;
    private readonly List<string[]> _cast = [];
    private Child? _child;
    private bool _tells;

    private readonly FileLock _port;

    private Site(Action<string> say, int port, FileLock kept) => (_say, _port, Url) = (say, kept, new Uri($"http://localhost:{port}"));

    /// <summary><c>localhost</c> and not a number: passkeys ask for a name.</summary>
    public Uri Url { get; }

    /// <summary>Who lives in the demo world: name, address, what they are.</summary>
    public IReadOnlyList<string[]> Cast => _cast;

    public Task Ended => _child?.Ended ?? Task.CompletedTask;

    /// <summary>The site on the wished port, or on the nearest above it that is free; one that a killed start left running is ended.</summary>
    public static async Task<Site> PlanAsync(Action<string> say, int wishedPort, CancellationToken ct)
    {
        await Child.EndLeftOverAsync(Name, SourceTree.LocalData, ct);
        var (port, kept) = Ports.KeepFrom(wishedPort, say, "the site");
        return new Site(say, port, kept);
    }

    /// <summary>Asking MSBuild whether anything changed takes seconds; asking the files' dates does not.</summary>
    public static async Task BuildAsync(Action<string> say, CancellationToken ct)
    {
        if (File.Exists(Program) && File.Exists(Built) && await File.ReadAllTextAsync(Built, ct) == Fingerprint()) return;
        say("building the site");
        // one process (-m:1), so that nothing goes on building when it is ended
        // the first build of a clone leaves the analysis, a third of the work, to the next one: what was committed has passed it
        var analysis = $"-p:RunAnalyzers={File.Exists(Program)}";
        var build = new ProcessStartInfo(DotNet, ["build", Project, "-nologo", "-v", "q", "-m:1", "-clp:NoSummary", analysis]);
        await Child.RunAsync("build", SourceTree.LocalData, build, ct);
        await File.WriteAllTextAsync(Built, Fingerprint(), ct);
        say("the site is built");
    }

    /// <summary>Migrates, loads the demo world if there is none, serves; returns when the first page can be asked for.</summary>
    public async Task StartAsync(IReadOnlyDictionary<string, string> settings, CancellationToken ct)
    {
        var start = new ProcessStartInfo(DotNet, [Program, "--migrate", "--demo", "--serve"]) { WorkingDirectory = Project };
        foreach (var (name, value) in settings) start.Environment[name] = value;
        start.Environment["ASPNETCORE_URLS"] = start.Environment["Web__BaseUrl"] = Url.ToString().TrimEnd('/');
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.Environment["DOTNET_TieredPGO"] = "0"; // it pays off after minutes; a first run is to be up in seconds
        // that the keys lie unlocked on a demo machine is no news
        start.Environment["Logging__LogLevel__Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager"] = "Error";
        _child = await Child.StartAsync(Name, SourceTree.LocalData, start, Read);
        using var client = new HttpClient { BaseAddress = Url, Timeout = TimeSpan.FromSeconds(30) };
        while (!await IsReadyAsync(client, ct))
        {
            if (_child.HasEnded) throw new CannotStartException($"The site ended while starting; all it wrote is in {Log}.");
            await Task.Delay(100, ct);
        }
    }

    public async Task StopAsync(CancellationToken hurry)
    {
        if (_child is not null) await _child.StopAsync(TimeSpan.FromSeconds(15), hurry);
        _port.Dispose();
    }

    private static string DotNet => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } path ? path : "dotnet";

    private static async Task<bool> IsReadyAsync(HttpClient client, CancellationToken ct)
    {
        try
        {
            using var answer = await client.GetAsync("health/ready", ct);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception problem) when (problem is HttpRequestException or TaskCanceledException && !ct.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>Keeps the cast, shows warnings and errors (and the lines that belong to them), leaves the rest to the log.</summary>
    private void Read(string line)
    {
        if (line.StartsWith(CastPrefix, StringComparison.Ordinal))
        {
            _cast.Add(line[CastPrefix.Length..].Split(" · "));
            return;
        }
        if (!line.StartsWith(' ')) _tells = !QuietLine().IsMatch(line);
        if (_tells) _say(line);
    }

    [GeneratedRegex(@"^\S*(info|dbug|trce): ")]
    private static partial Regex QuietLine();

    private static string Fingerprint()
    {
        string[] sources = [SourceTree.InRoot("src", "Matchmaking"), Project];
        var files = sources.SelectMany(folder => new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories))
            .Where(file => !file.FullName.Contains("/node_modules/", StringComparison.Ordinal))
            .Concat(new DirectoryInfo(SourceTree.Root).EnumerateFiles())
            .Append(new FileInfo(Program))
            .Select(file => $"{file.FullName} {(file.Exists ? file.Length : 0)} {file.LastWriteTimeUtc.Ticks}");
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', files.Order(StringComparer.Ordinal)))));
    }
}
