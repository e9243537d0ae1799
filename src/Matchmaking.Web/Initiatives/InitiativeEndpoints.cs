using Matchmaking.Initiatives;
using Matchmaking.Platform.Data;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Matchmaking.Web.Initiatives;

/// <summary>One-button posts about an initiative. Each answers with the initiative's page and a sentence.</summary>
internal static class InitiativeEndpoints
{
    public static void MapInitiatives(this IEndpointRouteBuilder site)
    {
        var initiative = site.MapGroup("/initiatives/{number:int}").RequireAuthorization();
        initiative.MapPost("/leave", (int number, [FromServices] Post post, [FromServices] LeaveInitiative leave, [FromServices] Me me, CancellationToken ct) =>
            post.ToAsync(number, async id => $"Leaving.{await leave.RunAsync(me.SignedIn, id, ct)}", ct));
        initiative.MapPost("/done", (int number, [FromServices] Post post, [FromServices] ReportTask report, [FromServices] Me me, CancellationToken ct) =>
            post.ToAsync(number, async id => await report.RunAsync(me.SignedIn, id, ct) ? "Status.DoneSaid" : "Status.NotYours", ct));
        initiative.MapPost("/alive", (int number, [FromServices] Post post, [FromServices] SayAlive alive, [FromServices] Me me, CancellationToken ct) =>
            post.ToAsync(number, async id => await alive.RunAsync(me.SignedIn, id, ct) ? "Status.AliveSaid" : "Status.NotYours", ct));
        initiative.MapPost("/dates/{option:guid}/choose", (int number, Guid option, [FromServices] Post post, [FromServices] ChooseDate choose, [FromServices] Me me, CancellationToken ct) =>
            post.ToAsync(number, async _ => await choose.RunAsync(me.SignedIn, option, ct) ? "Dates.ChosenSaid" : "Status.NotYours", ct));
        initiative.MapPost("/invitations/{invitation:guid}/take-back", (int number, Guid invitation, [FromServices] Post post, [FromServices] TakeBackInvitation takeBack, [FromServices] Me me, CancellationToken ct) =>
            post.ToAsync(number, async id => await takeBack.RunAsync(me.SignedIn, id, invitation, ct) ? "Invite.TakenBack" : "Status.NotYours", ct));
        MapProofs(site.MapGroup("/proofs/{id:guid}").RequireAuthorization());
    }

    private static void MapProofs(RouteGroupBuilder proof)
    {
        proof.MapPost("/share", (Guid id, [FromServices] ShareProof share, [FromServices] Me me, [FromServices] Redirect redirect, [FromServices] IStringLocalizer<Texts> t, CancellationToken ct) =>
            ToProofAsync(share.RunAsync(me.SignedIn, id, shared: true, ct), redirect, t["Proof.SharedSaid"]));
        proof.MapPost("/unshare", (Guid id, [FromServices] ShareProof share, [FromServices] Me me, [FromServices] Redirect redirect, [FromServices] IStringLocalizer<Texts> t, CancellationToken ct) =>
            ToProofAsync(share.RunAsync(me.SignedIn, id, shared: false, ct), redirect, t["Proof.UnsharedSaid"]));
        proof.MapPost("/delete", async (Guid id, [FromServices] DeleteProof delete, [FromServices] Me me, [FromServices] Redirect redirect, [FromServices] IStringLocalizer<Texts> t, CancellationToken ct) =>
            await delete.RunAsync(me.SignedIn, id, ct) ? redirect.Result(Links.MyCommitments, t["Proof.DeletedSaid"]) : Results.NotFound());
    }

    private static async Task<IResult> ToProofAsync(Task<string?> write, Redirect redirect, string said) =>
        await write is { } token ? redirect.Result(Links.Proof(token), said) : Results.NotFound();

    /// <summary>Finds the initiative that a button was pressed for, and goes back to its page. A hidden one is there for those who see it and
    /// for its doers, who may still step back but are not shown it.</summary>
    internal sealed class Post(MatchmakingDb db, Me me, Redirect redirect, IStringLocalizer<Texts> t)
    {
        public async Task<IResult> ToAsync(int number, Func<Guid, Task<string>> act, CancellationToken ct)
        {
            if (await db.Initiatives().AsNoTracking().SingleOrDefaultAsync(i => i.Number == number, ct) is not { } found) return Results.NotFound();
            var isSeen = InitiativeRights.CanSee(me.Actor, found);
            if (!isSeen && !await db.Commitments().AnyAsync(c => c.InitiativeId == found.Id && c.PersonId == me.Id
                && (c.State == CommitmentState.Active || c.State == CommitmentState.Waiting || c.State == CommitmentState.Done), ct)) return Results.NotFound();
            return redirect.Result(isSeen ? Links.Initiative(number, found.Slug) : Links.MyCommitments, t[await act(found.Id)]);
        }
    }
}
