using Matchmaking.Platform.Data;
using Matchmaking.Platform.Jobs;
using Matchmaking.Platform.Mail;
using Matchmaking.Platform.Pictures;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Initiatives;

/// <summary>Drafts that nobody goes on with: after 150 days their owner is told once, after 180 they are deleted, pictures and all.
/// The leavings of what was posted go as quietly.</summary>
public sealed class ForgetDrafts(MatchmakingDb db, TimeProvider clock) : IJob
{
    private const int AtATime = 500;

    public async Task<int> RunAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var told = now - InitiativeDraft.ToldAfter;
        var due = await db.InitiativeDrafts().Where(d => d.SavedAt <= told && d.PostedAsId == null && !db.OutgoingMails().Any(m => m.OnceKey == DraftWaitsMail.KeyStart + d.Id.ToString()))
            .OrderBy(d => d.SavedAt).Select(d => new { d.Id, d.OwnerId, d.SavedAt }).Take(AtATime).ToListAsync(ct);
        foreach (var draft in due) db.Letter(new DraftWaitsMail(draft.OwnerId, draft.Id, draft.SavedAt), now);
        await db.SaveChangesAsync(ct);

        var over = now - InitiativeDraft.KeptFor;
        var gone = await db.InTransactionAsync(async () =>
        {
            var old = await db.InitiativeDrafts().FromSql($"select * from initiative_draft where saved_at <= {over} order by saved_at limit {AtATime} for update skip locked").ToListAsync(ct);
            var pictures = old.Where(d => d.PostedAsId is null).Select(d => DraftWords.Read(d.Words).PictureId).OfType<Guid>().ToList();
            db.RemoveRange(old);
            await db.SaveChangesAsync(ct);
            await db.Pictures().Where(p => pictures.Contains(p.Id)).ExecuteDeleteAsync(ct);
            return old.Count;
        }, ct);
        return due.Count + gone;
    }
}

/// <summary>To the owner of a draft: it waits, and will be deleted thirty days on. Not sent once it is gone on with, posted or gone.</summary>
public sealed record DraftWaitsMail(Guid? To, Guid DraftId, DateTimeOffset SavedAt) : Mail(To)
{
    internal const string KeyStart = "draft-waits:";

    public override TimeSpan UsefulFor => TimeSpan.FromDays(14);
    public override string OnceKey => KeyStart + DraftId;

    internal static Task<bool> StillWanted(MatchmakingDb db, DraftWaitsMail mail, CancellationToken ct)
    {
        var savedAt = mail.SavedAt.AddSeconds(1); // the row's time has more digits than the letter's
        return db.InitiativeDrafts().AnyAsync(d => d.Id == mail.DraftId && d.PostedAsId == null && d.SavedAt <= savedAt, ct);
    }
}
