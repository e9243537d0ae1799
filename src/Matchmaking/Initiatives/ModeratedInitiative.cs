using Matchmaking.Moderation;
using Matchmaking.Platform.Data;
using Matchmaking.Platform.Pictures;
using Matchmaking.Search;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Initiatives;

/// <summary>An initiative, with everything that stands in it.</summary>
internal sealed class ModeratedInitiative : Moderated
{
    public override string Kind => InitiativeChanged.Kind;

    public override Task LockAsync(MatchmakingDb db, Guid id, CancellationToken ct) =>
        db.Database.ExecuteSqlAsync($"select 1 from initiative where id = {id} for no key update", ct);

    public override async Task<ModeratedThing?> FindAsync(MatchmakingDb db, Guid id, CancellationToken ct)
    {
        var found = await db.Initiatives().AsNoTracking().Where(i => i.Id == id).Select(i => new { Initiative = i, Roles = i.Roles.OrderBy(r => r.Position).Select(r => new { r.Title, r.Description }).ToList() }).SingleOrDefaultAsync(ct);
        if (found is not { Initiative: var i }) return null;
        var text = string.Join("\n\n", new[] { i.Why, i.Description, i.Place, i.When }.Concat(found.Roles.Select(r => $"{r.Title}\n{r.Description}".Trim())).Where(t => t.Length > 0));
        return new(Kind, i.Id, i.Title, text, i.Language, i.StarterId, i.MunicipalityId, i.HiddenAt, i.HiddenAt is null, $"initiatives/{i.Number}/{i.Slug}", i.PictureId);
    }

    public override Task HideAsync(MatchmakingDb db, Guid id, DateTimeOffset now, CancellationToken ct) => SetAsync(db, id, now, ct);

    public override Task RestoreAsync(MatchmakingDb db, Guid id, CancellationToken ct) => SetAsync(db, id, null, ct);

    private static async Task SetAsync(MatchmakingDb db, Guid id, DateTimeOffset? hiddenAt, CancellationToken ct)
    {
        var initiative = await db.LoadAsync(id, ct) ?? throw new InvalidOperationException("It was here a moment ago, and is locked.");
        if (hiddenAt is { } now)
        {
            initiative.Hide(now);
            await db.FindNoMoreAsync(InitiativeChanged.Kind, id, ct);
        }
        else initiative.Unhide();
        await db.Pictures().HideAsync(initiative.PictureId, hiddenAt, ct);
        db.Changed(initiative);
    }
}
