using Matchmaking.People;

namespace Matchmaking.Matching;

/// <summary>Everything of a person that matching looks at: what was said in the profile, and what was done here. No age, no name, no address.</summary>
public sealed record PersonFacts(Guid Id, int ProfileVersion)
{
    /// <summary>The point of the chosen area, or of the municipality; nothing while no home was said.</summary>
    public (double Latitude, double Longitude)? Point { get; init; }

    public IReadOnlyList<Guid> ThemeIds { get; init; } = [];
    public IReadOnlyList<Guid> SkillIds { get; init; } = [];
    public IReadOnlyList<Guid> NeverThemeIds { get; init; } = [];

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

    public bool IsWrong(ReasonCode code, Guid aboutId = default) => Wrong.Contains((Facts.Of(code), aboutId)) || Wrong.Contains((Facts.Of(code), Guid.Empty));
}
