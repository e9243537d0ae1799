using Matchmaking.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Vocabulary;

public static class VocabularyQueries
{
    public static DbSet<Theme> Themes(this MatchmakingDb db) => db.Set<Theme>();

    public static DbSet<Skill> Skills(this MatchmakingDb db) => db.Set<Skill>();

    public static DbSet<Purpose> Purposes(this MatchmakingDb db) => db.Set<Purpose>();

    public static DbSet<FreeWord> FreeWords(this MatchmakingDb db) => db.Set<FreeWord>();

    /// <summary>The word, locked: of two coordinators who decide about it at once the second one sees what the first one said.</summary>
    public static Task<FreeWord?> LockAsync(this DbSet<FreeWord> words, Guid wordId, CancellationToken ct) =>
        words.FromSql($"select * from free_word where id = {wordId} for update").SingleOrDefaultAsync(ct);

    /// <summary>Those of the words that there are, held until the transaction ends so that nobody decides about them meanwhile.</summary>
    public static async Task<Guid[]> HoldAsync(this DbSet<FreeWord> words, Guid[] ids, CancellationToken ct) => ids.Length == 0 ? []
        : [.. (await words.FromSql($"select * from free_word where id = any({ids}) order by id for share").AsNoTracking().ToListAsync(ct)).Select(w => w.Id)];

    /// <summary>What nobody has merged or set aside yet, the most said first.</summary>
    public static IQueryable<FreeWord> Waiting(this IQueryable<FreeWord> words) =>
        words.Where(w => w.RowId == null && w.SetAsideAt == null).OrderByDescending(w => w.TimesSaid).ThenBy(w => w.FirstSaidAt).ThenBy(w => w.Id);

    /// <summary>What was merged, the latest first.</summary>
    public static IQueryable<FreeWord> Merged(this IQueryable<FreeWord> words) => words.Where(w => w.RowId != null).OrderByDescending(w => w.MergedAt).ThenBy(w => w.Id);

    /// <summary>What is no word for us, the latest first.</summary>
    public static IQueryable<FreeWord> SetAside(this IQueryable<FreeWord> words) =>
        words.Where(w => w.SetAsideAt != null).OrderByDescending(w => w.SetAsideAt).ThenBy(w => w.Id);

    /// <summary>The themes, or the skills, that these words mean by now.</summary>
    public static IEnumerable<Guid> Meaning(this IEnumerable<FreeWord> words, WordKind kind) => words.Where(w => w.Kind == kind && w.RowId is not null).Select(w => w.RowId!.Value);
}
