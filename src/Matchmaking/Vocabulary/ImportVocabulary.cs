using System.Text.Json;
using Matchmaking.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Vocabulary;

/// <summary>Brings the themes, skills and purposes of <c>vocabulary.json</c> into the database. Run at every migration: a row is known by
/// its key, so a second run changes nothing and a new name reaches the row that is there. A row that leaves the file stays, since people use it.</summary>
public sealed class ImportVocabulary(MatchmakingDb db, VocabularyCatalog catalog)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>How many rows were added or changed.</summary>
    public async Task<int> RunAsync(CancellationToken ct = default)
    {
        var file = Read();
        var changed = await db.InTransactionAsync(async () =>
        {
            await db.Database.ExecuteSqlAsync($"lock table theme, skill, purpose in share row exclusive mode", ct);
            await UpsertAsync(file.Themes, "theme",
                l => new Theme { Id = IdOf("theme", l), Key = l.Key, NameFi = l.Fi, NameSv = l.Sv, NameEn = l.En, Icon = l.Icon! },
                (theme, l) => (theme.Icon, theme.YsoId) = (l.Icon!, l.Yso), ct);
            await UpsertAsync(file.Skills, "skill",
                l => new Skill { Id = IdOf("skill", l), Key = l.Key, NameFi = l.Fi, NameSv = l.Sv, NameEn = l.En }, (_, _) => { }, ct);
            await UpsertAsync(file.Purposes, "purpose",
                l => new Purpose
                {
                    Id = IdOf("purpose", l),
                    Key = l.Key,
                    NameFi = l.Fi,
                    NameSv = l.Sv,
                    NameEn = l.En,
                    MeaningFi = l.Meaning!.Fi,
                    MeaningSv = l.Meaning.Sv,
                    MeaningEn = l.Meaning.En,
                },
                (purpose, l) => (purpose.MeaningFi, purpose.MeaningSv, purpose.MeaningEn) = (l.Meaning!.Fi, l.Meaning.Sv, l.Meaning.En), ct);
            var rows = db.ChangeTracker.Entries().Count(e => e.State is EntityState.Added or EntityState.Modified);
            await db.SaveChangesAsync(ct);
            return rows;
        }, ct);
        catalog.Forget();
        return changed;
    }

    private async Task UpsertAsync<T>(IReadOnlyList<Line> lines, string kind, Func<Line, T> make, Action<T, Line> setOwn, CancellationToken ct) where T : VocabularyRow
    {
        var rows = await db.Set<T>().ToDictionaryAsync(r => r.Key, ct);
        foreach (var (position, line) in lines.Index())
        {
            if (!rows.TryGetValue(line.Key, out var row)) db.Add(row = make(line));
            (row.NameFi, row.NameSv, row.NameEn, row.Position) = (line.Fi, line.Sv, line.En, position);
            (row.SynonymsFi, row.SynonymsSv, row.SynonymsEn) = (line.Synonyms.Fi, line.Synonyms.Sv, line.Synonyms.En);
            setOwn(row, line);
        }
    }

    private static Guid IdOf(string kind, Line line) => StableId.Of(kind, line.Key);

    internal static File Read()
    {
        using var stream = typeof(ImportVocabulary).Assembly.GetManifestResourceStream("Matchmaking.Vocabulary.vocabulary.json")!;
        return JsonSerializer.Deserialize<File>(stream, Json)!;
    }

    internal sealed record File(Line[] Themes, Line[] Skills, Line[] Purposes);

    internal sealed record Line(string Key, string Fi, string Sv, string En, string? Icon, string? Yso, Synonyms Synonyms, Meaning? Meaning);

    internal sealed record Synonyms(string[] Fi, string[] Sv, string[] En);

    internal sealed record Meaning(string Fi, string Sv, string En);
}
