using Matchmaking.Initiatives;

namespace Matchmaking.Web.Initiatives;

/// <summary>As much of an initiative as a card in a list shows.</summary>
public sealed record InitiativeSummary(Guid Id, int Number, string Slug, string Title, string Why, string Language, InitiativeState State, Guid MunicipalityId, bool Online,
    string Place, string When, DateTime? StartsAt, Guid[] ThemeIds, int Doers, int Needed, int Missing, string? MissingRole, DateTimeOffset PostedAt, Guid? PictureId)
{
    public bool TakesDoers => State is InitiativeState.Open or InitiativeState.Ready or InitiativeState.UnderWay;
}

public static class InitiativeSummaries
{
    /// <summary>Reads cards; the role that still lacks somebody is named when exactly one person is missing.</summary>
    public static IQueryable<InitiativeSummary> Summaries(this IQueryable<Initiative> initiatives) => initiatives.Select(i => new InitiativeSummary(
        i.Id, i.Number, i.Slug, i.Title, i.Why, i.Language, i.State, i.MunicipalityId, i.Online, i.Place, i.When, i.StartsAt, i.ThemeIds, i.Doers, i.Needed, i.Missing,
        i.Missing != 1 ? null : i.Roles
            .Where(r => r.Least > r.Commitments.Count(c => c.HeldUntil == null && (c.State == CommitmentState.Active || c.State == CommitmentState.Done)))
            .Select(r => r.Title).FirstOrDefault(),
        i.PostedAt, i.PictureId));

    /// <summary>What needs hands most: fewest missing first, the newest of equals; those that miss nobody last.</summary>
    public static IOrderedQueryable<Initiative> NeediestFirst(this IQueryable<Initiative> initiatives) =>
        initiatives.OrderBy(i => i.NeedOrder).ThenByDescending(i => i.PostedAt);
}
