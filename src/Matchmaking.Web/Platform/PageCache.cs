using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Matchmaking.Web.Platform;

/// <summary>Keeps public pages for strangers, compressed, for at most half a minute, or until something they show changes. Never used for
/// a reader with a session or with a message waiting, nor for a page that sets a cookie, as every page with a form does.</summary>
internal sealed class PageCache(WebSettings settings, PageEviction evictions, TimeProvider clock) : IOutputCachePolicy
{
    public static readonly TimeSpan Life = TimeSpan.FromSeconds(30);

    private static readonly PathString[] Beginnings = [.. Languages.All.Select(l => new PathString($"/{l}"))];

    private readonly string _session = settings.CookieName(WebCookies.Session);
    private readonly string _status = settings.CookieName(WebCookies.Status);

    /// <summary>An address with a language and without a query means what it says: the cache can be asked before the address is read.</summary>
    public static bool MayAskFirst(HttpContext http) =>
        !http.Request.QueryString.HasValue && Array.Exists(Beginnings, l => http.Request.Path.StartsWithSegments(l, StringComparison.Ordinal));

    public static bool HasNotAsked(HttpContext http) => http.Features.Get<IOutputCacheFeature>() is null && IsPage(http);

    public ValueTask CacheRequestAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        var http = context.HttpContext;
        var may = HttpMethods.IsGet(http.Request.Method) && evictions.IsHeard && IsStranger(http.Request);
        context.EnableOutputCaching = context.AllowCacheLookup = context.AllowCacheStorage = context.AllowLocking = may;
        context.CacheVaryByRules.QueryKeys = "*"; // only what the page takes is left of the query by now
        context.CacheVaryByRules.VaryByValues["encoding"] = http.Request.Headers.AcceptEncoding.ToString() switch
        {
            var e when e.Contains("br", StringComparison.Ordinal) => "br",
            var e when e.Contains("gzip", StringComparison.Ordinal) => "gzip",
            _ => "",
        };
        context.ResponseExpirationTimeSpan = Life;
        http.Items[typeof(PageCache)] = clock.GetTimestamp();
        return ValueTask.CompletedTask;
    }

    public ValueTask ServeFromCacheAsync(OutputCacheContext context, CancellationToken cancellation) => ValueTask.CompletedTask;

    public ValueTask ServeResponseAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        var http = context.HttpContext;
        var tags = http.RequestServices.GetRequiredService<Here>().Tags;
        foreach (var tag in tags) context.Tags.Add(tag);
        if (!IsPage(http) || http.Response.StatusCode != StatusCodes.Status200OK
            || !StringValues.IsNullOrEmpty(http.Response.Headers.SetCookie)
            || http.Response.GetTypedHeaders().CacheControl?.NoStore == true
            || http.User.Identity?.IsAuthenticated == true
            || http.Items[typeof(PageCache)] is not long started || evictions.AnySince(started, tags)) context.AllowCacheStorage = false;
        return ValueTask.CompletedTask;
    }

    private static bool IsPage(HttpContext http) => http.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is not null;

    private bool IsStranger(HttpRequest request) =>
        !request.Cookies.ContainsKey(_session) && !request.Cookies.ContainsKey(_status) && StringValues.IsNullOrEmpty(request.Headers[HeaderNames.Authorization]);
}
