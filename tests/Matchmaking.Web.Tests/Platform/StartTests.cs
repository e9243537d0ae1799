using System.Diagnostics;
using Matchmaking.Web.Platform;
using Microsoft.Extensions.Configuration;

namespace Matchmaking.Web.Tests.Platform;

public sealed class StartTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private static readonly Dictionary<string, string> Whole = new()
    {
        ["ConnectionStrings__Matchmaking"] = "Host=127.0.0.1;Port=1;Username=x;Password=hunter2;Timeout=1",
        ["Web__BaseUrl"] = "https://treffitori.example.org",
        ["Search__Url"] = "http://127.0.0.1:1",
        ["Search__Key"] = "a key of our own",
        ["Mail__Host"] = "127.0.0.1",
        ["Mail__From"] = "hei@example.org",
    };

    [Theory]
    [InlineData("ConnectionStrings__Matchmaking", null, "ConnectionStrings:Matchmaking is not set")]
    [InlineData("Web__BaseUrl", null, "Web:BaseUrl is not set")]
    [InlineData("Web__BaseUrl", "http://treffitori.example.org", "Web:BaseUrl must be the site's https address")]
    [InlineData("Search__Key", null, "Search:Key is not set")]
    [InlineData("Search__Key", "change-me", "everybody knows")]
    [InlineData("Mail__Host", "", "Mail:Host is not set")]
    [InlineData("Search__Key__File", "/nowhere/key", "names a file that cannot be read")]
    [InlineData("Keys__Certificate", "/nowhere/keys.pfx", "cannot be opened")]
    [InlineData("Web__Proxies__0", "not an address", "Web:Proxies")]
    public async Task A_start_without_what_it_needs_fails_with_one_line(string name, string? value, string expected)
    {
        var settings = new Dictionary<string, string>(Whole);
        if (value is null) settings.Remove(name);
        else settings[name] = value;
        var (code, error) = await StartAsync(settings);

        Assert.Equal(1, code);
        Assert.Contains(expected, Assert.Single(error.Trim().Split('\n')), StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_migration_needs_the_database_only_and_says_when_it_cannot_be_reached()
    {
        var (code, error) = await StartAsync(new() { ["ConnectionStrings__Matchmaking"] = Whole["ConnectionStrings__Matchmaking"] }, "--migrate");

        Assert.Equal(1, code);
        Assert.Contains("The database cannot be reached", Assert.Single(error.Trim().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public void Each_argument_of_the_program_is_its_own_and_the_rest_is_configuration()
    {
        Assert.Equal((false, false, null, true), Read("--Web:BaseUrl=x"));
        Assert.Equal((true, false, null, false), Read("--migrate"));
        Assert.Equal((true, true, null, true), Read("--demo", "--serve", "--migrate"));
        Assert.Equal((false, false, "a@example.org", false), Read("--make-administrator", "a@example.org"));
        Assert.Throws<SettingsException>(() => Read("--make-administrator"));
        Assert.Equal(["--environment=Test"], Arguments.Read(["--migrate", "--environment=Test"]).Rest);

        static (bool, bool, string?, bool) Read(params string[] args) => Arguments.Read(args) is var run ? (run.Migrate, run.Demo, run.Administrator, run.Serve) : default;
    }

    [Fact]
    public async Task A_secret_comes_from_the_file_that_is_named()
    {
        var path = Path.GetTempFileName();
        await File.WriteAllTextAsync(path, "from a file\n", Ct);
        var configuration = new ConfigurationManager();
        configuration["Search:Key:File"] = path;
        configuration.AddSecrets();

        Assert.Equal("from a file", configuration["Search:Key"]);
        File.Delete(path);
    }

    private static async Task<(int Code, string Error)> StartAsync(Dictionary<string, string> settings, params string[] args)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Matchmaking.Web.dll"), .. args])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        foreach (var name in start.Environment.Keys.Where(k => k.Contains("__", StringComparison.Ordinal)).ToList()) start.Environment.Remove(name);
        foreach (var (name, value) in settings) start.Environment[name] = value;
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Production";
        start.Environment["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        using var process = Process.Start(start)!;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        patience.CancelAfter(TimeSpan.FromSeconds(60));
        var (error, output) = (process.StandardError.ReadToEndAsync(patience.Token), process.StandardOutput.ReadToEndAsync(patience.Token));
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
        await output;
        return (process.ExitCode, await error);
    }
}
