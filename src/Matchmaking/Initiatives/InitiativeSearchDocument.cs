using Matchmaking.Municipalities;
using Matchmaking.Platform.Data;
using Matchmaking.Platform.Time;
using Matchmaking.Search;
using Matchmaking.Vocabulary;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Initiatives;

/// <summary>What anyone may find of an initiative. Hidden and withdrawn ones are not found.</summary>
public static class InitiativeSearchDocument
{
    public const string Kind = InitiativeChanged.Kind;

    /// <summary>States in which it takes doers, as the document writes them.</summary>
    public static readonly IReadOnlyList<string> TakingDoers = [nameof(InitiativeState.Open), nameof(InitiativeState.Ready), nameof(InitiativeState.UnderWay)];

    internal static IQueryable<Guid> Ids(MatchmakingDb db) => Public(db).Select(i => i.Id);

    internal static async Task<List<SearchDocument>> BuildAsync(MatchmakingDb db, IReadOnlyCollection<Guid> ids, CancellationToken ct)
    {
        var initiatives = await Public(db).AsNoTracking().Where(i => ids.Contains(i.Id))
            .Select(i => new { Initiative = i, Roles = i.Roles.Select(r => r.Title).ToList() }).ToListAsync(ct);
        var homes = initiatives.Select(i => i.Initiative.MunicipalityId).ToHashSet();
        var areas = initiatives.Select(i => i.Initiative.AreaId).ToHashSet();
        var themeIds = initiatives.SelectMany(i => i.Initiative.ThemeIds).ToHashSet();
        var municipalityOf = await db.Municipalities().AsNoTracking().Where(m => homes.Contains(m.Id)).ToDictionaryAsync(m => m.Id, ct);
        var areaNames = await db.Areas().Where(a => areas.Contains(a.Id)).ToDictionaryAsync(a => a.Id, a => new[] { a.NameFi, a.NameSv }, ct);
        var themeNames = await db.Themes().Where(t => themeIds.Contains(t.Id)).ToDictionaryAsync(t => t.Id, t => new[] { t.NameFi, t.NameSv, t.NameEn }, ct);
        return [.. initiatives.Select(i => Document(i.Initiative, municipalityOf[i.Initiative.MunicipalityId],
        [
            .. i.Roles, i.Initiative.Place,
            .. i.Initiative.AreaId is { } area ? areaNames.GetValueOrDefault(area, []) : [],
            .. i.Initiative.ThemeIds.SelectMany(t => themeNames.GetValueOrDefault(t, [])),
        ]))];
    }

    private static IQueryable<Initiative> Public(MatchmakingDb db) => db.Initiatives().Visible().Where(i => i.State != InitiativeState.Withdrawn);

    private static SearchDocument Document(Initiative initiative, Municipality home, IEnumerable<string?> keywords) => new()
    {
        Kind = Kind,
        ObjectId = initiative.Id,
        Language = initiative.Language,
        Title = initiative.Title,
        Text = initiative.Description.Length > 0 ? $"{initiative.Why}\n{initiative.Description}" : initiative.Why,
        Keywords = string.Join('\n', keywords.Concat([home.NameFi, home.NameSv, home.NameEn]).Where(k => !string.IsNullOrEmpty(k)).Distinct()),
        Path = $"initiatives/{initiative.Number}/{initiative.Slug}",
        Municipalities = [home.Id],
        Regions = [$"{home.Country}-{home.Region.Code}"],
        Themes = initiative.ThemeIds,
        State = initiative.State.ToString(),
        PeopleMissing = initiative.TakesDoers ? initiative.Missing : 0,
        Online = initiative.Online,
        IsOver = initiative.State == InitiativeState.Done,
        PublishedAt = initiative.PostedAt,
        StartsAt = initiative.StartsAt is { } at ? WallClock.InstantOf(at, home.Zone) : null,
    };
}
