using Matchmaking.Initiatives;
using Matchmaking.People;

namespace Matchmaking.Web.Initiatives;

/// <summary>An initiative as its page shows it to anyone.</summary>
public sealed record InitiativeDetail(Guid Id, int Number, string Slug, string Title, string Why, string Description, string Language, InitiativeState State,
    Guid MunicipalityId, Guid? AreaId, bool Online, string Place, string When, DateTime? StartsAt, Guid[] ThemeIds, Guid? PurposeId, Guid? PictureId, Guid? StarterId,
    string? StarterName, DateTimeOffset PostedAt, DateTimeOffset ChangedAt, DateTimeOffset? HiddenAt, DateTimeOffset? DormantAskedAt, int Doers, int Needed, int Missing,
    IReadOnlyList<RoleDetail> Roles)
{
    public bool TakesDoers => State is InitiativeState.Open or InitiativeState.Ready or InitiativeState.UnderWay;

    public bool IsOver => State is InitiativeState.Done or InitiativeState.Withdrawn;

    /// <summary>The roles as they are read: while one can join, first those that lack somebody, last those that are full.</summary>
    public IEnumerable<RoleDetail> InOrder => TakesDoers ? Roles.OrderBy(r => r.Lacks > 0 ? 0 : r.Places > 0 ? 1 : 2) : Roles;

    /// <summary>As <see cref="InitiativeRights.CanInvite"/> says.</summary>
    public bool CanInvite(Actor actor) => !actor.Suspended && HiddenAt is null && (actor.CanModerate(MunicipalityId) || actor.CanCoordinate(MunicipalityId))
        && StarterId != actor.PersonId && Of(actor.PersonId) is null;

    /// <summary>What this person has to do with it, if anything.</summary>
    public DoerDetail? Of(Guid personId) => Roles.SelectMany(r => r.Doers).FirstOrDefault(d => d.PersonId == personId && d.IsConfirmed);
}

/// <param name="Taken">Places given or held.</param>
/// <param name="Doers">Everyone with a live commitment; held ones are not shown.</param>
public sealed record RoleDetail(Guid Id, string Title, string Description, Guid[] SkillIds, int Least, int Most, int Taken, Effort Effort, IReadOnlyList<DoerDetail> Doers)
{
    public int Confirmed => Doers.Count(d => d.Counts);

    public int Places => Math.Max(0, Most - Taken);

    /// <summary>How many it still needs.</summary>
    public int Lacks => Math.Max(0, Least - Confirmed);
}

public sealed record DoerDetail(Guid CommitmentId, Guid? PersonId, string? Name, CommitmentState State, bool IsConfirmed, DateTimeOffset At, DateTimeOffset? ThankedAt)
{
    public bool Counts => IsConfirmed && State != CommitmentState.Waiting;
}

public static class InitiativeDetails
{
    public static IQueryable<InitiativeDetail> Details(this IQueryable<Initiative> initiatives, IQueryable<Person> people) => initiatives.Select(i => new InitiativeDetail(
        i.Id, i.Number, i.Slug, i.Title, i.Why, i.Description, i.Language, i.State, i.MunicipalityId, i.AreaId, i.Online, i.Place, i.When, i.StartsAt, i.ThemeIds, i.PurposeId,
        i.PictureId, i.StarterId, people.Where(p => p.Id == i.StarterId).Select(p => p.Name).FirstOrDefault(), i.PostedAt, i.ChangedAt, i.HiddenAt, i.DormantAskedAt, i.Doers, i.Needed, i.Missing,
        i.Roles.OrderBy(r => r.Position).Select(r => new RoleDetail(r.Id, r.Title, r.Description, r.SkillIds, r.Least, r.Most, r.Taken, r.Effort,
            r.Commitments.Where(c => c.State == CommitmentState.Active || c.State == CommitmentState.Done || c.State == CommitmentState.Waiting).OrderBy(c => c.At)
                .Select(c => new DoerDetail(c.Id, c.PersonId, people.Where(p => p.Id == c.PersonId).Select(p => p.Name).FirstOrDefault(), c.State, c.HeldUntil == null, c.At, c.ThankedAt))
                .ToList())).ToList()));
}
