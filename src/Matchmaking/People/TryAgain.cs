using Matchmaking.Platform.Data;
using Matchmaking.Platform.Jobs;
using Matchmaking.Platform.Mail;
using Matchmaking.Platform.Trail;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.People;

/// <summary>An administrator puts failed work back in the queue: one row, or all of its table. It is done once, however often this is pressed.</summary>
public sealed class TryAgain(MatchmakingDb db, Claims claims, TimeProvider clock)
{
    /// <param name="table">The name of a work table.</param>
    /// <param name="id">One row; all of the table without it.</param>
    /// <returns>How many will be tried; nothing when this person may not.</returns>
    public Task<int?> RunAsync(Actor actor, string table, Guid? id, CancellationToken ct = default) => db.InTransactionAsync<int?>(async () =>
    {
        if (!actor.IsAdministrator || actor.Suspended) return null;
        var letters = db.Model.FindEntityType(typeof(OutgoingMail))!.GetTableName();
        var revived = table == letters ? await LettersAsync(id, ct) : await claims.ReviveAsync(table, id, ct);
        if (revived > 0) db.Trail("work.tried-again", id ?? StableId.Of("work-table", table), actor.PersonId, clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
        return revived;
    }, ct);

    /// <summary>Their text is kept, so that the same letter goes out.</summary>
    private Task<int> LettersAsync(Guid? id, CancellationToken ct) => db.Database.ExecuteSqlAsync($"""
        update outgoing_mail set state = 'Queued', done_at = null, dead_at = null, attempts = 0, fence = fence + 1, lease_until = null, not_before = now()
        where (state = 'Failed' or dead_at is not null) and class <> 'Code' and expires_at > now() and ({id is null} or id = {id ?? Guid.Empty})
        """, ct);
}
