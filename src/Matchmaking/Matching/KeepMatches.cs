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

/// <summary>Writes what was scored in the place of what stood there. What a person answered and what a host asked stays; a row that would
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

    /// <summary>These are now all the matches of these people.</summary>
    public async Task<Kept> OfPeopleAsync(Guid[] personIds, IReadOnlyCollection<(PersonFacts Person, Scored Scored)> matches, CancellationToken ct)
    {
        var (people, roles, now) = (matches.Select(m => m.Person.Id).ToArray(), matches.Select(m => m.Scored.Role.RoleId).ToArray(), clock.GetUtcNow());
        var removed = await db.Database.ExecuteSqlAsync($"""
            delete from match m where m.person_id = any({personIds}) and m.asked_at is null
                and (m.answer = 'None' or (m.answer = 'NotNow' and m.rests_until <= {now}))
                and not exists (select 1 from unnest({people}, {roles}) as k(person_id, role_id) where k.person_id = m.person_id and k.role_id = m.role_id)
            """, ct);
        return new Kept(0, 0, removed) + await WriteAsync(people, roles, matches, now, ct);
    }

    private async Task<Kept> WriteAsync(Guid[] people, Guid[] roles, IReadOnlyCollection<(PersonFacts Person, Scored Scored)> matches, DateTimeOffset now, CancellationToken ct)
    {
        if (matches.Count == 0) return Kept.Nothing;
        var ids = matches.Select(_ => Guid.CreateVersion7(now)).ToArray();
        var versions = matches.Select(m => m.Person.ProfileVersion).ToArray();
        var initiatives = matches.Select(m => m.Scored.Role.InitiativeId).ToArray();
        var scores = matches.Select(m => m.Scored.Score).ToArray();
        var reasons = matches.Select(m => ReasonsJson.Write(m.Scored.Reasons)).ToArray();
        var lowered = matches.Select(m => ReasonsJson.Write(m.Scored.Lowered)).ToArray();
        return (await db.Database.SqlQuery<Kept>($"""
            with scored as (
                select id, person_id, initiative_id, role_id, score, reasons::jsonb as reasons, lowered::jsonb as lowered, profile_version
                from unnest({ids}, {people}, {initiatives}, {roles}, {scores}, {reasons}, {lowered}, {versions})
                    as k(id, person_id, initiative_id, role_id, score, reasons, lowered, profile_version)),
            kept as (
                insert into match (id, person_id, initiative_id, role_id, score, reasons, lowered, computed_at, profile_version, answer, refused_theme_ids)
                select k.id, k.person_id, k.initiative_id, k.role_id, k.score, k.reasons, k.lowered, {now}, k.profile_version, 'None', array[]::uuid[]
                from scored k join person p on p.id = k.person_id left join match m on m.person_id = k.person_id and m.role_id = k.role_id
                where (m.score, m.reasons, m.lowered, m.profile_version) is distinct from (k.score, k.reasons, k.lowered, k.profile_version)
                on conflict (person_id, role_id) do update set score = excluded.score, reasons = excluded.reasons, lowered = excluded.lowered,
                    computed_at = excluded.computed_at, profile_version = excluded.profile_version
                returning xmax = 0 as is_new)
            select (count(*) filter (where is_new))::int as "Added", (count(*) filter (where not is_new))::int as "Changed", 0 as "Removed" from kept
            """).ToListAsync(ct))[0];
    }
}
