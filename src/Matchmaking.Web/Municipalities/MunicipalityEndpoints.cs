using Matchmaking.Municipalities;
using Matchmaking.People;
using Matchmaking.Web.Platform;
using Microsoft.Extensions.Localization;

namespace Matchmaking.Web.Municipalities;

/// <summary>Acts on a municipality that need no more than a button.</summary>
internal static class MunicipalityEndpoints
{
    public static void MapMunicipalities(this IEndpointRouteBuilder app)
    {
        app.MapPost("/{municipality}/wanted", WantAsync).AllowAnonymous().WithMetadata(new LimitedAttribute(Limit.Want));
        app.MapPost("/admin/municipalities/{municipality}/join", JoinAsync);
    }

    /// <summary>Counts a person, or else a browser by the cookie that every form gives it until it is closed.</summary>
    private static async Task<IResult> WantAsync(
        string municipality, HttpContext context, Here here, Me me, WantThisHere want, WebSettings settings, Redirect redirect, IStringLocalizer<Texts> T)
    {
        if (here.Municipality is not { } place || context.Request.Cookies[settings.CookieName(WebCookies.Form)] is not { Length: > 20 } browser) return Results.NotFound();
        var wanting = await want.RunAsync(place.Id, me.IsSignedIn ? me.Id : null, browser, context.RequestAborted);
        return redirect.Result(Links.Municipality(municipality), T[$"Want.{wanting}"]);
    }

    private static async Task<IResult> JoinAsync(string municipality, HttpContext context, Here here, Me me, JoinMunicipality join, Redirect redirect, IStringLocalizer<Texts> T)
    {
        if (here.Municipality is not { } place) return Results.NotFound();
        var boarding = await join.RunAsync(me.SignedIn, place.Id, context.RequestAborted);
        return boarding is Boarding.NotAllowed or Boarding.Unknown ? Results.NotFound() : redirect.Result(Links.AdminMunicipality(municipality), T[$"Join.{boarding}"]);
    }
}
