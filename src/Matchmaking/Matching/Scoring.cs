using System.Runtime.InteropServices;
using Matchmaking.Municipalities;
using Matchmaking.People;

namespace Matchmaking.Matching;

/// <summary>A role as it suits one person.</summary>
public sealed record Scored(RoleFacts Role, int Score, IReadOnlyList<Reason> Reasons, IReadOnlyList<Reason> Lowered);

/// <summary>A role to be held against a person, and how far away it is: nothing when that is not known.</summary>
internal readonly record struct Candidate(RoleFacts Role, int? Km);

/// <summary>How well a role suits a person, by adding up weights. No clock, no chance, no order of what it is given: the same facts
/// always give the same answer. Nothing is used but <see cref="PersonFacts"/> and <see cref="RoleFacts"/>.</summary>
/// <param name="weights">Points of each fact; one that is not there gives none.</param>
public sealed class Scoring(IReadOnlyDictionary<ReasonCode, int> weights)
{
    /// <summary>Up to here it is near, in rounded kilometres; farther away lowers.</summary>
    public const int NearKm = 20;

    /// <summary>Farther away nothing is suggested, unless it is online.</summary>
    public const int MostKm = 100;

    /// <summary>Seen by fewer people than this, a role is lifted, and has a claim to the places of <see cref="ForFewSeen"/>.</summary>
    public const int FewSeen = 5;

    /// <summary>So many of a person's places go to what the fewest have seen, among all that suits. Taken away with the weight of
    /// <see cref="ReasonCode.FewHaveSeen"/>: at 0 points nobody has a claim.</summary>
    public const int ForFewSeen = 2;

    /// <summary>Of one kind of fact no more than so many are counted and kept.</summary>
    private const int MostOfAKind = 3;

    private readonly int[] _points = [.. Enum.GetValues<ReasonCode>().Select(code => weights.GetValueOrDefault(code))];

    /// <summary>The roles that are kept for the person, best first; of equals the lower role id. Of each initiative there is one.
    /// <see cref="ForFewSeen"/> of the places are given to what the fewest have seen.</summary>
    public IReadOnlyList<Scored> Best(PersonFacts person, IEnumerable<RoleFacts> roles) => Best(person, roles.Select(r => new Candidate(r, Km(person.Point, r.Point))));

    /// <summary>The same from all open roles, without holding the person against what cannot suit.</summary>
    public IReadOnlyList<Scored> Best(PersonFacts person, OpenRoles roles) => Best(person, roles.For(person));

    /// <summary>Nothing when the role is not for this person, or too little speaks for it.</summary>
    public Scored? Score(PersonFacts person, RoleFacts role) => Explain(person, new(role, Km(person.Point, role.Point)));

    public bool Suits(PersonFacts person, RoleFacts role) => Points(person, new(role, Km(person.Point, role.Point))) > 0;

    private List<Scored> Best(PersonFacts person, IEnumerable<Candidate> candidates) => [.. Choose(person, candidates).Select(p => Explain(person, p.Candidate)!)];

    /// <summary>The same without the reasons.</summary>
    internal IEnumerable<Place> Choose(PersonFacts person, IEnumerable<Candidate> candidates)
    {
        var suitable = new List<Place>();
        foreach (var candidate in candidates)
            if (Points(person, candidate) is > 0 and var points) suitable.Add(new(candidate, points));
        var places = new Places(Match.MostPerPerson);
        var fewSeen = Points(ReasonCode.FewHaveSeen) > 0 ? ForFewSeen : 0;
        places.Give(suitable, Match.MostPerPerson - fewSeen, Place.ByPoints);
        if (fewSeen > 0) places.GiveToFewSeen(suitable, fewSeen);
        places.Give(suitable, Match.MostPerPerson, Place.ByPoints);
        return places.All.Order(Place.ByPoints);
    }

    /// <summary>How well it suits; 0 when it does not.</summary>
    internal int Points(PersonFacts person, Candidate candidate)
    {
        var sum = new Sum();
        return Weigh(person, candidate, ref sum) ? Math.Max(0, sum.Points) : 0;
    }

    /// <summary>What a person is told of the distance, as matching uses it.</summary>
    internal static int? Km((double Latitude, double Longitude)? from, (double Latitude, double Longitude) to) => from is not { } a ? null
        : Math.Abs(a.Latitude - to.Latitude) > 1 ? int.MaxValue : Geo.RoundedKm(Geo.DistanceKm(a.Latitude, a.Longitude, to.Latitude, to.Longitude));

