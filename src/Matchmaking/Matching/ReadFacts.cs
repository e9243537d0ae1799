using Matchmaking.Initiatives;
using Matchmaking.Municipalities;
using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Vocabulary;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Matching;

/// <summary>Reads what matching looks at, many at a time.</summary>
public sealed class ReadFacts(MatchmakingDb db)
{
    /// <summary>So many people are read at once, so that a whole country does not stand in memory.</summary>
    public const int PeopleAtOnce = 2_000;

    /// <summary>Degrees of latitude that surely hold <see cref="Scoring.MostKm"/>, and <see cref="Scoring.NearKm"/>, rounded as they are.</summary>
    private const double Reach = (Scoring.MostKm + 10) / 111.0, Nearness = (Scoring.NearKm + 5) / 111.0;

    /// <inheritdoc cref="OfPeopleAsync(IQueryable{Person}, DateTimeOffset, CancellationToken)"/>
    public Task<IReadOnlyList<PersonFacts>> OfPeopleAsync(Guid[] personIds, DateTimeOffset now, CancellationToken ct) =>
        OfPeopleAsync(db.People().Where(p => personIds.Contains(p.Id)), now, ct);

    /// <summary>The open roles as they were read last, here or by another part of the same run.</summary>
    public OpenRoles? Known { get; set; }

    /// <summary>Those of the people who can take part; the others get no matches.</summary>
    public async Task<IReadOnlyList<PersonFacts>> OfPeopleAsync(IQueryable<Person> people, DateTimeOffset now, CancellationToken ct)
    {
        var rows = await WithPoint(people.WhoCanTakePart()).Select(x => new
        {
            x.Person.Id,
            x.Person.ProfileVersion,
            x.Person.ThemeIds,
            x.Person.SkillIds,
            x.Person.WordIds,
            x.Person.NeverThemeIds,
            x.Person.Speaks,
            x.Person.WeeklyTimes,
            x.Person.Effort,
            x.Latitude,
            x.Longitude,
        }).ToListAsync(ct);
        var ids = rows.Select(r => r.Id).ToArray();
        var commitments = (await db.Commitments().Where(c => ids.Contains(c.PersonId!.Value) && c.State != CommitmentState.Lapsed)
            .Join(db.Initiatives(), c => c.InitiativeId, i => i.Id, (c, i) => new { PersonId = c.PersonId!.Value, c.InitiativeId, c.State, Counts = c.HeldUntil == null, Initiative = i.State, i.ThemeIds })
            .ToListAsync(ct)).ToLookup(c => c.PersonId);
        var starters = (await db.Initiatives().Where(i => ids.Contains(i.StarterId!.Value)).Select(i => i.StarterId!.Value).Distinct().ToListAsync(ct)).ToHashSet();
        var wrong = (await db.WrongReasons().AsNoTracking().Where(w => ids.Contains(w.PersonId)).ToListAsync(ct)).ToLookup(w => w.PersonId);
        var resting = (await db.Matches().Where(m => ids.Contains(m.PersonId)).SetAside(now).Select(m => new { m.PersonId, m.InitiativeId }).ToListAsync(ct)).ToLookup(m => m.PersonId, m => m.InitiativeId);
        var lowered = (await db.LoweredThemes().AsNoTracking().Where(l => ids.Contains(l.PersonId)).ToListAsync(ct)).ToLookup(l => l.PersonId, l => l.ThemeId);
        var said = rows.SelectMany(r => r.WordIds).Distinct().ToArray();
        var words = said.Length == 0 ? [] : await db.FreeWords().Merged().AsNoTracking().Where(w => said.Contains(w.Id)).ToListAsync(ct);
        return [.. rows.Select(row =>
        {
            var own = commitments[row.Id].ToList();
            var meant = row.WordIds.Length == 0 ? [] : words.Where(w => row.WordIds.Contains(w.Id)).ToList();
            return new PersonFacts(row.Id, row.ProfileVersion)
            {
                Point = row.Latitude is { } latitude && row.Longitude is { } longitude ? (latitude, longitude) : null,
                ThemeIds = [.. row.ThemeIds.Union(meant.Meaning(WordKind.Theme))],
                SkillIds = [.. row.SkillIds.Union(meant.Meaning(WordKind.Skill))],
                NeverThemeIds = row.NeverThemeIds,
                LoweredThemeIds = [.. lowered[row.Id]],
                Speaks = row.Speaks,
                WeeklyTimes = row.WeeklyTimes,
                Effort = row.Effort,
                Done = own.Where(c => c.State == CommitmentState.Done || (c is { State: CommitmentState.Active, Counts: true, Initiative: InitiativeState.Done }))
                    .SelectMany(c => c.ThemeIds).GroupBy(id => id).ToDictionary(g => g.Key, g => g.Count()),
                IsNewcomer = !starters.Contains(row.Id) && !own.Any(c => c.Counts && c.State is CommitmentState.Active or CommitmentState.Done),
                InitiativeIds = own.Select(c => c.InitiativeId).ToHashSet(),
                RestingInitiativeIds = resting[row.Id].ToHashSet(),
                Wrong = wrong[row.Id].Select(w => (w.Code, w.AboutId)).ToHashSet(),
            };
        })];
    }

