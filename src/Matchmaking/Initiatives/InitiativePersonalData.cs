using Matchmaking.Platform.Data;
using Matchmaking.Platform.Mail;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Initiatives;

/// <summary>What a person started, took on, wrote and got thanks for.</summary>
internal sealed class InitiativePersonalData(TimeProvider clock) : IPersonalData
{
    public string Part => "initiatives";

    public async Task<object> ExportAsync(MatchmakingDb db, Guid personId, CancellationToken ct) => new
    {
        Started = await db.Initiatives().Where(i => i.StarterId == personId)
            .Select(i => new { i.Number, i.Title, i.Why, i.Description, i.Language, i.Place, i.When, i.StartsAt, i.State, i.PostedAt }).ToListAsync(ct),
        Commitments = await db.Commitments().Where(c => c.PersonId == personId)
            .Join(db.Roles(), c => c.RoleId, r => r.Id, (c, r) => new { Commitment = c, Role = r })
            .Join(db.Initiatives(), x => x.Commitment.InitiativeId, i => i.Id, (x, i) => new { i.Number, Initiative = i.Title, Role = x.Role.Title, RoleDescription = x.Role.Description, x.Commitment.State, x.Commitment.At, x.Commitment.EndedAt, x.Commitment.ThankedAt }).ToListAsync(ct),
        Drafts = await db.InitiativeDrafts().Where(d => d.OwnerId == personId).Select(d => new { d.Title, d.Words, d.SavedAt }).ToListAsync(ct),
        Updates = await db.InitiativeUpdates().Where(u => u.AuthorId == personId).Select(u => new { u.Text, u.At }).ToListAsync(ct),
        Questions = await db.InitiativeQuestions().Where(q => q.AskerId == personId).Select(q => new { q.Text, q.At }).ToListAsync(ct),
        Answers = await db.InitiativeQuestions().Where(q => q.AnsweredById == personId).Select(q => new { q.Answer, q.AnsweredAt }).ToListAsync(ct),
        Notes = await db.Notes().Where(n => n.AuthorId == personId).Select(n => new { n.Text, n.At }).ToListAsync(ct),
        Changes = await db.Set<InitiativeChange>().Where(c => c.ById == personId).Select(c => new { c.To, c.Words, c.At }).ToListAsync(ct),
        DateVotes = await db.Set<DateVote>().Where(v => v.PersonId == personId).Join(db.DateOptions(), v => v.OptionId, o => o.Id, (v, o) => new { o.StartsAt, v.Suits }).ToListAsync(ct),
        Invitations = await db.InitiativeInvitations().Where(v => v.ById == personId).Select(v => new { v.Words, v.At, v.TakenBackAt }).ToListAsync(ct),
        Proofs = await db.Proofs().Where(p => p.PersonId == personId).Select(p => new { p.Token, p.Words, p.Shared, p.At }).ToListAsync(ct),
    };

    public async Task EraseAsync(MatchmakingDb db, Guid personId, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var touched = await db.Initiatives().Where(i => i.StarterId == personId).Select(i => i.Id)
            .Union(db.Commitments().Where(c => c.PersonId == personId).Select(c => c.InitiativeId)).Order().ToListAsync(ct);
        foreach (var id in touched)
        {
            if (await db.LockAsync(id, ct) is not { } initiative) continue;
            initiative.Leave(personId, now);
            foreach (var commitment in initiative.Commitments.Where(c => c.PersonId == personId)) commitment.ForgetPerson();
            if (initiative.StarterId == personId)
            {
                initiative.LoseStarter(now);
                db.Letters(initiative.DoerIds.Select(d => new DormantQuestionMail(d, id)), now);
            }
            db.TellFollowed(initiative, now);
        }
        await db.SaveChangesAsync(ct);
        await ForgetLettersAsync(db, personId, touched, ct);
        await db.Notes().Where(n => n.AuthorId == personId).ExecuteDeleteAsync(ct);
        await db.InitiativeDrafts().Where(d => d.OwnerId == personId).ExecuteDeleteAsync(ct);
        await db.Proofs().Where(p => p.PersonId == personId).ExecuteDeleteAsync(ct);
        await db.Set<DateVote>().Where(v => v.PersonId == personId).ExecuteDeleteAsync(ct);
        await db.InitiativeUpdates().Where(u => u.AuthorId == personId).ExecuteUpdateAsync(s => s.SetProperty(u => u.AuthorId, (Guid?)null), ct);
        await db.InitiativeQuestions().Where(q => q.AskerId == personId).ExecuteUpdateAsync(s => s.SetProperty(q => q.AskerId, (Guid?)null), ct);
    }

    /// <summary>Letters to others that are still under way may name the person: what is left to send is written anew.</summary>
    private static async Task ForgetLettersAsync(MatchmakingDb db, Guid personId, IEnumerable<Guid> touched, CancellationToken ct)
    {
        var spokenIn = await db.Notes().Where(n => n.AuthorId == personId).Select(n => n.InitiativeId)
            .Union(db.InitiativeUpdates().Where(u => u.AuthorId == personId).Select(u => u.InitiativeId))
            .Union(db.InitiativeQuestions().Where(q => q.AskerId == personId || q.AnsweredById == personId).Select(q => q.InitiativeId)).ToListAsync(ct);
        var ids = touched.Union(spokenIn).Select(id => id.ToString()).ToArray();
        await db.Database.ExecuteSqlAsync($"update outgoing_mail set rendered = null where rendered is not null and args->>'InitiativeId' = any({ids})", ct);
    }
}
