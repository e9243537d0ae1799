using Microsoft.AspNetCore.DataProtection;

namespace Matchmaking.Web.Platform;

/// <summary>What the next page says once.</summary>
/// <param name="IsReason">It says why something was not done, not what was.</param>
public sealed record StatusWords(string Text, bool IsReason);

/// <summary>One sentence carried over a redirect in a cookie of five seconds, sealed so that nobody else can put words into our mouth.</summary>
public sealed class StatusCookie(IDataProtectionProvider protection, WebSettings settings)
{
    private static readonly TimeSpan Life = TimeSpan.FromSeconds(5);

    private readonly ITimeLimitedDataProtector _seal = protection.CreateProtector(nameof(StatusCookie)).ToTimeLimitedDataProtector();
    private readonly CookieBuilder _cookie = WebCookies.Bind(new CookieBuilder { MaxAge = Life }, settings, WebCookies.Status, SameSiteMode.Lax);

    /// <param name="isReason">It says why something was not done, not what was.</param>
    public void Say(HttpContext context, string text, bool isReason = false) =>
        context.Response.Cookies.Append(_cookie.Name!, _seal.Protect((isReason ? "?" : "!") + text, Life), _cookie.Build(context));

    /// <summary>The message that came with this request, and takes it away from the browser.</summary>
    public StatusWords? Take(HttpContext context)
    {
        if (context.Request.Cookies[_cookie.Name!] is not { } sealedText) return null;
        context.Response.Cookies.Delete(_cookie.Name!, _cookie.Build(context));
        try
        {
            return _seal.Unprotect(sealedText) is [var kind, .. var text] ? new(text, IsReason: kind == '?') : null;
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return null;
        }
    }
}
