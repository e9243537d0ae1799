using Matchmaking.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Vocabulary;

/// <summary>What came of a typed word: it names a row (<see cref="Known"/>), it waits for a coordinator, a coordinator said that it is no
/// word for us, or it cannot be a word.</summary>
public enum Wording { Known, Waits, SetAside, NoWord }

/// <param name="RowId">The theme or skill, when the word is known.</param>
/// <param name="WordId">The free word, when it waits; keep it, and it means the row once it is merged.</param>
public sealed record SaidWord(Wording Wording, Guid? RowId = null, Guid? WordId = null);

/// <summary>A person types a word that is not among the choices. Anyone may; the same word typed by many is one row that counts them.</summary>
public sealed class AddFreeWord(MatchmakingDb db, VocabularyCatalog catalog, TimeProvider clock)
{
    /// <param name="language">fi, sv or en.</param>
    public async Task<SaidWord> RunAsync(WordKind kind, string? typed, string language, Guid? personId, CancellationToken ct = default)
    {
        if (FreeWord.Read(typed) is not { } text) return new(Wording.NoWord);
        if ((await catalog.GetAsync(ct)).Meant(kind, text, language) is { } row) return new(Wording.Known, RowId: row.Id);

        var (id, folded, now, kindName) = (Guid.CreateVersion7(), FreeWord.Fold(text), clock.GetUtcNow(), kind.ToString());
        await db.Database.ExecuteSqlAsync($"""
            insert into free_word (id, kind, language, text, folded, first_said_by, first_said_at, times_said)
            values ({id}, {kindName}, {language}, {text}, {folded}, {personId}, {now}, 1)
            on conflict (kind, language, folded) do update set times_said = free_word.times_said + 1
            """, ct);
        var word = await db.FreeWords().AsNoTracking().SingleAsync(w => w.Kind == kind && w.Language == language && w.Folded == folded, ct);
        return word switch
        {
            { RowId: { } merged } => new(Wording.Known, RowId: merged),
            { SetAsideAt: not null } => new(Wording.SetAside),
            _ => new(Wording.Waits, WordId: word.Id),
        };
    }
}
