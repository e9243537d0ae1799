using Matchmaking.Search;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace Matchmaking.Web.Search;

/// <summary>The button beside a search that many made in vain.</summary>
internal static class NothingFoundEndpoints
{
    public static void MapNothingFound(this IEndpointRouteBuilder site) => site.MapPost($"/{Links.SettleSearch}", SettleAsync).RequireAuthorization();

    private static async Task<IResult> SettleAsync([FromForm] string? text, [FromServices] SettleNothingFound settle, [FromServices] Me me, [FromServices] Redirect redirect,
        [FromServices] IStringLocalizer<Texts> t, CancellationToken ct) => await settle.RunAsync(me.SignedIn, text ?? "", ct) switch
        {
            Settling.NotAllowed => Results.NotFound(),
            Settling.Settled => redirect.Result(Links.AdminSearches, t["Settling.Settled", text!]),
            _ => redirect.Result(Links.AdminSearches, t["Settling.SettledAlready"]),
        };
}
