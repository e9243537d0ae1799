using Matchmaking.Initiatives;
using Matchmaking.Municipalities;
using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Platform.Time;
using Matchmaking.Web.Municipalities;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Initiatives;

/// <summary>Finds the initiative on which a page acts, enters its municipality, and says what the reader has to do with it.</summary>
public sealed class InitiativeOfAddress(MatchmakingDb db, MunicipalityCatalog municipalities, Here here, Me me)
{
    /// <summary>Nothing where there is none, or where the reader may not see it.</summary>
    public async Task<InitiativeAtHand?> FindAsync(int number)
    {
        if (await db.Initiatives().Where(i => i.Number == number).Details(db.People()).AsSplitQuery().SingleOrDefaultAsync() is not { } found || me.Actor is not { } actor) return null;
        var isStarter = found.StarterId == actor.PersonId;
        if (found.HiddenAt is not null && !isStarter && !actor.CanModerate(found.MunicipalityId)) return null;
        if ((await municipalities.GetAsync()).ById(found.MunicipalityId) is not { } municipality) return null;
        here.Enter(MunicipalityOfAddress.Entry(municipality, here.Language));
        var isDoer = found.Of(actor.PersonId) is { Counts: true };
        var canEdit = !actor.Suspended && (isStarter || actor.CanCoordinate(found.MunicipalityId));
        return new(found, municipality.Zone, !actor.Suspended && (isStarter || isDoer), canEdit, canEdit || (!actor.Suspended && isDoer && found.StarterId is null), found.CanInvite(actor));
    }
}

/// <summary>An initiative and what the reader may do with it, as <see cref="InitiativeRights"/> says; the writes ask again.</summary>
/// <param name="Zone">Of the place: proposed and chosen times are on its clock.</param>
/// <param name="IsInIt">Shares the notice board and the date poll.</param>
public sealed record InitiativeAtHand(InitiativeDetail Detail, TimeZoneInfo Zone, bool IsInIt, bool CanEdit, bool CanSteer, bool CanInvite)
{
    public string Link => Links.Initiative(Detail.Number, Detail.Slug);

    /// <summary>Confirmed doers, each once, by name.</summary>
    public IEnumerable<DoerDetail> Doers => Detail.Roles.SelectMany(r => r.Doers).Where(d => d.Counts && d.PersonId is not null).DistinctBy(d => d.PersonId).OrderBy(d => d.Name);

    public string RoleOf(DoerDetail doer) => Detail.Roles.First(r => r.Doers.Contains(doer)).Title;

    /// <summary>A time on the wall of the place, as an instant.</summary>
    public DateTimeOffset At(DateTime local) => WallClock.InstantOf(local, Zone);
}
