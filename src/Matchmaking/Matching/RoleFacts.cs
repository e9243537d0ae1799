using Matchmaking.People;

namespace Matchmaking.Matching;

/// <summary>Everything of a role and its initiative that matching looks at. Only roles with a place, of visible initiatives that take doers.</summary>
public sealed record RoleFacts(Guid RoleId, Guid InitiativeId)
{
    public Guid? StarterId { get; init; }

    /// <summary>The point of its area, or of its municipality.</summary>
    public (double Latitude, double Longitude) Point { get; init; }
    public bool Online { get; init; }

    /// <summary>The language it is worked in.</summary>
    public string Language { get; init; } = "fi";
    public IReadOnlyList<Guid> ThemeIds { get; init { field = value; Themes = Sorted.Of(value); } } = [];
    public IReadOnlyList<Guid> SkillIds { get; init { field = value; Skills = Sorted.Of(value); } } = [];

    /// <summary>The times it touches, that of its next date among them; 0 is not said.</summary>
    public int WeeklyTimes { get; init; }
    public Effort Effort { get; init; }

    /// <summary>How many doers this role lacks for its minimum, and how many all roles together.</summary>
    public int Lacks { get; init; }
    public int InitiativeLacks { get; init; }

    /// <summary>How often somebody saw it among the own matches who had not seen it there (<see cref="RoleSeen"/>).</summary>
    public int SeenBy { get; init; }

    internal Guid[] Themes { get; private init; } = [];
    internal Guid[] Skills { get; private init; } = [];
}