    /// <summary>The people whom roles of one initiative might suit, before anything is scored: a language they speak, no theme they never want;
    /// and they live near, or within reach or the role is online and there is an interest, a skill, an earlier deed or a word of one's own.</summary>
    public Task<List<Guid>> PeopleForAsync(IReadOnlyCollection<RoleFacts> roles, CancellationToken ct)
    {
        var role = roles.First();
        var (themes, skills, language) = (role.ThemeIds.ToArray(), roles.SelectMany(r => r.SkillIds).Distinct().ToArray(), role.Language);
        var people = db.People().WhoCanTakePart().Where(p => (p.Speaks.Length == 0 || p.Speaks.Contains(language)) && !p.NeverThemeIds.Any(t => themes.Contains(t)));
        var touched = people.Where(p => p.ThemeIds.Any(t => themes.Contains(t)) || p.SkillIds.Any(s => skills.Contains(s)) || p.WordIds.Length > 0
            || db.Commitments().Any(c => c.PersonId == p.Id && db.Initiatives().Any(i => i.Id == c.InitiativeId && i.ThemeIds.Any(t => themes.Contains(t)))));
        return (role.Online ? touched.Select(p => p.Id) : LivingWithin(touched, role, Reach).Union(LivingWithin(people, role, Nearness))).ToListAsync(ct);
    }

    /// <summary>The roles with a place of all initiatives that anyone may see and that take doers. What is <see cref="Known"/> is given back
    /// when no row has changed since; how often a role was seen meanwhile is not a change.</summary>
    public async Task<OpenRoles> OpenRolesAsync(CancellationToken ct)
    {
        var version = await db.Database.SqlQuery<string>($"""
            select count(*) || ' ' || coalesce(bit_xor(hashtextextended(concat_ws(' ', r.id, r.xmin, i.xmin, m.xmin, a.xmin), 0)), 0) as "Value"
            from initiative i join role r on r.initiative_id = i.id join municipality m on m.id = i.municipality_id left join area a on a.id = i.area_id
            where i.state in ('Open', 'Ready', 'UnderWay') and i.hidden_at is null and r.taken < r.most
            """).SingleAsync(ct);
        if (version != Known?.Version) Known = new(await OfRolesAsync(db.Initiatives(), ct), version);
        return Known;
    }

