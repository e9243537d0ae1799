using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Platform.Trail;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Initiatives;

public enum PostingOutcome { Posted, AlreadyPosted, NotAllowed, TooManyToday }

/// <summary>What came of posting, and where the initiative is.</summary>
public readonly record struct Posting(PostingOutcome Outcome, Guid InitiativeId = default, int Number = 0, string Slug = "");

/// <summary>Posts a draft: from now on anyone may see it and join. Posting the same draft again finds what was posted.</summary>
public sealed class PostInitiative(MatchmakingDb db, TimeProvider clock)
{
    /// <summary>A person posts no more than this in 24 hours.</summary>
    public const int MostPerDay = 5;

    public Task<Posting> RunAsync(Actor actor, Guid draftId, InitiativeWords words, IReadOnlyList<RoleWords> roles, CancellationToken ct = default) => db.InTransactionAsync(async () =>
    {
        var now = clock.GetUtcNow();
        var person = await db.People().FromSql($"select * from person where id = {actor.PersonId} for no key update").SingleOrDefaultAsync(ct);
        if (actor.Suspended || person is not { IsWelcomed: true }) return new Posting(PostingOutcome.NotAllowed);
        var draft = await db.InitiativeDrafts().SingleOrDefaultAsync(d => d.Id == draftId && d.OwnerId == actor.PersonId, ct);
        if (draft is null) return new Posting(PostingOutcome.NotAllowed);
        if (draft.PostedAsId is { } posted)
        {
            var known = await db.Initiatives().Where(i => i.Id == posted).Select(i => new { i.Number, i.Slug }).SingleAsync(ct);
            return new Posting(PostingOutcome.AlreadyPosted, posted, known.Number, known.Slug);
        }
        var today = await db.Initiatives().CountAsync(i => i.StarterId == actor.PersonId && i.PostedAt > now.AddDays(-1), ct);
        if (today >= MostPerDay && !actor.IsStaff) return new Posting(PostingOutcome.TooManyToday);

        var initiative = Initiative.Post(actor.PersonId, words, roles, now);
        db.Add(initiative);
        draft.PostedAsId = initiative.Id;
        db.Trail("initiative.posted", initiative.Id, actor.PersonId, now);
        db.Changed(initiative);
        await db.SaveChangesAsync(ct);
        return new Posting(PostingOutcome.Posted, initiative.Id, initiative.Number, initiative.Slug);
    }, ct);
}
