using Matchmaking.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Matching;

/// <summary>How many rows of matches came, came out otherwise, and went.</summary>
public sealed record Kept(int Added, int Changed, int Removed)
{
    public static readonly Kept Nothing = new(0, 0, 0);

    public int Rows => Added + Changed + Removed;

    public static Kept operator +(Kept one, Kept other) => new(one.Added + other.Added, one.Changed + other.Changed, one.Removed + other.Removed);
}

/// <summary>Writes what was chosen in the place of what stood there. What a person answered and what a host asked stays; a row that would
/// come out the same is not touched, nor locked.</summary>
public sealed class KeepMatches(MatchmakingDb db, TimeProvider clock)
{
    /// <summary>People are locked in so many parts.</summary>
    public const int Parts = 256;

    private const int Locks = 0x3A7C4;

    /// <summary>The part that a person is locked with.</summary>
    public static int PartOf(Guid personId) => personId.ToByteArray()[15] % Parts;

    /// <summary>Of two runs about a person the later one waits here, before it reads, so that it writes what is true later. Held until the
    /// transaction ends. Everybody takes the parts in the same order, so that no two wait for each other.</summary>
    public Task LockAsync(IEnumerable<int> parts, CancellationToken ct)
    {
        var ordered = parts.Distinct().Order().ToArray();
        return db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock({Locks}, part) from unnest({ordered}) as p(part)", ct);
    }

    /// <summary>These are now all the matches of these people. Only of what is new or another the reasons are written down.</summary>
    internal async Task<Kept> OfPeopleAsync(Guid[] personIds, IReadOnlyCollection<(PersonFacts Person, Place Place)> matches, Scoring scoring, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var stored = await db.Matches().Where(m => personIds.Contains(m.PersonId)).Select(m => new
        {
            m.Id,
            m.PersonId,
            m.RoleId,
            m.Fingerprint,
            CanGo = m.AskedAt == null && (m.Answer == MatchAnswer.None || (m.Answer == MatchAnswer.NotNow && m.RestsUntil <= now)),
        }).ToDictionaryAsync(m => (m.PersonId, m.RoleId), ct);
        var written = new List<(PersonFacts Person, long Fingerprint, Scored Scored)>();
        foreach (var (person, place) in matches)
        {
            var fingerprint = scoring.Fingerprint(person, place.Candidate);
            if (!stored.Remove((person.Id, place.Role.RoleId), out var old) || old.Fingerprint != fingerprint) written.Add((person, fingerprint, scoring.Explain(person, place.Candidate)!));
        }
        return await RemoveAsync([.. stored.Values.Where(m => m.CanGo).Select(m => m.Id)], now, ct) + await WriteAsync(written, now, ct);
    }

    /// <summary>What was answered or asked since it was looked at stays.</summary>
    private async Task<Kept> RemoveAsync(Guid[] ids, DateTimeOffset now, CancellationToken ct) => ids.Length == 0 ? Kept.Nothing : new(0, 0, await db.Matches()
        .Where(m => ids.Contains(m.Id) && m.AskedAt == null && (m.Answer == MatchAnswer.None || (m.Answer == MatchAnswer.NotNow && m.RestsUntil <= now))).ExecuteDeleteAsync(ct));

    private async Task<Kept> WriteAsync(List<(PersonFacts Person, long Fingerprint, Scored Scored)> matches, DateTimeOffset now, CancellationToken ct)
    {
        if (matches.Count == 0) return Kept.Nothing;
        var ids = matches.Select(_ => Guid.CreateVersion7(now)).ToArray();
        var people = matches.Select(m => m.Person.Id).ToArray();
        var versions = matches.Select(m => m.Person.ProfileVersion).ToArray();
        var initiatives = matches.Select(m => m.Scored.Role.InitiativeId).ToArray();
        var roles = matches.Select(m => m.Scored.Role.RoleId).ToArray();
        var scores = matches.Select(m => m.Scored.Score).ToArray();
        var reasons = matches.Select(m => JsonList.Write(m.Scored.Reasons)).ToArray();
        var lowered = matches.Select(m => JsonList.Write(m.Scored.Lowered)).ToArray();
        var fingerprints = matches.Select(m => m.Fingerprint).ToArray();
        return (await db.Database.SqlQuery<Kept>($"""
            with kept as (
                insert into match (id, person_id, initiative_id, role_id, score, reasons, lowered, fingerprint, computed_at, profile_version, answer)
                select k.id, k.person_id, k.initiative_id, k.role_id, k.score, k.reasons::jsonb, k.lowered::jsonb, k.fingerprint, {now}, k.profile_version, 'None'
                from unnest({ids}, {people}, {initiatives}, {roles}, {scores}, {reasons}, {lowered}, {fingerprints}, {versions})
                    as k(id, person_id, initiative_id, role_id, score, reasons, lowered, fingerprint, profile_version)
                where exists (select 1 from person p where p.id = k.person_id)
                on conflict (person_id, role_id) do update set score = excluded.score, reasons = excluded.reasons, lowered = excluded.lowered,
                    fingerprint = excluded.fingerprint, computed_at = excluded.computed_at, profile_version = excluded.profile_version
                returning xmax = 0 as is_new)
            select (count(*) filter (where is_new))::int as "Added", (count(*) filter (where not is_new))::int as "Changed", 0 as "Removed" from kept
            """).ToListAsync(ct))[0];
    }
}
