using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Platform.Trail;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Matching;

public enum ChangingWeights
{
    Changed,
    /// <summary>They are so already; so the same change sent twice is done once.</summary>
    AsBefore,
    /// <summary>Somebody else has changed them since they were shown.</summary>
    Overtaken,
    NotAllowed,
}

/// <summary>A coordinator gives facts other points, for the whole installation. They count from the next run on: for whoever changes something
/// at once, for everybody in the night.</summary>
public sealed class ChangeMatchWeights(MatchmakingDb db, TimeProvider clock)
{
    /// <param name="seen">The points that were shown when the change was thought of.</param>
    /// <param name="wanted">All points as they shall be; each from 0 to <see cref="MatchWeight.Most"/>.</param>
    public Task<ChangingWeights> RunAsync(Actor actor, IReadOnlyDictionary<ReasonCode, int> seen, IReadOnlyDictionary<ReasonCode, int> wanted, CancellationToken ct = default) => db.InTransactionAsync(async () =>
    {
        if (!MatchingRights.CanChangeWeights(actor)) return ChangingWeights.NotAllowed;
        await db.Database.ExecuteSqlAsync($"lock table match_weight in share row exclusive mode", ct); // of two the second one sees what the first one saved
        var weights = await db.MatchWeights().ToListAsync(ct);
        var changed = weights.Where(w => wanted[w.Code] != w.Points).OrderBy(w => w.Code).ToList();
        if (changed.Count == 0) return ChangingWeights.AsBefore;
        if (weights.Any(w => seen[w.Code] != w.Points)) return ChangingWeights.Overtaken;
        var (now, save) = (clock.GetUtcNow(), Guid.CreateVersion7());
        foreach (var weight in changed)
        {
            db.Add(new WeightChange { SaveId = save, Code = weight.Code, Before = weight.Points, After = wanted[weight.Code], At = now, ById = actor.PersonId });
            weight.Points = wanted[weight.Code];
        }
        db.Trail("weights.changed", save, actor.PersonId, now);
        await db.SaveChangesAsync(ct);
        return ChangingWeights.Changed;
    }, ct);
}
