using System.Diagnostics;

namespace Matchmaking.Local;

/// <summary>Everything on this machine, with the demo world. What <c>ConnectionStrings__Matchmaking</c>, <c>Search__Url</c> or
/// <c>Mail__Host</c> names is used instead of a server of our own.</summary>
internal sealed class FirstRun(StopRequest stop)
{
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly Dictionary<string, string> _settings = [];
    private string? _database;
    private LetterBox? _letters;

    public async Task<int> RunAsync()
    {
        using var alone = await EnterAsync();
        var site = await Site.PlanAsync(Say, wishedPort: 5080, stop.Asked);
        var packages = SystemPackages.InstallAsync(SystemPackages.OfTheSite, Say, stop.Asked);
        var services = new LocalServices(SourceTree.LocalData, Say, stop.Hurry);
        try
        {
            var database = DatabaseAsync(services);
            await AllAsync(Site.BuildAsync(_settings, database, Say, stop.Asked), database, SearchAsync(services), LettersAsync());
            await StartAsync(site);
            Say("ready");
            Console.WriteLine(Welcome.Text(site, _letters?.PageUrl));
            return await UntilItEndsAsync(site, packages);
        }
        finally
        {
            stop.Begin();
            Say("stopping");
            await site.StopAsync(stop.Hurry);
            if (_letters is not null) await _letters.DisposeAsync();
            await services.DisposeAsync();
            await Task.WhenAny(packages);
            Say("everything is stopped");
        }
    }

    /// <summary>The first that fails stops the others: a build is not waited for whose site could not start.</summary>
    private Task AllAsync(params Task[] parts)
    {
        foreach (var part in parts) part.ContinueWith(_ => stop.Begin(), CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
        return Task.WhenAll(parts);
    }

    /// <summary>The tables are looked at only when something was built since they last were.</summary>
    private async Task StartAsync(Site site)
    {
        var isMigrated = _database is not null && await LocalServices.ReadNoteAsync(_database, stop.Asked) == await Site.VersionAsync(stop.Asked);
        Say(isMigrated ? "starting the site" : "starting the site: database, demo world, pages");
        await site.StartAsync(_settings, migrate: !isMigrated, stop.Asked);
        if (_database is not null && !isMigrated) await LocalServices.WriteNoteAsync(_database, await Site.VersionAsync(stop.Asked), stop.Asked);
    }

    private async Task<FileLock> EnterAsync()
    {
        var file = Path.Combine(SourceTree.LocalData, "lock");
        if (FileLock.TryEnter(file) is { } entered) return entered;
        Say("another start of this clone is running; waiting a little for its end");
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop.Asked);
        patience.CancelAfter(TimeSpan.FromSeconds(20));
        try
        {
            return await FileLock.EnterAsync(file, patience.Token);
        }
        catch (OperationCanceledException) when (!stop.Asked.IsCancellationRequested)
        {
            throw new CannotStartException("This clone runs already, in another terminal. Stop it there with Ctrl-C first.");
        }
    }

    private async Task DatabaseAsync(LocalServices services)
    {
        if (IsNamed("ConnectionStrings__Matchmaking")) return;
        // what was written in the last half second may be lost when the machine itself stops: a demo world can bear that
        var server = await services.StartPostgresAsync(15432, ["synchronous_commit=off"], stop.Asked);
        _database = await LocalServices.DatabaseAsync(server, "matchmaking", stop.Asked);
        lock (_settings) _settings["ConnectionStrings__Matchmaking"] = _database;
        Say("PostgreSQL is up");
    }

    private async Task SearchAsync(LocalServices services)
    {
        if (IsNamed("Search__Url")) return;
        try
        {
            var (url, key) = await services.StartMeilisearchAsync(17700, stop.Asked);
            lock (_settings) (_settings["Search__Url"], _settings["Search__Key"]) = (url.ToString(), key);
            Say("Meilisearch is up");
        }
        catch (CannotStartException problem) when (!SystemPackages.AreRequired)
        {
            Say($"{problem.Message} Until then the site searches in PostgreSQL.");
        }
    }

    private async Task LettersAsync()
    {
        if (Environment.GetEnvironmentVariable("Mail__From") is null or "") lock (_settings) _settings["Mail__From"] = "treffitori@example.org";
        if (IsNamed("Mail__Host")) return;
        var (smtp, page) = (Ports.FreeFrom(12525, Say, "the letter-box"), Ports.FreeFrom(18025, Say, "the page of the letters"));
        _letters = await LetterBox.StartAsync(smtp, page);
        lock (_settings) (_settings["Mail__Host"], _settings["Mail__Port"]) = ("127.0.0.1", $"{_letters.SmtpPort}");
        Say("the letter-box is up");
    }

    private async Task<int> UntilItEndsAsync(Site site, Task<string?> packages)
    {
        var asked = Task.Delay(Timeout.Infinite, stop.Asked);
        if (await Task.WhenAny(site.Ended, asked, packages) == packages && await packages is { } missing)
        {
            Say(missing);
            if (SystemPackages.AreRequired) return 1;
        }
        if (await Task.WhenAny(site.Ended, asked) == asked) return 0;
        Say($"the site ended by itself; all it wrote is in {Site.Log}");
        return 1;
    }

    private bool IsNamed(string setting)
    {
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable(setting))) return false;
        Say($"using what {setting} names");
        return true;
    }

    private void Say(string line) => Console.WriteLine($"{_watch.Elapsed.TotalSeconds,6:0.0} s  {line}");
}
