using Matchmaking.Initiatives;
using Matchmaking.Matching;
using Matchmaking.Municipalities;
using Matchmaking.People;
using Matchmaking.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Digests;

/// <summary>What a person is not in and might like: roles that suit, and what is new in the home town. Asked of many people at once.</summary>
internal sealed class SuggestedFacts(MatchmakingDb db)
{
    /// <summary>Of what is new in a municipality so much is looked at, for all its people, and so much of it told to one.</summary>
    private const int MostPosted = 100, MostNew = DigestContent.MostNear + DigestContent.MostItems;

    public async Task<IEnumerable<(Reader, DigestFact)>> MatchesAsync(Gathering all, DateTimeOffset now, CancellationToken ct)
    {
        var open = (await db.OpenRolesFor(all.PersonIds, now).Join(db.Initiatives(), m => m.InitiativeId, i => i.Id, (m, i) => new
        {
            m.PersonId,
            m.InitiativeId,
            m.RoleId,
            m.Score,
            m.ComputedAt,
            m.AskedAt,
            m.Answer,
            IsLast = i.Missing == 1 && db.Roles().Any(r => r.Id == m.RoleId && r.Taken < r.Least),
            i.StartsAt,
            i.MunicipalityId,
        }).ToListAsync(ct)).OrderByDescending(m => m.AskedAt is not null).ThenByDescending(m => m.Score).ThenBy(m => m.RoleId) // as in the person's list: of an initiative the best
            .DistinctBy(m => (m.PersonId, m.InitiativeId)).Where(m => m.Answer != MatchAnswer.Interested).ToLookup(m => m.PersonId);
        return all.Each(r => open[r.Id].Where(m => !all.HasBegun(m.StartsAt, m.MunicipalityId, now)), m => m is { AskedAt: { } asked, Answer: MatchAnswer.None }
            ? new DigestFact(DigestItemKind.HostAsks, DigestWhy.Asked, m.InitiativeId, asked, m.RoleId)
            : new DigestFact(m.IsLast ? DigestItemKind.OneMissing : DigestItemKind.GoodMatch, DigestWhy.Match, m.InitiativeId, m.ComputedAt, m.RoleId, Score: m.Score));
    }

    public async Task<IEnumerable<(Reader, DigestFact)>> NearAsync(Gathering all, DigestScope? only, DateTimeOffset now, CancellationToken ct)
    {
        Guid[] homes = [.. all.Readers.Select(r => r.Person.MunicipalityId).OfType<Guid>().Distinct()];
        var taking = only?.Of(DigestItemKind.NewNearYou) is { } told ? db.Initiatives().TakingDoers().Where(i => told.Contains(i.Id)) : db.Initiatives().TakingDoers();
        var posted = (await db.Municipalities().Where(m => homes.Contains(m.Id)).SelectMany(m => taking
                .Where(i => i.MunicipalityId == m.Id && i.PostedAt > all.From && i.PostedAt <= all.To).OrderByDescending(i => i.PostedAt).Take(MostPosted))
            .Select(i => new { i.Id, i.MunicipalityId, i.PostedAt, i.ThemeIds, i.StartsAt }).ToListAsync(ct))
            .Where(i => !all.HasBegun(i.StartsAt, i.MunicipalityId, now)).OrderByDescending(i => i.PostedAt).ToLookup(i => i.MunicipalityId);
        var lowered = (await db.LoweredThemes().AsNoTracking().Where(l => all.PersonIds.Contains(l.PersonId)).ToListAsync(ct)).ToLookup(l => l.PersonId, l => l.ThemeId);
        var setAside = (await db.Matches().Where(m => all.PersonIds.Contains(m.PersonId)).SetAside(now).Select(m => new { m.PersonId, m.InitiativeId }).ToListAsync(ct)).ToLookup(m => m.PersonId, m => m.InitiativeId);
        return all.Each(r => posted[r.Person.MunicipalityId ?? Guid.Empty]
            .Where(i => r.Window.Holds(i.PostedAt) && r.Mine.All(m => m.Id != i.Id) && !setAside[r.Id].Contains(i.Id) && !i.ThemeIds.Any(r.Person.NeverThemeIds.Contains))
            .Select(i => (i.Id, i.PostedAt, IsLowered: i.ThemeIds.Any(lowered[r.Id].Contains)))
            .OrderBy(i => i.IsLowered).Take(MostNew), i => new(DigestItemKind.NewNearYou, DigestWhy.Near, i.Id, i.PostedAt, Score: i.IsLowered ? -1 : 0));
    }
}
