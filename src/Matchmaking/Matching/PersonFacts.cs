using Matchmaking.People;

namespace Matchmaking.Matching;

/// <summary>Everything of a person that matching looks at: what was said in the profile, and what was done here. No age, no name, no address.</summary>
public sealed record PersonFacts(Guid Id, int ProfileVersion)
{
    /// <summary>The point of the chosen area, or of the municipality; nothing while no home was said.</summary>
    public (double Latitude, double Longitude)? Point { get; init; }

    public IReadOnlyList<Guid> ThemeIds { get; init { field = value; Themes = Sorted.Of(value); } } = [];
    public IReadOnlyList<Guid> SkillIds { get; init { field = value; Skills = Sorted.Of(value); } } = [];
    /// <summary>Themes that the profile says are never to be suggested.</summary>
    public IReadOnlyList<Guid> NeverThemeIds { get; init { field = value; Never = Sorted.Of(value); } } = [];

    /// <summary>Of which the person said "not this kind".</summary>
    public IReadOnlyList<Guid> LoweredThemeIds { get; init { field = value; Lowered = Sorted.Of(value); } } = [];

    /// <summary>Nothing said means any.</summary>
    public IReadOnlyList<string> Speaks { get; init; } = [];

    /// <summary>Bits of <see cref="WeeklyTime"/>; 0 is not said.</summary>
    public int WeeklyTimes { get; init; }
    public Effort Effort { get; init; }

    /// <summary>How many things with this theme the person has done.</summary>
    public IReadOnlyDictionary<Guid, int> Done { get; init; } = new Dictionary<Guid, int>();

    /// <summary>Has not been in anything, and started nothing.</summary>
    public bool IsNewcomer { get; init; }

    /// <summary>What the person is in, waits for or left.</summary>
    public IReadOnlySet<Guid> InitiativeIds { get; init; } = new HashSet<Guid>();

    /// <summary>Refused, or resting.</summary>
    public IReadOnlySet<Guid> RestingInitiativeIds { get; init; } = new HashSet<Guid>();

    /// <summary>Facts that the person called wrong, as <see cref="Facts.Of"/> names them.</summary>
    public IReadOnlySet<(ReasonCode Fact, Guid AboutId)> Wrong { get; init; } = new HashSet<(ReasonCode, Guid)>();

    public bool IsWrong(ReasonCode code, Guid aboutId = default) =>
        Wrong.Count > 0 && (Wrong.Contains((Facts.Of(code), aboutId)) || Wrong.Contains((Facts.Of(code), Guid.Empty)));

    internal Guid[] Themes { get; private init; } = [];
    internal Guid[] Skills { get; private init; } = [];
    internal Guid[] Never { get; private init; } = [];
    internal Guid[] Lowered { get; private init; } = [];
}

/// <summary>Ids in their order and each once, so that two lists of them are compared in one walk.</summary>
internal static class Sorted
{
    public static Guid[] Of(IEnumerable<Guid> ids) => [.. ids.Distinct().Order()];

    public static bool Overlaps(Guid[] one, Guid[] other)
    {
        for (int i = 0, j = 0; i < one.Length && j < other.Length;)
            switch (one[i].CompareTo(other[j]))
            {
                case 0: return true;
                case < 0: i++; break;
                default: j++; break;
            }
        return false;
    }
}