    /// <summary>The roles with a place of those initiatives that anyone may see and that take doers.</summary>
    public async Task<IReadOnlyList<RoleFacts>> OfRolesAsync(IQueryable<Initiative> initiatives, CancellationToken ct)
    {
        var rows = await initiatives.TakingDoers().AsNoTracking()
            .Join(db.Municipalities(), i => i.MunicipalityId, m => m.Id, (i, m) => new { Initiative = i, m.Latitude, m.Longitude })
            .LeftJoin(db.Areas(), x => x.Initiative.AreaId, a => (Guid?)a.Id, (x, a) => new
            {
                x.Initiative,
                Latitude = a == null ? x.Latitude : a.Latitude,
                Longitude = a == null ? x.Longitude : a.Longitude,
            })
            .Join(db.Roles().Where(r => r.Taken < r.Most), x => x.Initiative.Id, r => r.InitiativeId, (x, r) => new { x.Initiative, x.Latitude, x.Longitude, Role = r })
            .LeftJoin(db.RolesSeen(), x => x.Role.Id, s => s.RoleId, (x, s) => new
            {
                x.Role.Id,
                x.Role.InitiativeId,
                x.Initiative.StarterId,
                x.Latitude,
                x.Longitude,
                x.Initiative.Online,
                x.Initiative.Language,
                x.Initiative.ThemeIds,
                x.Role.SkillIds,
                x.Initiative.WeeklyTimes,
                x.Initiative.StartsAt,
                x.Role.Effort,
                x.Role.Least,
                x.Role.Taken,
                x.Initiative.Missing,
                SeenBy = s == null ? 0 : s.Times,
            })
            .ToListAsync(ct);
        return [.. rows.Select(x => new RoleFacts(x.Id, x.InitiativeId)
        {
            StarterId = x.StarterId,
            Point = (x.Latitude, x.Longitude),
            Online = x.Online,
            Language = x.Language,
            ThemeIds = x.ThemeIds,
            SkillIds = x.SkillIds,
            WeeklyTimes = x.WeeklyTimes | (x.StartsAt is { } at ? WeeklyTime.Of(at).Bit : 0),
            Effort = x.Effort,
            Lacks = Math.Max(0, x.Least - x.Taken),
            InitiativeLacks = x.Missing,
            SeenBy = x.SeenBy,
        })];
    }

    public async Task<Scoring> ScoringAsync(CancellationToken ct) => new(await db.MatchWeights().ToDictionaryAsync(w => w.Code, w => w.Points, ct));

    /// <summary>By the areas and municipalities of that part of the map, of which each person has one.</summary>
    private IQueryable<Guid> LivingWithin(IQueryable<Person> people, RoleFacts role, double degrees)
    {
        var (south, north) = (role.Point.Latitude - degrees, role.Point.Latitude + degrees);
        var width = degrees / Math.Cos(double.DegreesToRadians(Math.Min(80, Math.Abs(north))));
        var (west, east) = (role.Point.Longitude - width, role.Point.Longitude + width);
        var municipalities = db.Municipalities().Where(m => m.Latitude > south && m.Latitude < north && m.Longitude > west && m.Longitude < east).Select(m => (Guid?)m.Id);
        var areas = db.Areas().Where(a => a.Latitude > south && a.Latitude < north && a.Longitude > west && a.Longitude < east).Select(a => (Guid?)a.Id);
        return people.Where(p => p.AreaId == null && municipalities.Contains(p.MunicipalityId)).Select(p => p.Id)
            .Union(people.Where(p => areas.Contains(p.AreaId)).Select(p => p.Id));
    }

    private IQueryable<Placed> WithPoint(IQueryable<Person> people) => people.AsNoTracking()
        .LeftJoin(db.Municipalities(), p => p.MunicipalityId, m => (Guid?)m.Id, (p, m) => new { Person = p, Municipality = m })
        .LeftJoin(db.Areas(), x => x.Person.AreaId, a => (Guid?)a.Id, (x, a) => new Placed
        {
            Person = x.Person,
            Latitude = a != null ? a.Latitude : x.Municipality != null ? x.Municipality.Latitude : (double?)null,
            Longitude = a != null ? a.Longitude : x.Municipality != null ? x.Municipality.Longitude : (double?)null,
        });

    private sealed class Placed
    {
        public required Person Person { get; init; }
        public double? Latitude { get; init; }
        public double? Longitude { get; init; }
    }
}
