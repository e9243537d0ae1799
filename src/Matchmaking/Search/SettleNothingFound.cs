using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Platform.Jobs;
using Matchmaking.Platform.Trail;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Search;

/// <summary>Who may read what many looked for in vain.</summary>
public static class SearchRights
{
    /// <summary>Words are everybody's, so a coordinator of anywhere may; and so may an administrator.</summary>
    public static bool CanReadNothingFound(Actor actor) => !actor.Suspended && (actor.IsAdministrator || actor.Offices.Any(o => o.Office == Office.Coordinator));
}

public enum Settling { Settled, SettledAlready, NotAllowed }

/// <summary>A coordinator has seen to a search that found nothing: it goes from the list, with everything kept of it. If five people look
/// for it in vain after that, it is there again.</summary>
public sealed class SettleNothingFound(MatchmakingDb db, TimeProvider clock)
{
    public Task<Settling> RunAsync(Actor actor, string text, CancellationToken ct = default) => db.InTransactionAsync(async () =>
    {
        if (!SearchRights.CanReadNothingFound(actor)) return Settling.NotAllowed;
        if (!await db.NothingFound().Where(n => n.Text == text).ByMany().AnyAsync(ct)) return Settling.SettledAlready; // nobody finds out what fewer looked for
        await db.NothingFound().Where(n => n.Text == text).ExecuteDeleteAsync(ct);
        db.Trail("search.settled", StableId.Of("search", text), actor.PersonId, clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
        return Settling.Settled;
    }, ct);
}

/// <summary>Lets go of searches that found nothing after thirty days.</summary>
public sealed class ForgetNothingFound(MatchmakingDb db, TimeProvider clock) : IJob
{
    public Task<int> RunAsync(CancellationToken ct)
    {
        var first = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime).AddDays(-NothingFound.Days);
        return db.NothingFound().Where(n => n.Day < first).ExecuteDeleteAsync(ct);
    }
}
