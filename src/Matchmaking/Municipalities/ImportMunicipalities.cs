using Matchmaking.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Municipalities;

/// <summary>Brings the municipalities of the reference data into the database. Run at every migration: a municipality is known by country
/// and code, so a second run changes nothing; what it decided for itself stays, and so does its slug.</summary>
public sealed class ImportMunicipalities(MatchmakingDb db, MunicipalityCatalog catalog)
{
    /// <summary>How many municipalities were added or changed.</summary>
    public async Task<int> RunAsync(CancellationToken ct = default)
    {
        var all = MunicipalityFacts.ReadAll();
        var slugs = Slugs.ForAll(all);
        var changed = await db.InTransactionAsync(async () =>
        {
            await db.Database.ExecuteSqlAsync($"lock table municipality in share row exclusive mode", ct);
            var rows = await db.Municipalities().ToDictionaryAsync(m => m.Id, ct);
            var taken = rows.Values.Select(m => m.Slug).ToHashSet();
            foreach (var (facts, slug) in all.Zip(slugs))
            {
                if (rows.TryGetValue(Municipality.IdOf(facts.Country, facts.Code), out var row)) row.Learn(facts);
                else db.Add(Municipality.New(facts, taken.Add(slug) ? slug : Slugs.WithCode(slug, facts.Code)));
            }
            var touched = db.ChangeTracker.Entries<Municipality>().Count(e => e.State is EntityState.Added or EntityState.Modified);
            if (touched > 0) db.Touch("municipalities");
            await db.SaveChangesAsync(ct);
            return touched;
        }, ct);
        catalog.Forget();
        return changed;
    }
}
