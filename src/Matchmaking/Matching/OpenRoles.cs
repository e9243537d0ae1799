using System.Collections.Concurrent;

namespace Matchmaking.Matching;

/// <summary>The roles that take doers, arranged by place, theme and skill, so that a person is held only against those that can suit at all.
/// What it leaves out would come out as nothing: <see cref="Scoring.Best(PersonFacts, IEnumerable{RoleFacts})"/> over all of them is the same.</summary>
/// <param name="version">Of the rows that they were read from.</param>
public sealed class OpenRoles(IReadOnlyList<RoleFacts> roles, string version = "")
{
    private readonly RoleFacts[] _roles = [.. roles.OrderBy(r => r.RoleId)];
    private readonly ConcurrentDictionary<(double, double), Around> _around = new();
    private Around? _nowhere;
    private readonly ILookup<Guid, RoleFacts> _ofInitiative = roles.ToLookup(r => r.InitiativeId);

    public int Count => _roles.Length;
    public string Version => version;
    public IReadOnlyList<RoleFacts> All => _roles;

    public IEnumerable<RoleFacts> Of(Guid initiativeId) => _ofInitiative[initiativeId];

    /// <summary>Those near the person, and farther away or online those with a theme or skill of the person's; in a language that is spoken,
    /// without a theme that is never wanted.</summary>
    internal List<Candidate> For(PersonFacts person)
    {
        var around = person.Point is { } point ? _around.GetOrAdd(point, p => new(_roles, p)) : _nowhere ??= new(_roles, null);
        var done = new ulong[(_roles.Length + 63) / 64];
        var found = new List<Candidate>();
        foreach (var theme in person.Never)
            foreach (var at in around.OfTheme(theme)) IsNew(done, at);
        Add(around.Near);
        foreach (var theme in person.Themes) Add(around.OfTheme(theme));
        foreach (var theme in person.Done.Keys) Add(around.OfTheme(theme));
        foreach (var skill in person.Skills) Add(around.OfSkill(skill));
        return found;

        void Add(int[] some)
        {
            foreach (var at in some)
                if (IsNew(done, at) && (person.Speaks.Count == 0 || person.Speaks.Contains(_roles[at].Language))) found.Add(new(_roles[at], around.Km(at)));
        }
    }

    private static bool IsNew(ulong[] done, int at)
    {
        var bit = 1UL << (at & 63);
        var isNew = (done[at >> 6] & bit) == 0;
        done[at >> 6] |= bit;
        return isNew;
    }

    /// <summary>What can be reached from one point.</summary>
    private sealed class Around
    {
        private static readonly int[] None = [];
        private readonly Dictionary<Guid, int[]> _ofTheme, _ofSkill;
        private readonly int?[] _km;

        public Around(RoleFacts[] roles, (double Latitude, double Longitude)? point)
        {
            _km = [.. roles.Select(r => Scoring.Km(point, r.Point))];
            var reached = Enumerable.Range(0, roles.Length).Where(i => roles[i].Online || _km[i] <= Scoring.MostKm).ToList();
            Near = [.. reached.Where(i => !roles[i].Online && _km[i] <= Scoring.NearKm)];
            _ofTheme = ById(reached, i => roles[i].Themes);
            _ofSkill = ById(reached, i => roles[i].Skills);
        }

        public int[] Near { get; }

        public int[] OfTheme(Guid id) => _ofTheme.GetValueOrDefault(id, None);

        public int[] OfSkill(Guid id) => _ofSkill.GetValueOrDefault(id, None);

        public int? Km(int at) => _km[at];

        private static Dictionary<Guid, int[]> ById(IEnumerable<int> reached, Func<int, Guid[]> ids) =>
            reached.SelectMany(i => ids(i).Select(id => (Id: id, At: i))).GroupBy(x => x.Id, x => x.At).ToDictionary(g => g.Key, g => g.ToArray());
    }
}
