using Matchmaking.Initiatives;
using Matchmaking.People;
using Matchmaking.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Matching;

/// <summary>All that a host is told of where somebody lives.</summary>
public enum HowNear { Unsaid, SameTown, Near }

/// <summary>Somebody who might take a role, as a host sees them: a first name and reasons. No address, no distance, no contact details.</summary>
public sealed record PossibleDoer(Guid MatchId, Guid RoleId, string FirstName, IReadOnlyList<Reason> Reasons, HowNear HowNear, bool WasAsked, bool IsInterested);

/// <summary>Somebody who was asked and shares contact details with the host, as both said yes.</summary>
public sealed record DoerContact(Guid MatchId, string Role, string Name, string Email);

/// <summary>Whom a host could ask: people who allow it, are adults, and said neither "not now" nor "not this kind".</summary>
public sealed class FindPossibleDoers(MatchmakingDb db, TimeProvider clock)
{
    /// <summary>Shown for one role.</summary>
    public const int MostPerRole = 10;

    /// <summary>So many of these go to newcomers, as long as there are any whom it suits. Taken away with the weight of
    /// <see cref="ReasonCode.Newcomer"/>: at 0 points nobody has a claim.</summary>
    public const int ForNewcomers = 2;

    private const int MostRead = 300;
    private const int NearKm = 5;

    /// <summary>What may be told to a host: facts about the doing, not where somebody lives, nor what speaks against it.</summary>
    private static readonly ReasonCode[] Told =
        [ReasonCode.Theme, ReasonCode.Skill, ReasonCode.Times, ReasonCode.Effort, ReasonCode.Language, ReasonCode.DoneBefore, ReasonCode.Newcomer];

    /// <summary>Best first within a role. Nothing when the actor may not look.</summary>
    public async Task<IReadOnlyList<PossibleDoer>?> RunAsync(Actor actor, Guid initiativeId, CancellationToken ct = default)
    {
        var initiative = await db.Initiatives().AsNoTracking().SingleOrDefaultAsync(i => i.Id == initiativeId, ct);
        if (initiative is null || !MatchingRights.CanSeekDoers(actor, initiative)) return null;
        var now = clock.GetUtcNow();
        var found = await db.Matches().AsNoTracking().WhoCanBeAsked(db, initiativeId, now)
            .Where(m => db.Roles().Any(r => r.Id == m.RoleId && r.Taken < r.Most))
            .Where(m => !db.Commitments().Any(c => c.InitiativeId == initiativeId && c.PersonId == m.PersonId && c.State != CommitmentState.Lapsed))
            .Join(db.People().WhoMayBeSuggested(), m => m.PersonId, p => p.Id, (m, p) => new
            {
                Match = m,
                p.Name,
                p.MunicipalityId,
                WasAsked = db.Matches().Any(o => o.PersonId == p.Id && o.InitiativeId == initiativeId && o.AskedAt != null),
            })
            .OrderByDescending(x => x.Match.Score).ThenBy(x => x.Match.PersonId).Take(MostRead).ToListAsync(ct);
        var forNewcomers = PlacesForNewcomers(await db.MatchWeights().Where(w => w.Code == ReasonCode.Newcomer).Select(w => w.Points).SingleOrDefaultAsync(ct));
        return [.. found.Where(x => x.Match.Reasons.Any(r => r.Code is ReasonCode.Theme or ReasonCode.Skill or ReasonCode.DoneBefore))
            .GroupBy(x => x.Match.RoleId).SelectMany(role => FairShare([.. role], x => x.Match.Reasons.Any(r => r.Code == ReasonCode.Newcomer), forNewcomers))
            .Select(x => new PossibleDoer(x.Match.Id, x.Match.RoleId, Person.FirstNameOf(x.Name), [.. x.Match.Reasons.Where(r => Told.Contains(r.Code))],
                Nearness(x.Match, x.MunicipalityId == initiative.MunicipalityId), x.WasAsked, x.Match.Answer == MatchAnswer.Interested))];
    }

    /// <param name="points">Of <see cref="ReasonCode.Newcomer"/>.</param>
    public static int PlacesForNewcomers(int points) => points > 0 ? ForNewcomers : 0;

    /// <summary>The first of the list, of which the last places go to the first newcomers among all that follow, if there are any.</summary>
    public static IEnumerable<T> FairShare<T>(IReadOnlyList<T> bestFirst, Func<T, bool> isNewcomer, int forNewcomers)
    {
        var (first, rest) = (bestFirst.Take(MostPerRole - forNewcomers), bestFirst.Skip(MostPerRole - forNewcomers).ToList());
        var shown = first.Concat(rest.Where(isNewcomer).Take(forNewcomers)).Concat(rest).Distinct().Take(MostPerRole).ToHashSet();
        return bestFirst.Where(shown.Contains);
    }

    /// <summary>Those who said yes to this host, with how to reach them. Nothing when the actor may not look.</summary>
    public async Task<IReadOnlyList<DoerContact>> ContactsAsync(Actor actor, Guid initiativeId, CancellationToken ct = default) => actor.Suspended ? [] : await db.ContactsShared()
        .Where(m => m.InitiativeId == initiativeId && m.AskedById == actor.PersonId).OrderBy(m => m.ContactSharedAt).ThenBy(m => m.Id)
        .Join(db.People(), m => m.PersonId, p => p.Id, (m, p) => new { Match = m, Person = p })
        .Join(db.Roles(), x => x.Match.RoleId, r => r.Id, (x, r) => new DoerContact(x.Match.Id, r.Title, x.Person.Name, x.Person.Email ?? "")).ToListAsync(ct);

    private static HowNear Nearness(Match match, bool sameTown)
    {
        if (match.Reasons.Any(r => r is { Code: ReasonCode.Near, Number: <= NearKm })) return HowNear.Near;
        return sameTown && match.Reasons.Concat(match.Lowered).Any(r => r.Code is ReasonCode.Near or ReasonCode.Far) ? HowNear.SameTown : HowNear.Unsaid;
    }
}
