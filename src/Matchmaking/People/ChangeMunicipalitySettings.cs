using Matchmaking.Municipalities;
using Matchmaking.Platform.Data;
using Matchmaking.Vocabulary;

namespace Matchmaking.People;

/// <summary>A coordinator changes what the municipality decides for itself. Themes that do not exist are left out.</summary>
public sealed class ChangeMunicipalitySettings(MatchmakingDb db, MunicipalityCatalog catalog, VocabularyCatalog vocabulary, TimeProvider clock)
{
    /// <summary>Everything that is wrong; nothing when the settings are changed.</summary>
    public async Task<IReadOnlyList<SettingsFault>> RunAsync(Actor actor, Guid municipalityId, MunicipalitySettings settings, CancellationToken ct = default)
    {
        var themes = (await vocabulary.GetAsync(ct)).Themes.Select(t => t.Id);
        var faults = await db.InTransactionAsync(async () =>
        {
            if (!actor.CanCoordinate(municipalityId) || actor.Suspended) return [SettingsFault.NotAllowed];
            if (await db.LockMunicipalityAsync(municipalityId, ct) is not { } municipality) return [SettingsFault.NotAllowed];
            var wrong = municipality.ChangeSettings(settings with { ThemeIds = [.. settings.ThemeIds.Intersect(themes)] });
            if (wrong.Count == 0) db.MunicipalityChanged(municipality, "municipality.settings", actor, clock.GetUtcNow());
            await db.SaveChangesAsync(ct);
            return wrong;
        }, ct);
        catalog.Forget();
        return faults;
    }
}
