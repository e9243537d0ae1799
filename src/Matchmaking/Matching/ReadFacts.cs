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
    /// <summary>Those of the people who can take part; the others get no matches.</summary>
    public async Task<IReadOnlyList<PersonFacts>> OfPeopleAsync(IQueryable<Person> people, DateTimeOffset now, CancellationToken ct)
    {
        var rows = await WithPoint(people.WhoCanTakePart()).ToListAsync(ct);
        var ids = rows.Select(r => r.Person.Id).ToList();
        var commitments = (await db.Commitments().Where(c => ids.Contains(c.PersonId!.Value) && c.State != CommitmentState.Lapsed)
            .Join(db.Initiatives(), c => c.InitiativeId, i => i.Id, (c, i) => new { PersonId = c.PersonId!.Value, c.InitiativeId, c.State, Counts = c.HeldUntil == null, Initiative = i.State, i.ThemeIds })
            .ToListAsync(ct)).ToLookup(c => c.PersonId);
        var starters = (await db.Initiatives().Where(i => ids.Contains(i.StarterId!.Value)).Select(i => i.StarterId!.Value).Distinct().ToListAsync(ct)).ToHashSet();
        var wrong = (await db.WrongReasons().AsNoTracking().Where(w => ids.Contains(w.PersonId)).ToListAsync(ct)).ToLookup(w => w.PersonId);
        var resting = (await db.Matches().Where(m => ids.Contains(m.PersonId) && (m.Answer == MatchAnswer.NotThisKind || (m.Answer == MatchAnswer.NotNow && m.RestsUntil > now)))
            .Select(m => new { m.PersonId, m.InitiativeId }).ToListAsync(ct)).ToLookup(m => m.PersonId, m => m.InitiativeId);
        var said = rows.SelectMany(r => r.Person.WordIds).Distinct().ToList();
        var words = said.Count == 0 ? [] : await db.FreeWords().Merged().AsNoTracking().Where(w => said.Contains(w.Id)).ToListAsync(ct);
        return [.. rows.Select(row =>
        {
            var person = row.Person;
            var own = commitments[person.Id].ToList();
            var meant = words.Where(w => person.WordIds.Contains(w.Id)).ToList();
            return new PersonFacts(person.Id, person.ProfileVersion)
            {
                Point = row.Latitude is { } latitude && row.Longitude is { } longitude ? (latitude, longitude) : null,
                ThemeIds = [.. person.ThemeIds.Union(meant.Meaning(WordKind.Theme))],
                SkillIds = [.. person.SkillIds.Union(meant.Meaning(WordKind.Skill))],
                NeverThemeIds = person.NeverThemeIds,
                Speaks = person.Speaks,
                WeeklyTimes = person.WeeklyTimes,
                Effort = person.Effort,
                Done = own.Where(c => c.State == CommitmentState.Done || (c is { State: CommitmentState.Active, Counts: true, Initiative: InitiativeState.Done }))
                    .SelectMany(c => c.ThemeIds).GroupBy(id => id).ToDictionary(g => g.Key, g => g.Count()),
                IsNewcomer = !starters.Contains(person.Id) && !own.Any(c => c.Counts && c.State is CommitmentState.Active or CommitmentState.Done),
                InitiativeIds = own.Select(c => c.InitiativeId).ToHashSet(),
                RestingInitiativeIds = resting[person.Id].ToHashSet(),
                Wrong = wrong[person.Id].Select(w => (w.Code, w.AboutId)).ToHashSet(),
            };
        })];
    }

    /// <summary>The people an initiative might be for, before anything is scored: near enough or online, a language they speak, no theme they refused.</summary>
    public IQueryable<Person> PeopleFor(RoleFacts role)
    {
        var themes = role.ThemeIds.ToArray();
        var people = db.People().Where(p => (p.Speaks.Length == 0 || p.Speaks.Contains(role.Language)) && !p.NeverThemeIds.Any(t => themes.Contains(t)));
        if (role.Online) return people.Where(p => p.ThemeIds.Any(t => themes.Contains(t)) || p.SkillIds.Length > 0 || p.WordIds.Length > 0 || p.MunicipalityId != null);
        var (south, north) = (role.Point.Latitude - Degrees, role.Point.Latitude + Degrees);
        var width = Degrees / Math.Cos(double.DegreesToRadians(Math.Min(80, Math.Abs(north))));
        var (west, east) = (role.Point.Longitude - width, role.Point.Longitude + width);
        var near = WithPoint(people).Where(p => p.Latitude > south && p.Latitude < north && p.Longitude > west && p.Longitude < east).Select(p => p.Person.Id);
        return people.Where(p => near.Contains(p.Id));
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
                SeenBy = db.Matches().Where(m => m.InitiativeId == x.Initiative.Id && m.SeenAt != null).Select(m => m.PersonId).Distinct().Count(),
            })
            .Join(db.Roles().Where(r => r.Taken < r.Most), x => x.Initiative.Id, r => r.InitiativeId, (x, r) => new { x.Initiative, x.Latitude, x.Longitude, x.SeenBy, Role = r })
            .ToListAsync(ct);
        return [.. rows.Select(x => new RoleFacts(x.Role.Id, x.Initiative.Id)
        {
            StarterId = x.Initiative.StarterId,
            Point = (x.Latitude, x.Longitude),
            Online = x.Initiative.Online,
            Language = x.Initiative.Language,
            ThemeIds = x.Initiative.ThemeIds,
            SkillIds = x.Role.SkillIds,
            WeeklyTimes = x.Initiative.WeeklyTimes | (x.Initiative.StartsAt is { } at ? WeeklyTime.Of(at).Bit : 0),
            Effort = x.Role.Effort,
            Lacks = Math.Max(0, x.Role.Least - x.Role.Taken),
            InitiativeLacks = x.Initiative.Missing,
            SeenBy = x.SeenBy,
        })];
    }

    /// <summary>Initiatives that could be for any of these people, before anything is scored.</summary>
    public IQueryable<Initiative> InitiativesFor(IReadOnlyCollection<PersonFacts> people)
    {
        var points = people.Select(p => p.Point).OfType<(double Latitude, double Longitude)>().ToList();
        if (points.Count == 0) return db.Initiatives().Where(i => i.Online);
        var (south, north) = (points.Min(p => p.Latitude) - Degrees, points.Max(p => p.Latitude) + Degrees);
        var municipalities = db.Municipalities().Where(m => m.Latitude > south - 1 && m.Latitude < north + 1).Select(m => m.Id);
        return db.Initiatives().Where(i => i.Online || municipalities.Contains(i.MunicipalityId));
    }

    public async Task<Scoring> ScoringAsync(CancellationToken ct) => new(await db.MatchWeights().ToDictionaryAsync(w => w.Code, w => w.Points, ct));

    /// <summary>Degrees of latitude that surely hold <see cref="Scoring.MostKm"/>.</summary>
    private const double Degrees = (Scoring.MostKm + 10) / 111.0;

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
