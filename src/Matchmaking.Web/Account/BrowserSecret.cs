using System.Buffers.Text;
using System.Security.Cryptography;
using Matchmaking.Web.Platform;

namespace Matchmaking.Web.Account;

/// <summary>The secret that ties a sign-in code to the browser that asked for it: 256 bits in a cookie, renewed at each asking.</summary>
public sealed class BrowserSecret(IHttpContextAccessor http, WebSettings settings)
{
    private HttpContext Context => http.HttpContext ?? throw new InvalidOperationException("There is no request.");

    private CookieBuilder Cookie
    {
        get
        {
            var cookie = WebCookies.Bind(new CookieBuilder(), settings, "code", SameSiteMode.Lax);
            cookie.MaxAge = TimeSpan.FromMinutes(30);
            return cookie;
        }
    }

    public string New()
    {
        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        Context.Response.Cookies.Append(Cookie.Name!, secret, Cookie.Build(Context));
        return secret;
    }

    /// <summary>Nothing when this browser did not ask, or asked too long ago.</summary>
    public string? Current => Context.Request.Cookies[Cookie.Name!] is { Length: > 0 and < 100 } secret ? secret : null;

    public void Forget() => Context.Response.Cookies.Delete(Cookie.Name!, Cookie.Build(Context));
}
