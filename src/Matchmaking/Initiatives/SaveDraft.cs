using System.Text;
using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Platform.Pictures;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Initiatives;

public enum SavingDraft { Saved, Outrun, NotYours, TooMany }

/// <summary>Keeps what is being written. A save from an older copy is refused, so that two tabs do not undo each other.</summary>
public sealed class SaveDraft(MatchmakingDb db, TimeProvider clock)
{
    /// <summary>A person keeps no more drafts than this.</summary>
    public const int MostDrafts = 20;

    /// <param name="draftId">Chosen by the page, so that a form sent twice is one draft.</param>
    /// <param name="version">The version the form was made from; zero for a new draft.</param>
    /// <param name="title">The first words of it are kept for the list of drafts.</param>
    /// <param name="words">What was typed, by <see cref="DraftWords.ToJson"/>.</param>
    public Task<SavingDraft> RunAsync(Actor actor, Guid draftId, int version, string title, string words, int step, CancellationToken ct = default) => db.InTransactionAsync(async () =>
    {
        var now = clock.GetUtcNow();
        await db.Database.ExecuteSqlAsync($"select 1 from person where id = {actor.PersonId} for no key update", ct);
        var draft = await db.InitiativeDrafts().SingleOrDefaultAsync(d => d.Id == draftId, ct);
        if (draft is null)
        {
            if (actor.Suspended) return SavingDraft.NotYours;
            if (await db.InitiativeDrafts().CountAsync(d => d.OwnerId == actor.PersonId && d.PostedAsId == null, ct) >= MostDrafts) return SavingDraft.TooMany;
            draft = new InitiativeDraft { Id = draftId, OwnerId = actor.PersonId, Words = words, CreatedAt = now };
            db.Add(draft);
        }
        else if (draft.OwnerId != actor.PersonId || draft.PostedAsId is not null) return SavingDraft.NotYours;
        else if (DraftWords.Read(draft.Words).ToJson() == words) // sent twice: nothing new to save
        {
            (draft.Step, draft.SavedAt) = (step, now);
            await db.SaveChangesAsync(ct);
            return SavingDraft.Saved;
        }
        else if (draft.Version != version) return SavingDraft.Outrun;
        (draft.Words, draft.Title, draft.Step, draft.SavedAt, draft.Version) = (words, ShortTitle(title), step, now, draft.Version + 1);
        await db.SaveChangesAsync(ct);
        return SavingDraft.Saved;
    }, ct);

    /// <summary>A title may be anything while it is being written; of what is not text nothing is kept.</summary>
    private static string ShortTitle(string title) => string.Concat(title.EnumerateRunes().Where(r => !Rune.IsControl(r)).Take(100)).Trim();
}

/// <summary>Throws a draft away, and its picture.</summary>
public sealed class DiscardDraft(MatchmakingDb db)
{
    public Task<bool> RunAsync(Actor actor, Guid draftId, CancellationToken ct = default) => db.InTransactionAsync(async () =>
    {
        if (await db.InitiativeDrafts().SingleOrDefaultAsync(d => d.Id == draftId && d.OwnerId == actor.PersonId && d.PostedAsId == null, ct) is not { } draft) return false;
        if (DraftWords.Read(draft.Words).PictureId is { } picture) await db.Pictures().Where(p => p.Id == picture && p.OwnerId == actor.PersonId).ExecuteDeleteAsync(ct);
        db.Remove(draft);
        await db.SaveChangesAsync(ct);
        return true;
    }, ct);
}
