using Matchmaking.Initiatives;
using Matchmaking.Matching;
using Matchmaking.People;
using Matchmaking.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Matching;

/// <summary>A match as its card shows it to the person.</summary>
/// <param name="AskedBy">The first name of the host who asked; empty once that account is gone.</param>
/// <param name="MayShare">The host who asked still waits for a yes that shares contact details.</param>
public sealed record MatchSummary(Guid Id, int Number, string Slug, string Title, string Why, string Language, Guid RoleId, string Role, Guid MunicipalityId, bool Online,
    string When, DateTime? StartsAt, Guid[] ThemeIds, int Score, IReadOnlyList<Reason> Reasons, IReadOnlyList<Reason> Lowered, MatchAnswer Answer, DateTimeOffset? AskedAt, string AskedBy, bool MayShare)
{
    public bool IsAsked => AskedAt is not null && Answer == MatchAnswer.None;
}

public static class MatchSummaries
{
    /// <summary>The first of the person's list, or those after some; best first.</summary>
    public static async Task<List<MatchSummary>> MatchesForAsync(this MatchmakingDb db, Guid personId, DateTimeOffset now, int skip, int take)
    {
        var found = await db.Summaries(db.OpenFor(personId, now).Skip(skip).Take(take)).ToListAsync();
        return [.. found.OrderByDescending(m => m.IsAsked).ThenByDescending(m => m.Score).ThenBy(m => m.RoleId)]; // the joins keep no order
    }

    /// <summary>The person's match with this id, as long as its initiative can be seen.</summary>
    public static Task<MatchSummary?> MatchOfAsync(this MatchmakingDb db, Guid personId, Guid matchId) =>
        db.Summaries(db.Matches().Where(m => m.Id == matchId && m.PersonId == personId)).SingleOrDefaultAsync();

    private static IQueryable<MatchSummary> Summaries(this MatchmakingDb db, IQueryable<Match> matches) => matches.AsNoTracking()
        .Join(db.Initiatives().Visible(), m => m.InitiativeId, i => i.Id, (m, i) => new { Match = m, Initiative = i })
        .Join(db.Roles(), x => x.Match.RoleId, r => r.Id, (x, r) => new MatchSummary(x.Match.Id, x.Initiative.Number, x.Initiative.Slug, x.Initiative.Title, x.Initiative.Why,
            x.Initiative.Language, r.Id, r.Title, x.Initiative.MunicipalityId, x.Initiative.Online, x.Initiative.When, x.Initiative.StartsAt, x.Initiative.ThemeIds, x.Match.Score,
            x.Match.Reasons, x.Match.Lowered, x.Match.Answer, x.Match.AskedAt, db.People().Where(p => p.Id == x.Match.AskedById).Select(p => p.Name).FirstOrDefault() ?? "",
            x.Match.AskedById != null && x.Match.AskedById == x.Initiative.StarterId && x.Match.ContactSharedAt == null
                && db.People().WhoMayBeSuggested().Any(p => p.Id == x.Match.PersonId) && db.People().WhoCanTakePart().Any(p => p.Id == x.Match.AskedById)));
}
