using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace Matchmaking.Web.Platform;

/// <summary>Compresses pages of strangers only: where an answer holds a secret (a session's data, a form's token) beside something
/// the reader sent, its length would tell of the secret (BREACH).</summary>
internal sealed class StrangersCompression(IServiceProvider services, IOptions<ResponseCompressionOptions> options, WebSettings settings)
    : ResponseCompressionProvider(services, options)
{
    private readonly string _session = settings.CookieName(WebCookies.Session);

    public override bool ShouldCompressResponse(HttpContext context) =>
        !context.Request.Cookies.ContainsKey(_session)
        && StringValues.IsNullOrEmpty(context.Response.Headers.SetCookie)
        && context.Response.GetTypedHeaders().CacheControl?.NoStore != true
        && base.ShouldCompressResponse(context);
}
