using Matchmaking.Municipalities;
using Matchmaking.Platform.Data;
using Matchmaking.Platform.Trail;

namespace Matchmaking.People;

/// <summary>An administrator takes a municipality on board: from now on it answers within its deadline.</summary>
public sealed class JoinMunicipality(MatchmakingDb db, MunicipalityCatalog catalog, TimeProvider clock)
{
    public async Task<Boarding> RunAsync(Actor actor, Guid municipalityId, CancellationToken ct = default)
    {
        var boarding = await db.InTransactionAsync(async () =>
        {
            if (!actor.IsAdministrator || actor.Suspended) return Boarding.NotAllowed;
            if (await db.LockMunicipalityAsync(municipalityId, ct) is not { } municipality) return Boarding.Unknown;
            var now = clock.GetUtcNow();
            var outcome = municipality.Join(now);
            if (outcome == Boarding.Joined) db.MunicipalityChanged(municipality, "municipality.joined", actor, now);
            await db.SaveChangesAsync(ct);
            return outcome;
        }, ct);
        catalog.Forget();
        return boarding;
    }
}

internal static class Changed
{
    /// <summary>The trail tells of it, and every page of the municipality and every list of municipalities drops from the caches.</summary>
    public static void MunicipalityChanged(this MatchmakingDb db, Municipality municipality, string what, Actor actor, DateTimeOffset now)
    {
        db.Trail(what, municipality.Id, actor.PersonId, now);
        db.Touch($"municipality:{municipality.Slug}");
        db.Touch("municipalities");
    }
}
