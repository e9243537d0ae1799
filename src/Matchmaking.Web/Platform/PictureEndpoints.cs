using Matchmaking.Platform.Data;
using Matchmaking.Platform.Pictures;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;

namespace Matchmaking.Web.Platform;

/// <summary>The pictures that people brought. Their addresses cannot be guessed and their bytes never change.</summary>
internal static class PictureEndpoints
{
    /// <summary>Not longer, so that a picture that was thrown away is gone from every cache the day after.</summary>
    private const int SecondsKept = 24 * 60 * 60;

    public static void MapPictures(this IEndpointRouteBuilder site) => site.MapGet("/pictures/{id:guid}/{size}", GetAsync).AllowAnonymous();

    private static async Task<IResult> GetAsync(Guid id, string size, [FromServices] MatchmakingDb db, [FromServices] Me me, HttpContext context, CancellationToken ct)
    {
        if (size is not ("large" or "small")) return Results.NotFound();
        var found = await db.Pictures().Where(p => p.Id == id && (p.HiddenAt == null || p.OwnerId == me.Id)).Select(p => new { p.MediaType, p.HiddenAt, Bytes = size == "large" ? p.Large : p.Small }).SingleOrDefaultAsync(ct);
        if (found is null) return Results.NotFound();
        var headers = context.Response.Headers;
        headers.CacheControl = found.HiddenAt is null ? $"public, max-age={SecondsKept}, immutable" : "no-store";
        headers.ContentSecurityPolicy = "default-src 'none'; sandbox; frame-ancestors 'none'"; // were it ever taken for a page
        headers.ContentDisposition = "inline";
        return Results.Bytes(found.Bytes, found.MediaType, entityTag: new EntityTagHeaderValue($"\"{id:N}-{size}\""));
    }
}
