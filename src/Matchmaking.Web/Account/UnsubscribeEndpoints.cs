using Matchmaking.People;
using Matchmaking.Web.Platform;
using Microsoft.AspNetCore.Mvc;

namespace Matchmaking.Web.Account;

/// <summary>Ends letters of a kind with one press (RFC 8058): from our page, or from the mailbox itself, which sends neither cookie nor token of
/// a form and follows no redirect. The link is all the right there is.</summary>
internal static class UnsubscribeEndpoints
{
    /// <summary>The field by which our own page says that a person waits for a page.</summary>
    public const string PageField = "page";

    public static void MapUnsubscribing(this IEndpointRouteBuilder site)
    {
        var letters = site.MapGroup("/u/{token}").AllowAnonymous().WithMetadata(new LimitedAttribute(Limit.Unsubscribe));
        letters.MapPost("", StopAsync).DisableAntiforgery().WithOrder(-1); // before the page of the same address, which answers GET
        letters.MapPost("/undo", UndoAsync);
    }

    /// <summary>A mailbox is told the same whether the link is known or not.</summary>
    private static async Task<IResult> StopAsync(string token, HttpContext context, [FromServices] Unsubscribe unsubscribe, [FromServices] Redirect redirect, CancellationToken ct)
    {
        var isKnown = await unsubscribe.RunAsync(token, ct);
        if (!context.Request.HasFormContentType || !context.Request.Form.ContainsKey(PageField)) return Results.Ok();
        return isKnown ? redirect.Result(Links.Unsubscribe(token)) : Results.NotFound();
    }

    private static async Task<IResult> UndoAsync(string token, [FromServices] UndoUnsubscribe undo, [FromServices] Redirect redirect, CancellationToken ct) =>
        await undo.RunAsync(token, ct) ? redirect.Result(Links.Unsubscribe(token)) : Results.NotFound();
}
