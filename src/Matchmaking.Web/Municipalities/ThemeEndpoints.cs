using System.Text;
using Matchmaking.Municipalities;

namespace Matchmaking.Web.Municipalities;

/// <summary>The stylesheets of the municipalities' colours.</summary>
internal static class ThemeEndpoints
{
    public static void MapThemes(this IEndpointRouteBuilder app) => app.MapGet("/theme/{slug}.{hash}.css", GetAsync).AllowAnonymous();

    /// <summary>The present colours may be kept for ever under their address. A page from before a change asks for the old ones: it is
    /// sent to the present.</summary>
    private static async Task<IResult> GetAsync(string slug, string hash, HttpContext context, MunicipalityCatalog municipalities)
    {
        var municipality = (await municipalities.GetAsync(context.RequestAborted)).BySlug(slug);
        if (municipality is null || BrandTheme.Of(municipality.Settings) is not { } theme) return Results.NotFound();
        if (hash != theme.Hash)
        {
            context.Response.Headers.CacheControl = "no-cache";
            return Results.Redirect(Links.Theme(slug, theme.Hash));
        }
        context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return Results.Text(theme.Css, "text/css", Encoding.UTF8);
    }
}
