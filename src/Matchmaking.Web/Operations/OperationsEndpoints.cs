using Matchmaking.People;
using Matchmaking.Web.Components.Language;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace Matchmaking.Web.Operations;

/// <summary>The buttons of the operator's page.</summary>
internal static class OperationsEndpoints
{
    public static void MapOperations(this IEndpointRouteBuilder site) => site.MapPost($"/{Links.TryAgain}", TryAgainAsync).RequireAuthorization();

    private static async Task<IResult> TryAgainAsync([FromForm] string? table, [FromForm] string? row, [FromServices] TryAgain tryAgain, [FromServices] Me me,
        [FromServices] Redirect redirect, [FromServices] IStringLocalizer<Texts> t, CancellationToken ct)
    {
        var one = Guid.TryParse(row, out var id);
        if (string.IsNullOrEmpty(table) || (!one && !string.IsNullOrEmpty(row))) return Results.NotFound();
        return await tryAgain.RunAsync(me.SignedIn, table, one ? id : null, ct) is { } count
            ? redirect.Result(Links.AdminJobs, count == 0 ? t["Jobs.NothingToTry"] : t[$"Jobs.Tried.{Plurals.Of(count)}", count])
            : Results.NotFound();
    }
}
