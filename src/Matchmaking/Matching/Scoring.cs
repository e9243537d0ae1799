using Matchmaking.Municipalities;
using Matchmaking.People;

namespace Matchmaking.Matching;

/// <summary>A role as it suits one person.</summary>
public sealed record Scored(RoleFacts Role, int Score, IReadOnlyList<Reason> Reasons, IReadOnlyList<Reason> Lowered);

/// <summary>How well a role suits a person, by adding up weights. No clock, no chance, no order of what it is given: the same facts
/// always give the same answer. Nothing is used but <see cref="PersonFacts"/> and <see cref="RoleFacts"/>.</summary>
/// <param name="weights">Points of each fact; one that is not there gives none.</param>
public sealed class Scoring(IReadOnlyDictionary<ReasonCode, int> weights)
{
    /// <summary>Up to here it is near, in rounded kilometres; farther away lowers.</summary>
    public const int NearKm = 20;

    /// <summary>Farther away nothing is suggested, unless it is online.</summary>
    public const int MostKm = 100;

    /// <summary>Seen by fewer people than this, an initiative is lifted.</summary>
    public const int FewSeen = 5;

    /// <summary>Of one kind of fact no more than so many are counted and kept.</summary>
    private const int MostOfAKind = 3;

    /// <summary>The roles that suit the person, best first; of equals the lower role id.</summary>
    public IReadOnlyList<Scored> Best(PersonFacts person, IEnumerable<RoleFacts> roles) => [.. roles.Select(r => Score(person, r)).OfType<Scored>()
        .OrderByDescending(s => s.Score).ThenBy(s => s.Role.RoleId).Take(Match.MostPerPerson)];

    /// <summary>Nothing when the role is not for this person, or too little speaks for it.</summary>
    public Scored? Score(PersonFacts person, RoleFacts role)
    {
        if (IsOut(person, role)) return null;
        int? km = person.Point is { } from ? Km(from, role.Point) : null;
        if (!role.Online && km is null or > MostKm) return null;

        var found = new List<(Reason Reason, int Points)>();
        AddThemes(found, person, role);
        AddSkills(found, person, role);
        AddPlace(found, person, role, km);
        AddTimes(found, person, role);
        AddEffort(found, person, role);
        AddLanguage(found, person, role);
        AddFairness(found, person, role);

        var near = found.Any(f => f.Reason.Code == ReasonCode.Near);
        if (!near && !found.Any(f => f.Reason.Code is ReasonCode.Theme or ReasonCode.Skill or ReasonCode.DoneBefore)) return null;
        var score = found.Sum(f => f.Reason.Lowers ? -f.Points : f.Points);
        if (score <= 0) return null;
        var ordered = found.OrderByDescending(f => f.Points).ThenBy(f => f.Reason.Code).ThenBy(f => f.Reason.Id).Select(f => f.Reason).ToList();
        return new(role, score, [.. ordered.Where(r => !r.Lowers)], [.. ordered.Where(r => r.Lowers)]);
    }

    private static bool IsOut(PersonFacts person, RoleFacts role) =>
        role.StarterId == person.Id || person.InitiativeIds.Contains(role.InitiativeId) || person.RestingInitiativeIds.Contains(role.InitiativeId)
        || role.ThemeIds.Any(person.NeverThemeIds.Contains) || (person.Speaks.Count > 0 && !person.Speaks.Contains(role.Language));

    private void AddThemes(List<(Reason, int)> found, PersonFacts person, RoleFacts role)
    {
        var shared = Shared(person.ThemeIds, role.ThemeIds).Where(id => !person.IsWrong(ReasonCode.Theme, id));
        AddFirstAndHalves(found, shared.Select(id => new Reason(ReasonCode.Theme, id)));
        var done = role.ThemeIds.Distinct().Where(id => person.Done.GetValueOrDefault(id) > 0 && !person.IsWrong(ReasonCode.DoneBefore, id))
            .OrderByDescending(id => person.Done[id]).ThenBy(id => id).Take(1).Select(id => new Reason(ReasonCode.DoneBefore, id, person.Done[id]));
        AddFirstAndHalves(found, done);
    }

