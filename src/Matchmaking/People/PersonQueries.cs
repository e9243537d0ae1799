using Matchmaking.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.People;

public static class PersonQueries
{
    public static DbSet<Person> People(this MatchmakingDb db) => db.Set<Person>();

    public static DbSet<Appointment> Appointments(this MatchmakingDb db) => db.Set<Appointment>();

    public static DbSet<SignInCode> SignInCodes(this MatchmakingDb db) => db.Set<SignInCode>();

    public static Task<Person?> ByAddressAsync(this IQueryable<Person> people, string email, CancellationToken ct = default)
    {
        var normalized = email.ToUpperInvariant();
        return people.SingleOrDefaultAsync(p => p.NormalizedEmail == normalized, ct);
    }

    /// <summary>Until the transaction ends nobody else makes an account of this address, holds a place for it or asks for its code.</summary>
    public static Task LockAddressAsync(this MatchmakingDb db, string email, CancellationToken ct) =>
        db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtext('address'), hashtext({email.ToUpperInvariant()}))", ct);

    /// <summary>Those that this browser asked for and has not used, the newest first.</summary>
    public static IQueryable<SignInCode> ToBrowser(this IQueryable<SignInCode> codes, string browserSecret)
    {
        var browser = SignInCode.HashOf(browserSecret);
        return codes.Where(c => c.BrowserHash == browser && c.UsedAt == null).OrderByDescending(c => c.CreatedAt);
    }

    /// <summary>Codes that went to the address, in whatever letters it was written.</summary>
    public static IQueryable<SignInCode> OfAddress(this IQueryable<SignInCode> codes, string email)
    {
        var normalized = email.ToUpperInvariant();
        return codes.Where(c => c.Email.ToUpper() == normalized);
    }

    public static DbSet<UnsubscribeLink> UnsubscribeLinks(this MatchmakingDb db) => db.Set<UnsubscribeLink>();

    /// <summary>The person, locked against other writes until the transaction ends; letters and commitments can still be added.</summary>
    public static Task<Person?> LockAsync(this DbSet<Person> people, Guid personId, CancellationToken ct) =>
        people.FromSql($"select * from person where id = {personId} for no key update").SingleOrDefaultAsync(ct);

    /// <summary>The person with the offices held now. Offices count only with a second factor.</summary>
    /// <param name="secondFactor">Whether this session showed it.</param>
    public static async Task<Actor?> ActorAsync(this MatchmakingDb db, Guid personId, bool secondFactor, CancellationToken ct = default)
    {
        var person = await db.People().Where(p => p.Id == personId).Select(p => new { p.SuspendedAt }).SingleOrDefaultAsync(ct);
        if (person is null) return null;
        var offices = secondFactor
            ? await db.Appointments().Where(a => a.PersonId == personId && a.EndedAt == null).Select(a => new { a.Office, a.MunicipalityId }).ToListAsync(ct)
            : [];
        return new Actor(personId, [.. offices.Select(o => (o.Office, o.MunicipalityId))], person.SuspendedAt is not null);
    }

    /// <summary>Coordinators, or moderators, of a municipality at this moment.</summary>
    public static IQueryable<Guid> Holding(this IQueryable<Appointment> appointments, Office office, Guid municipalityId) =>
        appointments.Where(a => a.EndedAt == null && a.Office == office && a.MunicipalityId == municipalityId).Select(a => a.PersonId);
}