    /// <summary>A number that is another when the score, a reason or the profile's version is another: it tells whether a stored match is still
    /// the same without writing its reasons down.</summary>
    internal long Fingerprint(PersonFacts person, Candidate candidate)
    {
        var trace = new Trace { Sum = Trace.Mix((ulong)person.ProfileVersion) };
        Weigh(person, candidate, ref trace);
        return (long)trace.Sum;
    }

    internal Scored? Explain(PersonFacts person, Candidate candidate)
    {
        var list = new Listing { Found = [] };
        if (!Weigh(person, candidate, ref list) || list.Found.Sum(f => f.Reason.Lowers ? -f.Points : f.Points) is not (> 0 and var score)) return null;
        var ordered = list.Found.OrderByDescending(f => f.Points).ThenBy(f => f.Reason.Code).ThenBy(f => f.Reason.Id).Select(f => f.Reason).ToList();
        return new(candidate.Role, score, [.. ordered.Where(r => !r.Lowers)], [.. ordered.Where(r => r.Lowers)]);
    }

    /// <summary>The one rule. What it finds is only added up for the many, and listed for the few that are kept.</summary>
    /// <returns>Whether the role is for this person, and anything of what it needs is there: an interest, a skill, an earlier deed or nearness.</returns>
    private bool Weigh<T>(PersonFacts person, Candidate candidate, ref T found) where T : struct, IFound
    {
        var (role, km) = candidate;
        if (IsOut(person, role) || (!role.Online && km is null or > MostKm)) return false;
        var grounds = AddThemes(ref found, person, role) | AddSkills(ref found, person, role) | AddPlace(ref found, person, role, km);
        if (!grounds) return false;
        AddTimes(ref found, person, role);
        AddEffort(ref found, person, role);
        AddShared(ref found, ReasonCode.NotThisKind, person, person.Lowered, role.Themes);
        if (person.Speaks.Contains(role.Language)) Add(ref found, new(ReasonCode.Language, Word: role.Language));
        AddFairness(ref found, person, role);
        return true;
    }

    private static bool IsOut(PersonFacts person, RoleFacts role) =>
        role.StarterId == person.Id || (person.InitiativeIds.Count > 0 && person.InitiativeIds.Contains(role.InitiativeId))
        || (person.RestingInitiativeIds.Count > 0 && person.RestingInitiativeIds.Contains(role.InitiativeId))
        || Sorted.Overlaps(person.Never, role.Themes) || (person.Speaks.Count > 0 && !person.Speaks.Contains(role.Language));

    private bool AddThemes<T>(ref T found, PersonFacts person, RoleFacts role) where T : struct, IFound
    {
        var shared = AddShared(ref found, ReasonCode.Theme, person, person.Themes, role.Themes);
        if (person.Done.Count == 0) return shared > 0;
        var (most, theme) = (0, Guid.Empty);
        foreach (var id in role.Themes)
            if (person.Done.GetValueOrDefault(id) is var done && done > most && !person.IsWrong(ReasonCode.DoneBefore, id)) (most, theme) = (done, id);
        if (most > 0) Add(ref found, new(ReasonCode.DoneBefore, theme, most));
        return shared > 0 || most > 0;
    }

    private bool AddSkills<T>(ref T found, PersonFacts person, RoleFacts role) where T : struct, IFound
    {
        if (AddShared(ref found, ReasonCode.Skill, person, person.Skills, role.Skills) > 0) return true;
        var asked = 0;
        foreach (var id in role.Skills)
        {
            if (person.IsWrong(ReasonCode.Skill, id)) continue;
            found.Add(new(ReasonCode.SkillNotNamed, id), asked == 0 ? Points(ReasonCode.SkillNotNamed) : 0); // one of them would do, so it lowers once
            if (++asked == MostOfAKind) break;
        }
        return false;
    }

    private bool AddPlace<T>(ref T found, PersonFacts person, RoleFacts role, int? km) where T : struct, IFound
    {
        if (role.Online) Add(ref found, new(ReasonCode.Online));
        else if (km is not { } far || person.IsWrong(ReasonCode.Near)) return false;
        else if (far > NearKm) Add(ref found, new(ReasonCode.Far, Number: far));
        else
        {
            found.Add(new(ReasonCode.Near, Number: far), Math.Max(1, Points(ReasonCode.Near) * (NearKm - far) / NearKm));
            return true;
        }
        return false;
    }