    private void AddSkills(List<(Reason, int)> found, PersonFacts person, RoleFacts role)
    {
        var asked = role.SkillIds.Distinct().Where(id => !person.IsWrong(ReasonCode.Skill, id)).Order().ToList();
        var offered = Shared(person.SkillIds, asked).ToList();
        AddFirstAndHalves(found, offered.Select(id => new Reason(ReasonCode.Skill, id)));
        if (offered.Count > 0) return;
        foreach (var (position, id) in asked.Take(MostOfAKind).Index()) // one of them would do, so it lowers once
            found.Add((new Reason(ReasonCode.SkillNotNamed, id), position == 0 ? Points(ReasonCode.SkillNotNamed) : 0));
    }

    private void AddPlace(List<(Reason, int)> found, PersonFacts person, RoleFacts role, int? km)
    {
        if (role.Online) found.Add((new Reason(ReasonCode.Online), Points(ReasonCode.Online)));
        else if (km is not { } far || person.IsWrong(ReasonCode.Near)) return;
        else if (far <= NearKm) found.Add((new Reason(ReasonCode.Near, Number: far), Math.Max(1, Points(ReasonCode.Near) * (NearKm - far) / NearKm)));
        else found.Add((new Reason(ReasonCode.Far, Number: far), Points(ReasonCode.Far)));
    }

    private void AddTimes(List<(Reason, int)> found, PersonFacts person, RoleFacts role)
    {
        if (person.WeeklyTimes == 0 || role.WeeklyTimes == 0 || person.IsWrong(ReasonCode.Times)) return;
        var both = person.WeeklyTimes & role.WeeklyTimes;
        Add(found, both != 0 ? new Reason(ReasonCode.Times, Number: both) : new Reason(ReasonCode.OtherTimes, Number: role.WeeklyTimes));
    }

    private void AddEffort(List<(Reason, int)> found, PersonFacts person, RoleFacts role)
    {
        if (person.Effort == Effort.None || role.Effort == Effort.None || person.IsWrong(ReasonCode.Effort)) return;
        var both = person.Effort & role.Effort;
        Add(found, both != Effort.None ? new Reason(ReasonCode.Effort, Number: (int)both) : new Reason(ReasonCode.OtherEffort, Number: (int)role.Effort));
    }

    private void AddLanguage(List<(Reason, int)> found, PersonFacts person, RoleFacts role)
    {
        if (person.Speaks.Contains(role.Language)) Add(found, new Reason(ReasonCode.Language, Word: role.Language));
    }

    private void AddFairness(List<(Reason, int)> found, PersonFacts person, RoleFacts role)
    {
        if (role is { Lacks: 1, InitiativeLacks: 1 }) Add(found, new Reason(ReasonCode.LastMissing));
        else if (role.Lacks > 0) Add(found, new Reason(ReasonCode.FewDoers, Number: role.Lacks));
        if (role.SeenBy < FewSeen) Add(found, new Reason(ReasonCode.FewHaveSeen));
        if (person.IsNewcomer) Add(found, new Reason(ReasonCode.Newcomer));
    }

    private void Add(List<(Reason, int)> found, Reason reason) => found.Add((reason, Points(reason.Code)));

    /// <summary>The first gives all its points, each further one half.</summary>
    private void AddFirstAndHalves(List<(Reason, int)> found, IEnumerable<Reason> reasons)
    {
        foreach (var (position, reason) in reasons.Take(MostOfAKind).Index())
            found.Add((reason, position == 0 ? Points(reason.Code) : Points(reason.Code) / 2));
    }

    private static IEnumerable<Guid> Shared(IEnumerable<Guid> one, IEnumerable<Guid> other) => one.Intersect(other).Order();

    private int Points(ReasonCode code) => weights.GetValueOrDefault(code);

    private static int Km((double Latitude, double Longitude) a, (double Latitude, double Longitude) b) =>
        Math.Abs(a.Latitude - b.Latitude) > 1 ? int.MaxValue : Geo.RoundedKm(Geo.DistanceKm(a.Latitude, a.Longitude, b.Latitude, b.Longitude));
}
