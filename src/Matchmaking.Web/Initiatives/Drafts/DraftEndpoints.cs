using Matchmaking.Initiatives;
using Matchmaking.Platform.Data;
using Matchmaking.Search;
using Matchmaking.Web.Components.Language;
using Matchmaking.Web.Platform;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Matchmaking.Web.Initiatives.Drafts;

/// <summary>What the scripts of the form ask: to save what is being written, and what is like a title. The pages do both without them.</summary>
internal static class DraftEndpoints
{
    public static void MapDrafts(this IEndpointRouteBuilder site)
    {
        site.MapPost("/drafts/{id:guid}", SaveAsync).RequireAuthorization();
        site.MapGet("/initiatives/similar", SimilarAsync).RequireAuthorization().WithMetadata(new LimitedAttribute(Limit.Search));
    }

    /// <summary>Takes the form of a step as it stands.</summary>
    private static async Task<IResult> SaveAsync(
        Guid id, [FromForm] Form form, [FromServices] MatchmakingDb db, [FromServices] SaveDraft save, [FromServices] Me me, CancellationToken ct)
    {
        if (!me.IsWelcomed || form.Input is not { Step: >= 1 and <= 3 } input) return Results.BadRequest();
        var mine = db.InitiativeDrafts().Where(d => d.Id == id && d.OwnerId == me.Id);
        var before = await mine.Select(d => new { d.Words, d.Step }).SingleOrDefaultAsync(ct);
        var words = input.Into(before is null ? new() : DraftWords.Read(before.Words));
        var saving = await save.RunAsync(me.SignedIn, id, input.Version, words.Title, words.ToJson(), before?.Step ?? 1, ct);
        return saving switch
        {
            SavingDraft.Saved => Results.Json(new { Version = await mine.Select(d => d.Version).SingleAsync(ct) }),
            SavingDraft.NotYours => Results.NotFound(),
            _ => Results.StatusCode(StatusCodes.Status409Conflict),
        };
    }

    private static async Task<IResult> SimilarAsync(
        [FromQuery] string? title, [FromQuery] string? language, [FromServices] FindSimilar find, [FromServices] MatchmakingDb db, [FromServices] Here here,
        [FromServices] Matchmaking.Municipalities.MunicipalityCatalog municipalities, [FromServices] IStringLocalizer<Texts> t, CancellationToken ct)
    {
        var ids = (await SimilarInitiatives.FindAsync(find, title, language, ct)).ToList();
        var all = await municipalities.GetAsync(ct);
        var found = await db.Initiatives().TakingDoers().Where(i => ids.Contains(i.Id)).Select(i => new { i.Id, i.Number, i.Slug, i.Title, i.Language, i.MunicipalityId, i.Needed, i.Missing }).ToListAsync(ct);
        return Results.Json(found.OrderBy(i => ids.IndexOf(i.Id)).Select(i => new
        {
            i.Title,
            i.Language,
            Address = Links.Initiative(i.Number, i.Slug),
            Note = $"{all.ById(i.MunicipalityId)?.Name(here.Language)} · {t["Similar.Doers", i.Needed - i.Missing, i.Needed]}",
        }));
    }

    internal sealed class Form
    {
        public InitiativeInput? Input { get; set; }
    }
}
