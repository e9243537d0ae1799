using System.Runtime.InteropServices;

namespace Matchmaking.Local;

/// <summary>What the site or its tests use of the system, if it is there.</summary>
/// <param name="Name">As Debian calls it.</param>
/// <param name="For">What is missing without it, as the end of a sentence.</param>
public sealed record SystemPackage(string Name, string For, Func<bool> IsThere);

/// <summary>What a bare Debian machine lacks. Root installs it with apt; anybody else is told in one line what it is good for, and the rest
/// works without it. With <c>CI=true</c> a missing piece is a failure.</summary>
public static class SystemPackages
{
    public static IReadOnlyList<SystemPackage> OfTheSite { get; } =
    [
        new("libvoikko1", "Finnish base forms in search", () => NativeLibrary.TryLoad("libvoikko.so.1", out _)),
        new("voikko-fi", "Finnish base forms in search", () => Directory.Exists("/usr/lib/voikko/5") || Directory.Exists("/usr/share/voikko/5")),
        new("libhunspell-1.7-0", "Swedish base forms in search", () => NativeLibrary.TryLoad("libhunspell-1.7.so.0", out _)),
        new("hunspell-sv", "Swedish base forms in search", () => File.Exists("/usr/share/hunspell/sv_SE.dic")),
        new("libvips-tools", "pictures", () => OnPath("vips")),
        new("tzdata", "local times", () => File.Exists("/usr/share/zoneinfo/Europe/Helsinki")),
    ];

    public static IReadOnlyList<SystemPackage> OfTheTests { get; } =
    [
        new("chromium", "browser tests", () => OnPath("chromium")),
        new("fonts-dejavu-core", "browser tests", () => File.Exists("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf")),
        new("python3-aiosmtpd", "tests against a mail server that is not ours", () => Directory.Exists("/usr/lib/python3/dist-packages/aiosmtpd")),
    ];

    /// <summary>True when a missing piece is a failure: in continuous integration.</summary>
    public static bool AreRequired => Environment.GetEnvironmentVariable("CI") is "true" or "1";

    /// <summary>Installs what is missing, where that is allowed. Returns what is still missing as one line, or nothing.</summary>
    public static async Task<string?> InstallAsync(IReadOnlyList<SystemPackage> wanted, Action<string> say, CancellationToken ct = default)
    {
        if (Missing(wanted).Count == 0) return null;
        var problem = "";
        if (Environment.IsPrivilegedProcess && OnPath("apt-get"))
        {
            using var alone = await FileLock.EnterAsync(SourceTree.InRoot("artifacts", "system-packages.lock"), ct);
            if (Missing(wanted) is { Count: > 0 } missing)
            {
                say($"installing with apt, beside the rest: {Names(missing)}");
                problem = await AptAsync(missing, ct);
            }
        }
        if (Missing(wanted) is not { Count: > 0 } still) return null;
        return $"Without {string.Join(" and ", still.Select(package => package.For).Distinct())} until these are installed: "
            + $"sudo apt-get install {Names(still)}{(problem.Length == 0 ? "" : $" (apt: {problem})")}";
    }

    private static string Names(IEnumerable<SystemPackage> packages) => string.Join(' ', packages.Select(package => package.Name));

    private static List<SystemPackage> Missing(IReadOnlyList<SystemPackage> wanted) => [.. wanted.Where(package => !package.IsThere())];

    /// <summary>The package lists are fetched only when they are missing or too old to install from; a feed that fails is asked again.</summary>
    private static async Task<string> AptAsync(List<SystemPackage> missing, CancellationToken ct)
    {
        string[] install = ["install", "-y", "-q", "--no-install-recommends", .. missing.Select(package => package.Name)];
        var (code, output) = await AptGetAsync(install, ct);
        for (var attempt = 0; code != 0 && attempt < 3; attempt++)
        {
            await Task.Delay(TimeSpan.FromSeconds(5 * attempt), ct);
            await AptGetAsync(["update", "-q"], ct);
            (code, output) = await AptGetAsync(install, ct);
        }
        if (code == 0) return "";
        return output.Split('\n').LastOrDefault(line => line.StartsWith("E:", StringComparison.Ordinal)) ?? $"ended with {code}";
    }

    /// <summary>In a session of its own, so that a Ctrl-C in the terminal does not cut dpkg in the middle.</summary>
    private static Task<(int Code, string Output)> AptGetAsync(IEnumerable<string> arguments, CancellationToken ct) => Command.TryAsync(
        "setsid", ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-o", "DPkg::Lock::Timeout=300", .. arguments], mayFinish: true, ct: ct);

    private static bool OnPath(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
        .Any(folder => folder.Length > 0 && File.Exists(Path.Combine(folder, program)));
}
