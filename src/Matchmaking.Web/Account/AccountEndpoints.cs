using System.Globalization;
using System.Net.Mime;
using Matchmaking.Notifications;
using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Web.Platform;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Matchmaking.Web.Account;

/// <summary>One-button posts of the account.</summary>
internal static class AccountEndpoints
{
    public static void MapAccount(this IEndpointRouteBuilder site)
    {
        site.MapPost($"/{Links.SignOut}", async (HttpContext context, Redirect redirect) =>
        {
            await Session.CloseAsync(context);
            return redirect.Result(Links.Home);
        }).RequireAuthorization();
        site.MapPost($"/{Links.ReadNotifications}", async ([FromForm] string? upTo, [FromServices] ReadNotifications read, [FromServices] Me me, [FromServices] Redirect redirect, CancellationToken ct) =>
        {
            if (DateTimeOffset.TryParse(upTo, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment)) await read.RunAsync(me.Id, moment, ct);
            return redirect.Result(Links.MyNotifications);
        }).RequireAuthorization();
        site.MapPost($"/{Links.ExportMyData}", ExportAsync).RequireAuthorization();
        site.MapPost($"/{Links.SignOutEverywhere}", async (HttpContext context, [FromServices] EndSessions end, [FromServices] Me me, [FromServices] Redirect redirect, [FromServices] IStringLocalizer<Texts> t, CancellationToken ct) =>
        {
            await end.RunAsync(me.Id, ct);
            await Session.CloseAsync(context);
            return redirect.Result(Links.Home, t["Security.Everywhere.Done"]);
        }).RequireAuthorization();
        site.MapPost($"/{Links.RemoveAuthenticator}", async (HttpContext context, [FromServices] RemoveAuthenticator remove, [FromServices] ReadSecondFactors factors, [FromServices] MatchmakingDb db, [FromServices] Me me, [FromServices] Here here,
            [FromServices] Redirect redirect, [FromServices] IStringLocalizer<Texts> t, CancellationToken ct) =>
        {
            if (!me.SecondFactor) return redirect.Result(Links.MySecurity, t["Security.ShowFirst"]);
            if (!me.IsFresh) return redirect.Result(Links.Reassure($"{here.Base}{Links.MySecurity}"), t["Reassure.Why"]);
            await remove.RunAsync(me.Id, ct);
            await Session.GoOnAsync(context, me.Id, factors, db, ct);
            return redirect.Result(Links.MySecurity, t["App.Removed"]);
        }).RequireAuthorization();
    }

    /// <summary>The file, or first a fresh code: whoever finds an open browser shall not carry all of it away.</summary>
    private static async Task<IResult> ExportAsync(HttpContext context, [FromServices] ExportMyData export, [FromServices] Me me, [FromServices] Here here,
        [FromServices] Redirect redirect, [FromServices] IStringLocalizer<Texts> t, [FromServices] TimeProvider clock, CancellationToken ct)
    {
        if (!me.IsFresh) return redirect.Result(Links.Reassure($"{here.Base}{Links.MyPrivacy}"));
        context.Response.Headers.CacheControl = "no-store";
        return Results.File(await export.RunAsync(me.Id, ct), MediaTypeNames.Application.Json, $"{t["Privacy.FileName"]}-{clock.GetUtcNow():yyyy-MM-dd}.json");
    }
}
