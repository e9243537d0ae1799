using Matchmaking.People;
using Matchmaking.Vocabulary;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace Matchmaking.Web.Vocabulary;

/// <summary>The button beside a word that was merged or set aside.</summary>
internal static class FreeWordEndpoints
{
    public static void MapFreeWords(this IEndpointRouteBuilder site) => site.MapPost("/admin/words/{id:guid}/take-back", TakeBackAsync).RequireAuthorization();

    private static async Task<IResult> TakeBackAsync(Guid id, [FromServices] TakeBackFreeWord takeBack, [FromServices] Me me, [FromServices] Redirect redirect,
        [FromServices] IStringLocalizer<Texts> t, CancellationToken ct) => await takeBack.RunAsync(me.SignedIn, id, ct) switch
        {
            TakingBack.TakenBack => redirect.Result(Links.AdminWords, t["TakingBack.TakenBack"]),
            TakingBack.WaitsAlready => redirect.Result(Links.AdminWords, t["TakingBack.WaitsAlready"]),
            _ => Results.NotFound(),
        };
}
