using Matchmaking.People;
using Matchmaking.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Moderation;

/// <summary>A thing that somebody reported and nobody has decided about since.</summary>
public sealed record ReportedThing(string Kind, Guid ObjectId, Guid MunicipalityId, string Title, int Reports, DateTimeOffset Oldest);

public static class ModerationQueries
{
    public static DbSet<Report> Reports(this MatchmakingDb db) => db.Set<Report>();

    public static DbSet<Decision> Decisions(this MatchmakingDb db) => db.Set<Decision>();

    public static IQueryable<Report> Open(this IQueryable<Report> reports) => reports.Where(r => r.DecisionId == null);

    /// <summary>Those that this person may decide about.</summary>
    public static IQueryable<Report> For(this IQueryable<Report> reports, Actor moderator)
    {
        var homes = HomesOf(moderator);
        return moderator.IsAdministrator ? reports : reports.Where(r => homes.Contains(r.MunicipalityId));
    }

    /// <inheritdoc cref="For(IQueryable{Report}, Actor)"/>
    public static IQueryable<Decision> For(this IQueryable<Decision> decisions, Actor moderator)
    {
        var homes = HomesOf(moderator);
        return moderator.IsAdministrator ? decisions : decisions.Where(d => homes.Contains(d.MunicipalityId));
    }

    /// <summary>Many reports of one thing are one line; the oldest waits first.</summary>
    public static IQueryable<ReportedThing> ByThing(this IQueryable<Report> reports) => reports.GroupBy(r => new { r.Kind, r.ObjectId, r.MunicipalityId })
        .Select(g => new { g.Key.Kind, g.Key.ObjectId, g.Key.MunicipalityId, Title = g.Max(r => r.Title), Count = g.Count(), Oldest = g.Min(r => r.At) })
        .OrderBy(g => g.Oldest).ThenBy(g => g.ObjectId).ThenBy(g => g.Kind)
        .Select(g => new ReportedThing(g.Kind, g.ObjectId, g.MunicipalityId, g.Title!, g.Count, g.Oldest));

    /// <summary>Everything decided about a thing, the latest first.</summary>
    public static IQueryable<Decision> Of(this IQueryable<Decision> decisions, string kind, Guid objectId) =>
        decisions.Where(d => d.Kind == kind && d.ObjectId == objectId).OrderByDescending(d => d.Number);

    /// <summary>The decisions by which these things are hidden.</summary>
    public static IQueryable<Decision> Hiding(this IQueryable<Decision> decisions, IReadOnlyCollection<Guid> objectIds) => decisions
        .Where(d => objectIds.Contains(d.ObjectId) && d.Verdict == Verdict.Hidden && !decisions.Any(l => l.ObjectId == d.ObjectId && l.Kind == d.Kind && l.Number > d.Number));

    private static Guid[] HomesOf(Actor moderator) => [.. moderator.Offices.Where(o => o.Office == Office.Moderator).Select(o => o.MunicipalityId).OfType<Guid>()];
}
