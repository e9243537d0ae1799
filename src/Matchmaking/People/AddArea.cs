using Matchmaking.Municipalities;
using Matchmaking.Platform.Data;

namespace Matchmaking.People;

/// <summary>A coordinator gives the municipality one more area to choose.</summary>
public sealed class AddArea(MatchmakingDb db, MunicipalityCatalog catalog, TimeProvider clock)
{
    public Task<AreaChange> RunAsync(Actor actor, Guid municipalityId, string? nameFi, string? nameSv, double latitude, double longitude, CancellationToken ct = default) =>
        db.ChangeAreasAsync(catalog, actor, municipalityId, "area.added", clock.GetUtcNow(), m => m.AddArea(nameFi, nameSv, latitude, longitude), ct);
}

/// <summary>A coordinator names or places an area anew; who had chosen it has it still.</summary>
public sealed class ChangeArea(MatchmakingDb db, MunicipalityCatalog catalog, TimeProvider clock)
{
    public Task<AreaChange> RunAsync(Actor actor, Guid municipalityId, Guid areaId, string? nameFi, string? nameSv, double latitude, double longitude, CancellationToken ct = default) =>
        db.ChangeAreasAsync(catalog, actor, municipalityId, "area.changed", clock.GetUtcNow(), m => m.ChangeArea(areaId, nameFi, nameSv, latitude, longitude), ct);
}

/// <summary>A coordinator no longer offers an area; who had chosen it keeps it until they choose another.</summary>
public sealed class RemoveArea(MatchmakingDb db, MunicipalityCatalog catalog, TimeProvider clock)
{
    public Task<AreaChange> RunAsync(Actor actor, Guid municipalityId, Guid areaId, CancellationToken ct = default) =>
        db.ChangeAreasAsync(catalog, actor, municipalityId, "area.removed", clock.GetUtcNow(), m => m.RemoveArea(areaId, clock.GetUtcNow()), ct);
}

internal static class AreaChanging
{
    public static async Task<AreaChange> ChangeAreasAsync(
        this MatchmakingDb db, MunicipalityCatalog catalog, Actor actor, Guid municipalityId, string what, DateTimeOffset now, Func<Municipality, AreaChange> change, CancellationToken ct)
    {
        var outcome = await db.InTransactionAsync(async () =>
        {
            if (!actor.CanCoordinate(municipalityId) || actor.Suspended) return AreaChange.NotAllowed;
            if (await db.LockMunicipalityAsync(municipalityId, ct) is not { } municipality) return AreaChange.NotAllowed;
            var changing = change(municipality);
            if (changing == AreaChange.Done) db.MunicipalityChanged(municipality, what, actor, now);
            await db.SaveChangesAsync(ct);
            return changing;
        }, ct);
        catalog.Forget();
        return outcome;
    }
}
