using Matchmaking.Platform.Data;
using Matchmaking.Platform.Mail;
using Matchmaking.Platform.Trail;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.People;

public enum Appointing { Appointed, AlreadyHolds, NoSuchPerson, NotAllowed }

/// <summary>An administrator appoints a coordinator or moderator of a municipality, or another administrator.
/// The office has effect once the person has a second factor.</summary>
public sealed class Appoint(MatchmakingDb db, TimeProvider clock)
{
    public Task<Appointing> RunAsync(Actor actor, EmailAddress address, Office office, Guid? municipalityId, CancellationToken ct = default) => db.InTransactionAsync(async () =>
    {
        if (!actor.IsAdministrator || actor.Suspended || (office == Office.Administrator) != (municipalityId is null)) return Appointing.NotAllowed;
        if (await db.People().ByAddressAsync(address.ToString(), ct) is not { EmailConfirmed: true } person) return Appointing.NoSuchPerson;
        if (await db.Appointments().AnyAsync(a => a.PersonId == person.Id && a.Office == office && a.MunicipalityId == municipalityId && a.EndedAt == null, ct)) return Appointing.AlreadyHolds;
        db.Hold(person.Id, office, municipalityId, actor.PersonId, clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
        return Appointing.Appointed;
    }, ct);
}

public enum EndingAppointment
{
    Ended,
    /// <summary>Without an administrator nobody could appoint anyone; appoint another first.</summary>
    LastAdministrator,
    /// <summary>Also for what does not exist, or has ended already.</summary>
    NotAllowed,
}

/// <summary>An administrator ends an appointment; it has no effect from the person's next request on.</summary>
public sealed class EndAppointment(MatchmakingDb db, TimeProvider clock)
{
    public Task<EndingAppointment> RunAsync(Actor actor, Guid appointmentId, CancellationToken ct = default) => db.InTransactionAsync(async () =>
    {
        if (!actor.IsAdministrator || actor.Suspended) return EndingAppointment.NotAllowed;
        // Two administrators who end each other's office wait for one another here; what is read after it is what the first left.
        await db.Database.ExecuteSqlAsync($"select 1 from appointment where office = 'Administrator' and ended_at is null order by id for update", ct);
        if (await db.Appointments().SingleOrDefaultAsync(a => a.Id == appointmentId && a.EndedAt == null, ct) is not { } appointment) return EndingAppointment.NotAllowed;
        if (appointment.Office == Office.Administrator && await db.Appointments().CountAsync(a => a.Office == Office.Administrator && a.EndedAt == null, ct) == 1) return EndingAppointment.LastAdministrator;
        appointment.End(clock.GetUtcNow());
        db.Trail("office.ended", appointment.PersonId, actor.PersonId, clock.GetUtcNow());
        await db.SaveChangesAsync(ct);
        return EndingAppointment.Ended;
    }, ct);
}

/// <summary>Makes an administrator on the server itself: the first one, or one after all others are gone. The account is made if there is none.</summary>
public sealed class MakeAdministrator(MatchmakingDb db, TimeProvider clock)
{
    public Task<Appointing> RunAsync(EmailAddress address, CancellationToken ct = default) => db.InTransactionAsync(async () =>
    {
        var now = clock.GetUtcNow();
        var person = await db.People().ByAddressAsync(address.ToString(), ct);
        if (person is null) db.Add(person = Person.New(address.ToString(), "fi", now));
        if (await db.Appointments().AnyAsync(a => a.PersonId == person.Id && a.Office == Office.Administrator && a.EndedAt == null, ct)) return Appointing.AlreadyHolds;
        db.Hold(person.Id, Office.Administrator, null, null, now);
        await db.SaveChangesAsync(ct);
        return Appointing.Appointed;
    }, ct);
}

internal static class Holding
{
    public static void Hold(this MatchmakingDb db, Guid personId, Office office, Guid? municipalityId, Guid? by, DateTimeOffset now)
    {
        var appointment = new Appointment { PersonId = personId, Office = office, MunicipalityId = municipalityId, AppointedById = by, Since = now };
        db.Add(appointment);
        db.Letter(new AppointedMail(personId, appointment.Id), now);
        db.Trail("office.given", personId, by, now);
    }
}

/// <summary>You hold an office now; add a second factor first.</summary>
public sealed record AppointedMail(Guid? To, Guid AppointmentId) : Mail(To);
