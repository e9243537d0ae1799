using System.Globalization;

namespace Matchmaking.Web.Platform;

/// <summary>Takes /fi, /sv or /en off the address before routing, moves it to the path base, and sets the culture of the request.
/// Addresses without a language get the reader's own, asked of the browser. HEAD is routed as GET; the server leaves the body out.</summary>
internal sealed class LanguagePrefix(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context, Here here)
    {
        var request = context.Request;
        if (HttpMethods.IsHead(request.Method)) request.Method = HttpMethods.Get;
        var (language, rest) = Split(request.Path);
        if (language is not null && !rest.HasValue)
        {
            context.Response.Redirect($"/{language}/{request.QueryString}", permanent: true); // one address for one page
            return;
        }
        if (language is not null) (request.PathBase, request.Path) = (request.PathBase.Add($"/{language}"), rest);
        here.Begin(language ?? Languages.Preferred(request.Headers.AcceptLanguage), language is not null, request.Path);
        CultureInfo.CurrentUICulture = Languages.WordsOf(here.Language);
        CultureInfo.CurrentCulture = here.Culture;
        if (language is null) context.Response.Headers.Vary = "Accept-Language";
        await next(context);
    }

    private static (string? Language, PathString Below) Split(PathString path)
    {
        foreach (var language in Languages.All)
            if (path.StartsWithSegments($"/{language}", out var rest)) return (language, rest);
        return (null, path);
    }
}
