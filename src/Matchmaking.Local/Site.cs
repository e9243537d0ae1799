using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Matchmaking.Local;

/// <summary>The web project: built from the sources when they changed, and run as a child.</summary>
internal sealed partial class Site
{
    private static readonly string Project = SourceTree.InRoot("src", "Matchmaking.Web");
    private static readonly string Program = ProgramOf("Matchmaking.Web");
    private static readonly string Built = Path.Combine(SourceTree.LocalData, "built");
    private const string Name = "site";
    private const string Preparing = "Matchmaking.Prepare";
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
    /// <param name="settings">Say where the database is, once <paramref name="database"/> has ended.</param>
    public static async Task BuildAsync(IReadOnlyDictionary<string, string> settings, Task database, Action<string> say, CancellationToken ct)
    {
        if (File.Exists(Program) && File.Exists(Built) && await File.ReadAllTextAsync(Built, ct) == Fingerprint()) return;
        var fill = Task.CompletedTask;
        if (!File.Exists(Program))
        {
            say("building the domain");
            await BuildAsync(SourceTree.InRoot("src", Preparing), ct);
            fill = FillAsync(settings, database, say, ct);
        }
        say("building the site");
        await BuildAsync(Project, ct);
        await File.WriteAllTextAsync(Built, Fingerprint(), ct);
        say("the site is built");
        await fill;
    }

    /// <summary>In one process (-m:1), so that nothing goes on building when it is ended.</summary>
    private static Task BuildAsync(string project, CancellationToken ct)
    {
        var build = new ProcessStartInfo(DotNet, ["build", project, "-nologo", "-v", "q", "-m:1", "-clp:NoSummary", $"-p:RunAnalyzers={File.Exists(Program)}", "-p:SharedCompilationId=treffitori"]);
        build.Environment["DOTNET_TieredPGO"] = "0"; // nor does a compiler live long enough for it
        return Child.RunAsync("build", SourceTree.LocalData, build, ct);
    }

    /// <summary>The tables and the demo world, made by the domain alone: on two cores that is done by the time the pages are built.</summary>
    private static async Task FillAsync(IReadOnlyDictionary<string, string> settings, Task database, Action<string> say, CancellationToken ct)
    {
        await database;
        say("making the demo world, beside the build");
        var start = new ProcessStartInfo(DotNet, [ProgramOf(Preparing)]);
        Set(start, settings);
        await Child.RunAsync("prepare", SourceTree.LocalData, start, ct);
        say("the demo world is there");
    }

    /// <param name="settings">Of the services that were started for it.</param>
    private static void Set(ProcessStartInfo start, IReadOnlyDictionary<string, string> settings)
    {
        lock (settings) // others are still being started
            foreach (var (name, value) in settings) start.Environment[name] = value;
        start.Environment["DOTNET_TieredPGO"] = "0"; // it pays off after minutes; a first run is to be up in seconds
    }

    /// <summary>What was built last, as one word.</summary>
    public static Task<string> VersionAsync(CancellationToken ct) => File.ReadAllTextAsync(Built, ct);

    /// <summary>Migrates if asked to, loads the demo world if there is none, serves; returns when the first page can be asked for.</summary>
    public async Task StartAsync(IReadOnlyDictionary<string, string> settings, bool migrate, CancellationToken ct)
    {
        string[] before = migrate ? ["--migrate"] : [];
        var start = new ProcessStartInfo(DotNet, [Program, .. before, "--demo", "--serve"]) { WorkingDirectory = Project };
        Set(start, settings);
        start.Environment["ASPNETCORE_URLS"] = start.Environment["Web__BaseUrl"] = Url.ToString().TrimEnd('/');
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        // that the last start has ended is no news on a demo machine
        start.Environment["Logging__LogLevel__Quartz.Impl.AdoJobStore"] = "Error";
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

    private static string ProgramOf(string project) => SourceTree.InRoot("artifacts", "bin", project, "debug", project + ".dll");

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
