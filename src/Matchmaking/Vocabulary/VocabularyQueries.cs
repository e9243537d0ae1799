using Matchmaking.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Vocabulary;

public static class VocabularyQueries
{
    public static DbSet<Theme> Themes(this MatchmakingDb db) => db.Set<Theme>();

    public static DbSet<Skill> Skills(this MatchmakingDb db) => db.Set<Skill>();

    public static DbSet<Purpose> Purposes(this MatchmakingDb db) => db.Set<Purpose>();

    public static DbSet<FreeWord> FreeWords(this MatchmakingDb db) => db.Set<FreeWord>();

    /// <summary>What nobody has merged yet, the most said first.</summary>
    public static IQueryable<FreeWord> Waiting(this IQueryable<FreeWord> words) =>
        words.Where(w => w.RowId == null).OrderByDescending(w => w.TimesSaid).ThenBy(w => w.FirstSaidAt);
}
