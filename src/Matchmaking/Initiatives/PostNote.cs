using Matchmaking.Notifications;
using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Platform.Mail;
using Matchmaking.Platform.Trail;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Initiatives;

/// <summary>Someone in it writes on the notice board; the others are told, by letter where they want such letters.</summary>
public sealed class PostNote(MatchmakingDb db, TimeProvider clock)
{
    public Task<bool> RunAsync(Actor actor, Guid initiativeId, string text, string language, CancellationToken ct = default) => db.InTransactionAsync(async () =>
    {
        var now = clock.GetUtcNow();
        if (await db.LockAsync(initiativeId, ct) is not { } initiative || !InitiativeRights.IsInIt(actor, initiative)) return false;
        var note = new Note { InitiativeId = initiativeId, AuthorId = actor.PersonId, Text = text, Language = language, At = now };
        db.Add(note);
        initiative.SayAlive(now);
        var others = initiative.DoerIds.Append(initiative.StarterId ?? actor.PersonId).Where(p => p != actor.PersonId).Distinct().ToList();
        var before = await db.Notes().CountAsync(n => n.InitiativeId == initiativeId && n.AuthorId == actor.PersonId && n.At > now.AddDays(-1), ct);
        var byLetter = before >= InitiativeMail.MostPerDay ? [] : await db.People().Where(p => others.Contains(p.Id) && p.NoticeBoardLetters).Select(p => p.Id).ToListAsync(ct);
        foreach (var person in others)
        {
            var mail = new NoticeBoardMail(person, initiativeId, note.Id);
            db.Notify(mail, initiativeId, now);
            if (byLetter.Contains(person)) db.Letter(mail, now);
        }
        db.Trail("initiative.note", initiativeId, actor.PersonId, now);
        await db.SaveChangesAsync(ct);
        return true;
    }, ct);
}
