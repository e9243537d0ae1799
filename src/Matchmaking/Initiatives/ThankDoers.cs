using System.Buffers.Text;
using System.Security.Cryptography;
using Matchmaking.Notifications;
using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Platform.Trail;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Initiatives;

/// <summary>The host confirms who did what. Each doer gets thanks and a proof of doing, private until the doer shares it.</summary>
public sealed class ThankDoers(MatchmakingDb db, TimeProvider clock)
{
    /// <returns>How many were thanked now; those thanked before are not thanked twice.</returns>
    public Task<int> RunAsync(Actor actor, Guid initiativeId, IReadOnlyCollection<Guid> commitmentIds, string words, CancellationToken ct = default) => db.InTransactionAsync(async () =>
    {
        var now = clock.GetUtcNow();
        if (await db.LockAsync(initiativeId, ct) is not { } initiative || !InitiativeRights.CanEdit(actor, initiative)) return 0;
        var thanked = initiative.Commitments.Where(c => commitmentIds.Contains(c.Id) && c.PersonId is not null && c.PersonId != actor.PersonId).Where(c => initiative.Thank(c.Id, now)).ToList();
        foreach (var commitment in thanked)
        {
            var proof = new Proof
            {
                PersonId = commitment.PersonId!.Value,
                CommitmentId = commitment.Id,
                InitiativeId = initiativeId,
                Token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(18)),
                Words = words,
                At = now,
                ConfirmedById = actor.PersonId,
            };
            db.Add(proof);
            db.Tell(new ThanksMail(proof.PersonId, initiativeId, proof.Id), initiativeId, now);
        }
        if (thanked.Count > 0) db.Trail("initiative.thanked", initiativeId, actor.PersonId, now);
        await db.SaveChangesAsync(ct);
        return thanked.Count;
    }, ct);
}

/// <summary>A doer lets the link of a proof show it, or no longer.</summary>
public sealed class ShareProof(MatchmakingDb db)
{
    /// <returns>The proof's token; nothing when it is not this person's, or the person is suspended and would show it.</returns>
    public Task<string?> RunAsync(Actor actor, Guid proofId, bool shared, CancellationToken ct = default) => db.InTransactionAsync(async () =>
    {
        if ((actor.Suspended && shared) || await db.Proofs().SingleOrDefaultAsync(p => p.Id == proofId && p.PersonId == actor.PersonId, ct) is not { } proof) return null;
        proof.Shared = shared;
        db.Touch(proof.Tag);
        await db.SaveChangesAsync(ct);
        return proof.Token;
    }, ct);
}

/// <summary>A doer deletes a proof of doing for good.</summary>
public sealed class DeleteProof(MatchmakingDb db)
{
    public Task<bool> RunAsync(Actor actor, Guid proofId, CancellationToken ct = default) => db.InTransactionAsync(async () =>
    {
        if (await db.Proofs().SingleOrDefaultAsync(p => p.Id == proofId && p.PersonId == actor.PersonId, ct) is not { } proof) return false;
        db.Remove(proof);
        db.Touch(proof.Tag);
        await db.SaveChangesAsync(ct);
        return true;
    }, ct);
}
