using Matchmaking.Initiatives;
using Matchmaking.Matching;
using Matchmaking.Platform.Data;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Matchmaking.Web.Matching;

/// <summary>One-button answers to matches, and a host's question. What is not the reader's own is not found.</summary>
internal static class MatchingEndpoints
{
    public static void MapMatching(this IEndpointRouteBuilder site)
    {
        var match = site.MapGroup("/me/matches/{id:guid}").RequireAuthorization();
        match.MapPost("/interested", async (Guid id, [FromForm] bool? share, [FromServices] Answer answer, [FromServices] MatchmakingDb db, [FromServices] Me me, CancellationToken ct) =>
        {
            var to = await db.MatchOfAsync(me.Id, id);
            if (share == true && to is { MayShare: true }) return await answer.ToAsync(id, MatchAnswer.Interested, Links.MyMatches, "Contact.Said", ct, sharesContact: true);
            return await answer.ToAsync(id, MatchAnswer.Interested, to is null ? Links.MyMatches : Links.JoinRole(to.Number, to.Slug, to.RoleId), "Interested.Said", ct);
        });
        match.MapPost("/not-now", (Guid id, [FromServices] Answer answer, CancellationToken ct) => answer.ToAsync(id, MatchAnswer.NotNow, Links.MyMatches, "NotNow.Said", ct));
        match.MapPost("/take-back", (Guid id, [FromServices] Answer answer, CancellationToken ct) => answer.ToAsync(id, MatchAnswer.None, Links.MatchesAside, "TakenBack.Said", ct));
        site.MapPost($"/{Links.TrustReason}", async ([FromForm] string? code, [FromForm] string? about, [FromServices] TrustReason trust, [FromServices] Me me,
            [FromServices] Redirect redirect, [FromServices] IStringLocalizer<Texts> t, CancellationToken ct) =>
            Enum.TryParse<ReasonCode>(code, out var fact) && Guid.TryParse(about, out var aboutId) && await trust.RunAsync(me.SignedIn, fact, aboutId, ct)
                ? redirect.Result(Links.MatchesAside, t["TakenBack.Said"]) : Results.NotFound()).RequireAuthorization();
        site.MapPost($"/{Links.LiftTheme}", async ([FromForm] Guid? theme, [FromServices] LiftTheme lift, [FromServices] Me me, [FromServices] Redirect redirect, [FromServices] IStringLocalizer<Texts> t,
            CancellationToken ct) => theme is { } id && await lift.RunAsync(me.SignedIn, id, ct) ? redirect.Result(Links.MatchesAside, t["TakenBack.Said"]) : Results.NotFound()).RequireAuthorization();
        match.MapPost("/stop-sharing", async (Guid id, [FromServices] StopSharingContact stop, [FromServices] Me me, [FromServices] Redirect redirect, [FromServices] IStringLocalizer<Texts> t, CancellationToken ct) =>
            await stop.RunAsync(me.SignedIn, id, ct) ? redirect.Result(Links.MyMatches, t["Contact.Stopped"]) : Results.NotFound());
        site.MapPost("/initiatives/{number:int}/doers/{match:guid}/stop-sharing", StopSharingAsync).RequireAuthorization();
        site.MapPost("/initiatives/{number:int}/doers/{match:guid}/ask", AskAsync).RequireAuthorization();
    }

    private static async Task<IResult> AskAsync(int number, Guid match, [FromServices] AskDoer ask, [FromServices] MatchmakingDb db, [FromServices] Me me, [FromServices] Redirect redirect,
        [FromServices] IStringLocalizer<Texts> t, CancellationToken ct)
    {
        var initiative = await db.Initiatives().Where(i => i.Number == number && i.StarterId == me.Id).Select(i => new { i.Id, i.Slug }).SingleOrDefaultAsync(ct);
        if (initiative is null) return Results.NotFound();
        return redirect.Result(Links.PossibleDoers(number, initiative.Slug), t[$"Asking.{await ask.RunAsync(me.SignedIn, initiative.Id, match, ct)}"]);
    }

    private static async Task<IResult> StopSharingAsync(int number, Guid match, [FromServices] StopSharingContact stop, [FromServices] MatchmakingDb db, [FromServices] Me me,
        [FromServices] Redirect redirect, [FromServices] IStringLocalizer<Texts> t, CancellationToken ct)
    {
        var initiative = await db.Initiatives().Where(i => i.Number == number && i.StarterId == me.Id && db.Matches().Any(m => m.Id == match && m.InitiativeId == i.Id)).Select(i => new { i.Slug }).SingleOrDefaultAsync(ct);
        if (initiative is null || !await stop.RunAsync(me.SignedIn, match, ct)) return Results.NotFound();
        return redirect.Result(Links.PossibleDoers(number, initiative.Slug), t["Contact.Stopped"]);
    }

    /// <summary>Takes an answer and says so.</summary>
    internal sealed class Answer(AnswerMatch write, Me me, Redirect redirect, IStringLocalizer<Texts> t)
    {
        public async Task<IResult> ToAsync(Guid matchId, MatchAnswer answer, string link, string said, CancellationToken ct, bool sharesContact = false) =>
            await write.RunAsync(me.SignedIn, matchId, answer, sharesContact: sharesContact, ct: ct) ? redirect.Result(link, t[said].Value) : Results.NotFound();
    }
}
