using System.Collections.Frozen;
using Matchmaking.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Municipalities;

public static class MunicipalityQueries
{
    /// <summary>How like a name a misspelt one must be, from 0 to 1.</summary>
    private const double LikeEnough = 0.34;

    /// <summary>What people add to a name: Joensuun kaupunki, Jönköpings kommun.</summary>
    private static readonly FrozenSet<string> NoNames = ["kaupunki", "kunta", "kommun", "stad", "municipality", "city", "of"];

    public static DbSet<Municipality> Municipalities(this MatchmakingDb db) => db.Set<Municipality>();

    public static DbSet<Area> Areas(this MatchmakingDb db) => db.Set<Area>();

    public static DbSet<WantedHere> WantedHere(this MatchmakingDb db) => db.Set<WantedHere>();

    /// <summary>The municipality with its areas, held until the transaction ends. Null when there is none.</summary>
    public static async Task<Municipality?> LockMunicipalityAsync(this MatchmakingDb db, Guid id, CancellationToken ct)
    {
        await db.Database.ExecuteSqlAsync($"select 1 from municipality where id = {id} for no key update", ct);
        return await db.Municipalities().Include(m => m.Areas).SingleOrDefaultAsync(m => m.Id == id, ct);
    }

    /// <summary>Those that are called so, or nearly so, in any language: names that begin with the text first, then those with a word that
    /// does, then those that are like it; of equals the larger first. Small letters and diacritics make no difference.</summary>
    public static IQueryable<Municipality> Named(this IQueryable<Municipality> municipalities, string text)
    {
        var slug = text.Any(char.IsLetterOrDigit) ? string.Join('-', Slug.Of(text).Split('-').Where(word => !NoNames.Contains(word))) : "";
        if (slug.Length == 0) return municipalities.Where(m => false).OrderBy(m => m.Code);
        var (name, begins, word) = ($"%|{slug}|%", $"%|{slug}%", $"%-{slug}%");
        return municipalities
            .Where(m => EF.Functions.Like(m.SearchNames, begins) || EF.Functions.Like(m.SearchNames, word)
                || EF.Functions.TrigramsWordSimilarity(slug, m.SearchNames) >= LikeEnough)
            .OrderByDescending(m => EF.Functions.Like(m.SearchNames, name) ? 3 : EF.Functions.Like(m.SearchNames, begins) ? 2
                : EF.Functions.Like(m.SearchNames, word) ? 1 : 0)
            .ThenByDescending(m => EF.Functions.Like(m.SearchNames, begins) ? 1 : EF.Functions.TrigramsWordSimilarity(slug, m.SearchNames))
            .ThenByDescending(m => m.Population);
    }
}
