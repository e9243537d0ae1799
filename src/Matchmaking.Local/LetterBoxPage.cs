using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Matchmaking.Local;

/// <summary>Shows the letter-box in a browser, on loopback only. The HTML of a letter runs no script, and its links open in a tab of their
/// own.</summary>
internal sealed class LetterBoxPage : IAsyncDisposable
{
    private const string OwnPolicy = "default-src 'none'; style-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'self'";
    private const string LetterPolicy = "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src * data:";

    private readonly LetterBox _box;
    private readonly WebApplication _app;

    private LetterBoxPage(LetterBox box, int port)
    {
        _box = box;
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    public Uri Url => new(_app.Urls.Single());

    public static async Task<LetterBoxPage> StartAsync(LetterBox box, int port)
    {
        var page = new LetterBoxPage(box, port);
        try
        {
            await page._app.StartAsync();
            return page;
        }
        catch
        {
            await page.DisposeAsync();
            throw;
        }
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private Task AnswerAsync(HttpContext http)
    {
        var parts = http.Request.Path.Value!.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var letter = parts.Length > 1 && int.TryParse(parts[1], out var number) ? _box.Letters.FirstOrDefault(l => l.Number == number) : null;
        return (http.Request.Method, parts) switch
        {
            ("GET", []) => SendAsync(http, LetterBoxHtml.List(_box.Letters)),
            ("GET", ["style.css"]) => SendAsync(http, LetterBoxHtml.Style, "text/css"),
            ("GET", ["letters", _]) when letter is not null => SendAsync(http, LetterBoxHtml.One(letter)),
            ("GET", ["letters", _, "html"]) when letter is not null => SendAsync(http, LetterBoxHtml.InTabsOfTheirOwn(letter.Html), policy: LetterPolicy),
            ("GET", ["letters", _, "raw"]) when letter is not null => SendRawAsync(http, letter),
            ("POST", ["clear"]) => ClearAsync(http),
            _ => SendAsync(http, LetterBoxHtml.Missing, status: 404),
        };
    }

    private static async Task SendAsync(HttpContext http, string body, string type = "text/html", string policy = OwnPolicy, int status = 200)
    {
        Prepare(http, type, policy);
        http.Response.StatusCode = status;
        await http.Response.WriteAsync(body);
    }

    private static async Task SendRawAsync(HttpContext http, ReceivedLetter letter)
    {
        Prepare(http, "text/plain", OwnPolicy);
        await http.Response.Body.WriteAsync(letter.Raw);
    }

    private static void Prepare(HttpContext http, string type, string policy)
    {
        http.Response.ContentType = $"{type}; charset=utf-8";
        http.Response.Headers.ContentSecurityPolicy = policy;
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers.CacheControl = "no-store";
    }

    private Task ClearAsync(HttpContext http)
    {
        _box.Clear();
        http.Response.Headers.Location = "/";
        http.Response.StatusCode = StatusCodes.Status303SeeOther;
        return Task.CompletedTask;
    }

    /// <summary>Ctrl-C is for the program that started the box, which disposes of it.</summary>
    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
