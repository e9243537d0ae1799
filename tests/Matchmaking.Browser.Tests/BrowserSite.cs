using Matchmaking.Demo;
using Matchmaking.Local;
using Matchmaking.Platform.Jobs;
using Matchmaking.Platform.Mail;
using Matchmaking.Testing;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Matchmaking.Browser.Tests.BrowserSite))]
// One Chromium and two cores: journeys go one after the other.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Matchmaking.Browser.Tests;

/// <summary>The site on a real port with the demo world, a letter-box, and a browser.</summary>
public sealed class BrowserSite : IAsyncLifetime
{
    private static readonly string[] Flags =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private readonly TestSite _site = new();
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private LetterBox? _letters;

    public Uri Address { get; private set; } = null!;

    public LetterBox Letters => _letters!;

    public async ValueTask InitializeAsync()
    {
        _letters = await LetterBox.StartAsync();
        await _site.InitializeAsync();
        (_site.Settings["Mail:Host"], _site.Settings["Mail:Port"], _site.Settings["Mail:From"]) = ("127.0.0.1", $"{_letters.SmtpPort}", "treffitori@example.org");
        _site.UseKestrel(0);
        _site.StartServer();
        Address = new Uri(_site.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First().Replace("[::]", "127.0.0.1"));
        await _site.InScopeAsync(s => s.GetRequiredService<DemoWorld>().LoadAsync());
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium", Args = Flags });
    }

    /// <summary>A browser that has never been here.</summary>
    public async Task<IPage> NewPageAsync(bool script = true, int width = 1280, ColorScheme scheme = ColorScheme.Light)
    {
        var context = await _browser!.NewContextAsync(new()
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

    public Task RunAsync<T>() where T : IJob => _site.InScopeAsync(s => s.GetRequiredService<T>().RunAsync(CancellationToken.None));

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
