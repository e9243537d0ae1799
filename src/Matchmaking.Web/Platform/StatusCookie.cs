using Microsoft.AspNetCore.DataProtection;

namespace Matchmaking.Web.Platform;

/// <summary>One sentence carried over a redirect in a cookie of five seconds, sealed so that nobody else can put words into our mouth.</summary>
public sealed class StatusCookie(IDataProtectionProvider protection, WebSettings settings)
{
    private static readonly TimeSpan Life = TimeSpan.FromSeconds(5);

    private readonly ITimeLimitedDataProtector _seal = protection.CreateProtector(nameof(StatusCookie)).ToTimeLimitedDataProtector();
    private readonly CookieBuilder _cookie = WebCookies.Bind(new CookieBuilder { MaxAge = Life }, settings, WebCookies.Status, SameSiteMode.Lax);

    public void Say(HttpContext context, string text) => context.Response.Cookies.Append(_cookie.Name!, _seal.Protect(text, Life), _cookie.Build(context));

    /// <summary>The message that came with this request, and takes it away from the browser.</summary>
    public string? Take(HttpContext context)
    {
        if (context.Request.Cookies[_cookie.Name!] is not { } sealedText) return null;
        context.Response.Cookies.Delete(_cookie.Name!, _cookie.Build(context));
        try
        {
            return _seal.Unprotect(sealedText);
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return null;
        }
    }
}
