using Matchmaking.Demo;
using Matchmaking.Local;
using Matchmaking.Municipalities;
using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Platform.Jobs;
using Matchmaking.Platform.Mail;
using Matchmaking.Search;
using Matchmaking.Testing;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Matchmaking.Browser.Tests.BrowserSite))]
// One Chromium and two cores: journeys go one after the other.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Matchmaking.Browser.Tests;

/// <summary>The site on a real port with the demo world, its search engine, a letter-box, and a browser.</summary>
public sealed class BrowserSite : IAsyncLifetime
{
    private static readonly string[] Flags =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private const string Chromium = "/usr/bin/chromium";

    private readonly TestSite _site = new();
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private LetterBox? _letters;
    private int _people;

    public Uri Address { get; private set; } = null!;

    public LetterBox Letters => _letters!;

    public async ValueTask InitializeAsync()
    {
        await TestMachine.PrepareAsync();
        _letters = await LetterBox.StartAsync();
        await _site.InitializeAsync();
        (_site.Settings["Mail:Host"], _site.Settings["Mail:Port"], _site.Settings["Mail:From"]) = ("127.0.0.1", $"{_letters.SmtpPort}", "treffitori@example.org");
        var engine = await TestServers.MeilisearchAsync();
        (_site.Settings["Search:Url"], _site.Settings["Search:Key"], _site.Settings["Search:Index"]) = ($"{engine.Url}", engine.Key, $"browser-{Guid.CreateVersion7():N}");
        _site.Settings["Search:Patience"] = "00:00:20"; // a busy machine is not an absent engine
        _site.Settings["Web:SharedNetworks:0"] = "127.0.0.0/8"; // all the journeys' strangers join from this machine
        _site.Settings["ReloadStaticAssetsAtRuntime"] = "false"; // as where it is installed: compressed
        _site.UseKestrel(0);
        _site.StartServer();
        Address = new Uri(_site.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First().Replace("[::]", "127.0.0.1"));
        await _site.InScopeAsync(s => s.GetRequiredService<DemoWorld>().LoadAsync());
        await RunAsync<UpdateSearch>();
        if (!SystemPackages.AreRequired && !File.Exists(Chromium)) return; // each journey then says that it is left out
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium, Args = Flags });
    }

    /// <summary>A browser that has never been here.</summary>
    public async Task<IPage> NewPageAsync(bool script = true, int width = 1280, ColorScheme scheme = ColorScheme.Light)
    {
        Assert.SkipWhen(_browser is null, "Left out: it needs chromium of Debian.");
        var context = await _browser.NewContextAsync(new()
        {
            BaseURL = Address.ToString(),
            JavaScriptEnabled = script,
            ColorScheme = scheme,
            Locale = "fi-FI",
            TimezoneId = "Europe/Helsinki",
            ViewportSize = new() { Width = width, Height = 900 },
            ReducedMotion = ReducedMotion.Reduce,
        });
        context.SetDefaultTimeout(15_000);
        return await context.NewPageAsync();
    }

    /// <summary>Hands over the letters that wait, as the clock would.</summary>
    public Task SendLettersAsync() => RunAsync<SendOutgoingMail>();

    /// <summary>Runs a job as the clock would, until nothing is left for it to do.</summary>
    public async Task RunAsync<T>() where T : IJob
    {
        while (await _site.InScopeAsync(s => s.GetRequiredService<T>().RunAsync(CancellationToken.None)) > 0)
        {
        }
    }

    /// <summary>Looks at the database, or turns it back where a journey would have to wait for days.</summary>
    public Task<T> InDatabaseAsync<T>(Func<MatchmakingDb, Task<T>> work) => _site.InScopeAsync(s => work(s.GetRequiredService<MatchmakingDb>()));

    /// <summary>The site's services, to find out which pages there are.</summary>
    public IServiceProvider Services => _site.Services;

    public DateTimeOffset Now => _site.Clock.GetUtcNow();

    /// <summary>The address of a letter's link on this site; letters are written for the address that the installation is known by.</summary>
    public string Here(string link) => new Uri(Address, new Uri(link).PathAndQuery).ToString();

    /// <summary>Somebody of the journey's own: welcomed, of age, and else a blank page.</summary>
    /// <returns>The address, at which letters arrive.</returns>
    public async Task<string> NewPersonAsync(string name, string municipality = "joensuu", string language = "fi")
    {
        var address = $"{name.ToLowerInvariant()}.{Interlocked.Increment(ref _people)}@example.org";
        await InDatabaseAsync(async db =>
        {
            var home = (await _site.Services.GetRequiredService<MunicipalityCatalog>().GetAsync()).Find(municipality).Municipality!;
            var person = Person.New(address, language, Now);
            person.EmailConfirmed = true;
            person.Welcome(name, under18: false, home.Id, Now);
            return await db.InTransactionAsync(() => { db.Add(person); return db.SaveChangesAsync(); });
        });
        return address;
    }

    /// <summary>Gives the browser a session of the person, where signing in is not what the journey is about.</summary>
    /// <param name="scheme">Which kind of session: by default one that is open.</param>
    public async Task EnterAsync(IPage page, string address, bool secondFactor = false, string? scheme = null)
    {
        var person = await InDatabaseAsync(db => db.People().Where(p => p.Email == address).Select(p => p.Id).SingleAsync());
        var (name, value) = await _site.SessionCookieAsync(person, secondFactor, scheme);
        await page.Context.AddCookiesAsync([new() { Name = name, Value = value, Url = Address.ToString() }]);
    }

    /// <summary>The newest letter to the address that fits; its code, where it has one, is <see cref="ReceivedLetter.Code"/>.</summary>
    public async Task<ReceivedLetter> LetterToAsync(string address, Func<ReceivedLetter, bool>? fits = null)
    {
        await SendLettersAsync();
        return Letters.Letters.LastOrDefault(l => l.Recipients.Contains(address) && (fits?.Invoke(l) ?? true))
            ?? throw new InvalidOperationException($"No letter came to {address}; there are: {string.Join("; ", Letters.Letters.Select(l => $"{string.Join(',', l.Recipients)} {l.Subject}"))}");
    }

    /// <summary>Signs in by the code of the letter.</summary>
    public async Task SignInAsync(IPage page, string address)
    {
        await page.GotoAsync("/fi/sign-in");
        await GiveAddressAsync(page, address);
    }

    /// <summary>On the page that asks who one is: the address, and then the code from the letter.</summary>
    public async Task GiveAddressAsync(IPage page, string address)
    {
        await page.GetByLabel("Sähköposti").FillAsync(address);
        await page.GetByRole(AriaRole.Button, new() { Name = "Lähetä koodi" }).ClickAsync();
        await page.WaitForURLAsync("**/sign-in/code**");
        var letter = await LetterToAsync(address, l => l.Code is not null);
        await page.Locator("[name='Input.Code']").FillAsync(letter.Code!);
        await page.GetByRole(AriaRole.Button, new() { Name = "Jatka" }).ClickAsync();
        await page.WaitForURLAsync(url => !url.Contains("/sign-in"));
    }

    /// <summary>Runs a journey; when it fails, a picture and the page's text stay under artifacts/journeys.</summary>
    public static async Task JourneyAsync(IPage page, Func<Task> journey, [System.Runtime.CompilerServices.CallerMemberName] string name = "")
    {
        List<string> console = [];
        page.Console += (_, message) => console.Add($"{message.Type}: {message.Text}");
        try
        {
            await journey();
            Assert.DoesNotContain(console, line => line.Contains("Content Security Policy", StringComparison.Ordinal));
        }
        catch
        {
            var folder = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "journeys")).FullName;
            try
            {
                await page.ScreenshotAsync(new() { Path = Path.Combine(folder, $"{name}.png"), FullPage = true });
            }
            catch (Exception e) when (e is PlaywrightException or TimeoutException)
            {
                console.Add($"no picture: {e.Message.Split('\n')[0]}");
            }
            await File.WriteAllTextAsync(Path.Combine(folder, $"{name}.html"), $"<!-- {page.Url}\n{string.Join('\n', console)} -->\n{await page.ContentAsync()}");
            throw;
        }
        finally
        {
            await page.Context.CloseAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.CloseAsync();
        _playwright?.Dispose();
        await _site.DisposeAsync();
        if (_letters is not null) await _letters.DisposeAsync();
    }
}
