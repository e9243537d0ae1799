using System.Net.Mime;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;

namespace Matchmaking.Web.Platform;

/// <summary>The cookies of the site: their names and how they are kept. All are HttpOnly, Lax or Strict, and over https Secure and bound
/// to the host (<c>__Host-</c>).</summary>
internal static class WebCookies
{
    public const string Session = "session";
    public const string Form = "form";
    public const string Status = "status";

    public static IServiceCollection AddWebCookies(this IServiceCollection services, WebSettings settings)
    {
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies();
        foreach (var (scheme, name) in new[]
        {
            (IdentityConstants.ApplicationScheme, Session), (IdentityConstants.ExternalScheme, "external"),
            (IdentityConstants.TwoFactorRememberMeScheme, "device"), (IdentityConstants.TwoFactorUserIdScheme, "half-session"),
        }) services.Configure<CookieAuthenticationOptions>(scheme, o => Bind(o.Cookie, settings, name, SameSiteMode.Lax));
        services.ConfigureApplicationCookie(o =>
        {
            o.ExpireTimeSpan = TimeSpan.FromDays(14);
            o.Events.OnValidatePrincipal = _ => Task.CompletedTask; // LoadMe compares the stamp, at every request
            o.Events.OnRedirectToLogin = context => AskToSignInAsync(context.HttpContext);
            o.Events.OnRedirectToAccessDenied = context =>
            {
                context.Response.StatusCode = StatusCodes.Status403Forbidden;
                return Task.CompletedTask;
            };
        });
        return services.AddAntiforgery(o =>
        {
            Bind(o.Cookie, settings, Form, SameSiteMode.Strict);
            o.SuppressXFrameOptionsHeader = true; // frame-ancestors says it
        });
    }

    /// <summary>How our own cookies are written.</summary>
    public static CookieBuilder Bind(CookieBuilder cookie, WebSettings settings, string name, SameSiteMode sameSite)
    {
        cookie.Name = settings.CookieName(name);
        cookie.Path = "/";
        cookie.HttpOnly = true;
        cookie.IsEssential = true;
        cookie.SameSite = sameSite;
        cookie.SecurePolicy = settings.IsHttps ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
        return cookie;
    }

    /// <summary>A page is asked for again after signing in; a form is kept and shown for sending again; a machine is told plainly.</summary>
    private static async Task AskToSignInAsync(HttpContext context)
    {
        var here = context.RequestServices.GetRequiredService<Here>();
        if (here.HasLanguageInAddress && HttpMethods.IsGet(context.Request.Method)) context.Response.Redirect(here.Base + Links.SignIn(here.Address));
        else
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            await KeptForm.KeepAsync(context);
        }
    }
}
