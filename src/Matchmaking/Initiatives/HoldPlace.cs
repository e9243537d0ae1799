using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Platform.Mail;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Initiatives;

/// <summary>What came of it, and the commitment that the code will confirm.</summary>
public readonly record struct Holding(Joining Outcome, Guid? CommitmentId = null);

/// <summary>A stranger takes a role with a name and an address: the place is kept half an hour, until the code is given.
/// The answer never tells whether the address is known, nor whether its owner is in already.</summary>
public sealed class HoldPlace(MatchmakingDb db, TimeProvider clock)
{
    public static readonly TimeSpan HeldFor = TimeSpan.FromMinutes(30);

    /// <summary>Live holds of one address.</summary>
    public const int MostHolds = 3;

    public Task<Holding> RunAsync(EmailAddress address, string name, bool under18, string language, Guid initiativeId, Guid roleId, bool wait = false, CancellationToken ct = default) =>
        db.InTransactionAsync(async () =>
        {
            var now = clock.GetUtcNow();
            if (await db.LockAsync(initiativeId, ct) is not { } initiative) return new Holding(Joining.Closed);
            await db.LockAddressAsync(address.ToString(), ct);
            var person = await db.People().ByAddressAsync(address.ToString(), ct);
            if (person is null)
            {
                person = Person.New(address.ToString(), language, now);
                person.Welcome(name, under18, initiative.MunicipalityId, now);
                db.Add(person);
            }
            else if (person.SuspendedAt is not null) return new Holding(Joining.Held);
            if (await db.Commitments().CountAsync(c => c.PersonId == person.Id && c.HeldUntil > now, ct) >= MostHolds) return new Holding(Joining.TooMany);

            var joining = wait ? initiative.Wait(person.Id, roleId, now, now + HeldFor) : initiative.Join(person.Id, roleId, now, now + HeldFor);
            if (joining == Joining.AlreadyIn) return new Holding(Joining.Held, initiative.Commitments.First(c => c.IsLive && c.PersonId == person.Id).Id);
            if (joining is not (Joining.Held or Joining.Waiting)) return new Holding(joining);
            db.TellFollowed(initiative, now);
            await db.SaveChangesAsync(ct);
            return new Holding(Joining.Held, initiative.Commitments.First(c => c.IsLive && c.PersonId == person.Id).Id);
        }, ct);
}
