using Matchmaking.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Matching;

/// <summary>Writes what was scored in the place of what stood there. What a person answered and what a host asked stays; a row that would
/// come out the same is not touched.</summary>
public sealed class KeepMatches(MatchmakingDb db, TimeProvider clock)
{
    private const long OneAtATime = 0x3A7C4;

    /// <summary>Of two runs the later one waits here, before it reads, so that it writes what is true later. Held until the transaction ends.</summary>
    public Task LockAsync(CancellationToken ct) => db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock({OneAtATime})", ct);

    /// <summary>These are now all the matches of these people.</summary>
    public async Task<int> OfPeopleAsync(IReadOnlyCollection<Guid> personIds, IReadOnlyCollection<(PersonFacts Person, Scored Scored)> matches, CancellationToken ct)
    {
        var (people, roles, ids, now) = (matches.Select(m => m.Person.Id).ToArray(), matches.Select(m => m.Scored.Role.RoleId).ToArray(), personIds.ToArray(), clock.GetUtcNow());
        var gone = await db.Database.ExecuteSqlAsync($"""
            delete from match m where m.person_id = any({ids}) and m.asked_at is null
                and (m.answer = 'None' or (m.answer = 'NotNow' and m.rests_until <= {now}))
                and not exists (select 1 from unnest({people}, {roles}) as k(person_id, role_id) where k.person_id = m.person_id and k.role_id = m.role_id)
            """, ct);
        return gone + await UpsertAsync(matches, now, ct);
    }

    /// <summary>These are now all the matches of this initiative. Whoever then has too many loses the last.</summary>
    public async Task<int> OfInitiativeAsync(Guid initiativeId, IReadOnlyCollection<(PersonFacts Person, Scored Scored)> matches, CancellationToken ct)
    {
        var (people, roles, now) = (matches.Select(m => m.Person.Id).ToArray(), matches.Select(m => m.Scored.Role.RoleId).ToArray(), clock.GetUtcNow());
        var gone = await db.Database.ExecuteSqlAsync($"""
            delete from match m where m.initiative_id = {initiativeId} and m.asked_at is null
                and (m.answer = 'None' or (m.answer = 'NotNow' and m.rests_until <= {now}))
                and not exists (select 1 from unnest({people}, {roles}) as k(person_id, role_id) where k.person_id = m.person_id and k.role_id = m.role_id)
            """, ct);
        var kept = await UpsertAsync(matches, now, ct);
        var distinct = people.Distinct().ToArray();
        await db.Database.ExecuteSqlAsync($"""
            delete from match m using (select id, row_number() over (partition by person_id order by score desc, role_id) as place
                from match where person_id = any({distinct})) ranked
            where ranked.id = m.id and ranked.place > {Match.MostPerPerson} and m.answer = 'None' and m.asked_at is null
            """, ct);
        return gone + kept;
    }

    private async Task<int> UpsertAsync(IReadOnlyCollection<(PersonFacts Person, Scored Scored)> matches, DateTimeOffset now, CancellationToken ct)
    {
        if (matches.Count == 0) return 0;
        var ids = matches.Select(_ => Guid.CreateVersion7(now)).ToArray();
        var people = matches.Select(m => m.Person.Id).ToArray();
        var versions = matches.Select(m => m.Person.ProfileVersion).ToArray();
        var initiatives = matches.Select(m => m.Scored.Role.InitiativeId).ToArray();
        var roles = matches.Select(m => m.Scored.Role.RoleId).ToArray();
        var scores = matches.Select(m => m.Scored.Score).ToArray();
        var reasons = matches.Select(m => ReasonsJson.Write(m.Scored.Reasons)).ToArray();
        var lowered = matches.Select(m => ReasonsJson.Write(m.Scored.Lowered)).ToArray();
        return await db.Database.ExecuteSqlAsync($"""
            insert into match (id, person_id, initiative_id, role_id, score, reasons, lowered, computed_at, profile_version, answer, refused_theme_ids)
            select id, person_id, initiative_id, role_id, score, reasons::jsonb, lowered::jsonb, {now}, version, 'None', array[]::uuid[]
            from unnest({ids}, {people}, {initiatives}, {roles}, {scores}, {reasons}, {lowered}, {versions})
                as k(id, person_id, initiative_id, role_id, score, reasons, lowered, version)
            where exists (select 1 from person p where p.id = k.person_id)
            on conflict (person_id, role_id) do update set score = excluded.score, reasons = excluded.reasons, lowered = excluded.lowered,
                computed_at = excluded.computed_at, profile_version = excluded.profile_version
            where (match.score, match.reasons, match.lowered, match.profile_version)
                is distinct from (excluded.score, excluded.reasons, excluded.lowered, excluded.profile_version)
            """, ct);
    }
}