    private void AddTimes<T>(ref T found, PersonFacts person, RoleFacts role) where T : struct, IFound
    {
        if (person.WeeklyTimes == 0 || role.WeeklyTimes == 0 || person.IsWrong(ReasonCode.Times)) return;
        var both = person.WeeklyTimes & role.WeeklyTimes;
        Add(ref found, both != 0 ? new(ReasonCode.Times, Number: both) : new(ReasonCode.OtherTimes, Number: role.WeeklyTimes));
    }

    private void AddEffort<T>(ref T found, PersonFacts person, RoleFacts role) where T : struct, IFound
    {
        if (person.Effort == Effort.None || role.Effort == Effort.None || person.IsWrong(ReasonCode.Effort)) return;
        var both = person.Effort & role.Effort;
        Add(ref found, both != Effort.None ? new(ReasonCode.Effort, Number: (int)both) : new(ReasonCode.OtherEffort, Number: (int)role.Effort));
    }

    private void AddFairness<T>(ref T found, PersonFacts person, RoleFacts role) where T : struct, IFound
    {
        if (role is { Lacks: 1, InitiativeLacks: 1 }) Add(ref found, new(ReasonCode.LastMissing));
        else if (role.Lacks > 0) Add(ref found, new(ReasonCode.FewDoers, Number: role.Lacks));
        if (role.SeenBy < FewSeen) Add(ref found, new(ReasonCode.FewHaveSeen));
        if (person.IsNewcomer) Add(ref found, new(ReasonCode.Newcomer));
    }

    /// <summary>Of what both name, the lowest ids: the first gives, or takes, all its points, each further one half.</summary>
    private int AddShared<T>(ref T found, ReasonCode code, PersonFacts person, Guid[] one, Guid[] other) where T : struct, IFound
    {
        var shared = 0;
        for (int i = 0, j = 0; i < one.Length && j < other.Length && shared < MostOfAKind;)
        {
            var order = one[i].CompareTo(other[j]);
            if (order == 0 && !person.IsWrong(code, one[i])) found.Add(new(code, one[i]), shared++ == 0 ? Points(code) : Points(code) / 2);
            if (order <= 0) i++;
            if (order >= 0) j++;
        }
        return shared;
    }

    private void Add<T>(ref T found, Found reason) where T : struct, IFound => found.Add(reason, Points(reason.Code));

    private int Points(ReasonCode code) => _points[(int)code];

    /// <summary>A reason that is not written down yet.</summary>
    private readonly record struct Found(ReasonCode Code, Guid? Id = null, int Number = 0, string? Word = null);

    private interface IFound
    {
        void Add(Found reason, int points);
    }

    private struct Sum : IFound
    {
        public int Points { get; private set; }

        public void Add(Found reason, int points) => Points += reason.Code >= ReasonCode.Far ? -points : points;
    }

    /// <summary>Adds up what it hears, so that the order does not matter.</summary>
    private struct Trace : IFound
    {
        public ulong Sum { get; set; }

        public void Add(Found reason, int points)
        {
            var heard = Mix(((ulong)reason.Code << 48) ^ ((ulong)(uint)points << 32) ^ (uint)reason.Number);
            if (reason.Id is { } id)
            {
                Span<ulong> halves = stackalloc ulong[2];
                id.TryWriteBytes(MemoryMarshal.AsBytes(halves));
                heard = Mix(Mix(heard ^ halves[0]) ^ halves[1]);
            }
            foreach (var letter in reason.Word ?? "") heard = Mix(heard ^ letter);
            Sum += heard;
        }

        /// <summary>As SplitMix64 does.</summary>
        public static ulong Mix(ulong value)
        {
            value += 0x9E3779B97F4A7C15;
            value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
            value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
            return value ^ (value >> 31);
        }
    }

    private struct Listing : IFound
    {
        public required List<(Reason Reason, int Points)> Found { get; init; }

        public readonly void Add(Found reason, int points) => Found.Add((new(reason.Code, reason.Id, reason.Number, reason.Word), points));
    }
}
