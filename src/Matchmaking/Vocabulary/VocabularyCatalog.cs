using System.Collections.Frozen;
using Matchmaking.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Vocabulary;

/// <summary>The vocabulary in memory.</summary>
public sealed class VocabularyCatalog(IServiceScopeFactory scopes, TimeProvider clock) : Catalog<VocabularyList>(scopes, clock)
{
    protected override async Task<VocabularyList> ReadAsync(MatchmakingDb db, CancellationToken ct) => new(
        await db.Themes().AsNoTracking().OrderBy(t => t.Position).ToListAsync(ct),
        await db.Skills().AsNoTracking().OrderBy(s => s.Position).ToListAsync(ct),
        await db.Purposes().AsNoTracking().OrderBy(p => p.Position).ToListAsync(ct),
        await db.FreeWords().AsNoTracking().Where(w => w.RowId != null).OrderBy(w => w.MergedAt).ToListAsync(ct));
}

/// <summary>Every theme, skill and purpose in the order of choices, and what each word that people type means.</summary>
public sealed class VocabularyList
{
    private static readonly string[] Languages = ["fi", "sv", "en"];
    private readonly FrozenDictionary<Guid, VocabularyRow> _rows;
    private readonly FrozenDictionary<(WordKind, string Language, string Folded), VocabularyRow> _words;

    internal VocabularyList(IReadOnlyList<Theme> themes, IReadOnlyList<Skill> skills, IReadOnlyList<Purpose> purposes, IReadOnlyList<FreeWord> merged)
    {
        (Themes, Skills, Purposes) = (themes, skills, purposes);
        VocabularyRow[] chosen = [.. themes, .. skills];
        _rows = chosen.Concat(purposes).ToFrozenDictionary(r => r.Id);

        var said = chosen.SelectMany(r => Languages.Select(l => (Row: r, Language: l, Word: r.Name(l))))
            .Concat(merged.Select(w => (Row: _rows[w.RowId!.Value], w.Language, Word: w.Text)))
            .Concat(chosen.SelectMany(r => Languages.SelectMany(l => r.Synonyms(l).Select(s => (Row: r, Language: l, Word: s)))));
        var words = new Dictionary<(WordKind, string, string), VocabularyRow>();
        foreach (var (row, language, word) in said) words.TryAdd((row is Theme ? WordKind.Theme : WordKind.Skill, language, FreeWord.Fold(word)), row);
        _words = words.ToFrozenDictionary();
    }

    public IReadOnlyList<Theme> Themes { get; }
    public IReadOnlyList<Skill> Skills { get; }
    public IReadOnlyList<Purpose> Purposes { get; }

    /// <summary>The row, or null when there is none with this id any more.</summary>
    public VocabularyRow? ById(Guid id) => _rows.GetValueOrDefault(id);

    /// <summary>The row's name, for chips and reasons; empty when there is no such row.</summary>
    public string Name(Guid id, string language) => ById(id)?.Name(language) ?? "";

    /// <summary>The theme or skill that a typed word means: by its name, else by what a coordinator merged, else by a synonym; in the
    /// writer's language if it is a word there, else in any.</summary>
    public VocabularyRow? Meant(WordKind kind, string? typed, string language)
    {
        if (FreeWord.Read(typed) is not { } word) return null;
        var folded = FreeWord.Fold(word);
        return Languages.OrderByDescending(l => l == language).Select(l => _words.GetValueOrDefault((kind, l, folded))).FirstOrDefault(r => r is not null);
    }
}
