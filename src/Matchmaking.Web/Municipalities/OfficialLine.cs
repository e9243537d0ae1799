using Matchmaking.People;
using Matchmaking.Platform.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Municipalities;

/// <summary>Who holds an office, or held it.</summary>
/// <param name="By">The administrator who appointed; nothing for one made on the server, or once that account is gone.</param>
/// <param name="HasSecondFactor">Without one the office has no effect.</param>
public sealed record OfficialLine(Guid AppointmentId, string Name, Office Office, Guid? MunicipalityId, DateTimeOffset Since, DateTimeOffset? EndedAt, string? By, bool HasSecondFactor);

internal static class OfficialQueries
{
    /// <summary>Of a municipality, or administrators without one: first those in office, then those who were.</summary>
    public static Task<List<OfficialLine>> OfficialsAsync(this MatchmakingDb db, Guid? municipalityId) => db.Appointments()
        .Where(a => a.MunicipalityId == municipalityId).OrderBy(a => a.EndedAt != null).ThenByDescending(a => a.EndedAt).ThenBy(a => a.Office).ThenBy(a => a.Since).Lines(db).ToListAsync();

    public static IQueryable<OfficialLine> Lines(this IQueryable<Appointment> appointments, MatchmakingDb db) => appointments.Join(db.People(), a => a.PersonId, p => p.Id, (a, p) =>
        new OfficialLine(a.Id, p.Name, a.Office, a.MunicipalityId, a.Since, a.EndedAt, db.People().Where(b => b.Id == a.AppointedById).Select(b => b.Name).FirstOrDefault(),
            p.TwoFactorEnabled || db.Set<IdentityUserPasskey<Guid>>().Any(k => k.UserId == p.Id)));
}
