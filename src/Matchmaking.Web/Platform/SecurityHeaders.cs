using System.Net;
using Microsoft.Extensions.Primitives;

namespace Matchmaking.Web.Platform;

/// <summary>What every answer carries, errors and files too. An endpoint that needs a stricter or other value sets its own first.</summary>
internal sealed class SecurityHeaders(RequestDelegate next, WebSettings settings)
{
    /// <summary>No inline script or style and nothing from elsewhere; no nonce either, because pages are cached.</summary>
    public const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; " +
        "manifest-src 'self'; worker-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'self'; object-src 'none'";

    private const string Permissions =
        "accelerometer=(), autoplay=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), " +
        "microphone=(), midi=(), payment=(), usb=()";

    private readonly string _sessionCookie = settings.CookieName(WebCookies.Session);

    public Task InvokeAsync(HttpContext context)
    {
        context.Response.OnStarting(() => { Set(context); return Task.CompletedTask; });
        return next(context);
    }

    private void Set(HttpContext context)
    {
        var headers = context.Response.Headers;
        var holdsToken = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.GetParameter("token") is not null;
        headers.TryAdd("Content-Security-Policy", ContentSecurityPolicy);
        headers.TryAdd("X-Content-Type-Options", "nosniff");
        headers.TryAdd("Referrer-Policy", holdsToken ? "no-referrer" : "strict-origin-when-cross-origin");
        headers.TryAdd("Cross-Origin-Opener-Policy", "same-origin");
        headers.TryAdd("Cross-Origin-Resource-Policy", "same-origin");
        headers.TryAdd("Permissions-Policy", Permissions);
        if (context.Request.IsHttps && !IsLoopback(context.Request.Host.Host)) headers.TryAdd("Strict-Transport-Security", "max-age=31536000; includeSubDomains");
        if (StringValues.IsNullOrEmpty(headers.CacheControl)) headers.CacheControl = holdsToken || IsPersonal(context) ? "no-store" : "no-cache, private";
    }

    private bool IsPersonal(HttpContext context) =>
        context.Request.Cookies.ContainsKey(_sessionCookie) || context.Response.StatusCode >= 400 || !StringValues.IsNullOrEmpty(context.Response.Headers.SetCookie);

    private static bool IsLoopback(string host) => host == "localhost" || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
