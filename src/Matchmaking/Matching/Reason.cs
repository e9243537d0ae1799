namespace Matchmaking.Matching;

/// <summary>A fact that speaks for a match, or, from <see cref="Far"/> on, against it. Stored by name: a name is never changed. Web has three
/// texts for each.</summary>
public enum ReasonCode
{
    /// <summary>About something the person is interested in. Id: the theme.</summary>
    Theme,
    /// <summary>Asks for what the person offers. Id: the skill.</summary>
    Skill,
    /// <summary>Not far. Number: kilometres as <see cref="Municipalities.Geo.RoundedKm"/> shows them; 0 is the same area.</summary>
    Near,
    /// <summary>Wherever one is.</summary>
    Online,
    /// <summary>At a time the person has. Number: the bits of <see cref="People.WeeklyTime"/> that both have.</summary>
    Times,
    /// <summary>As much work as the person is ready for. Number: <see cref="People.Effort"/> that both have.</summary>
    Effort,
    /// <summary>In a language the person speaks. Word: the language.</summary>
    Language,
    /// <summary>The person has done such things before. Id: the theme; Number: how many.</summary>
    DoneBefore,
    /// <summary>Everything is there but this one doer.</summary>
    LastMissing,
    /// <summary>Number: how many doers the role still lacks.</summary>
    FewDoers,
    /// <summary>Few people have seen this one yet.</summary>
    FewHaveSeen,
    /// <summary>The person has not been in anything yet.</summary>
    Newcomer,

    /// <summary>Number: kilometres, rounded.</summary>
    Far,
    /// <summary>Both have said when, and the times do not meet. Number: the initiative's times.</summary>
    OtherTimes,
    /// <summary>Number: the effort the role asks for.</summary>
    OtherEffort,
    /// <summary>Asks for a skill, and for none that the person has named. Id: the skill.</summary>
    SkillNotNamed,
    /// <summary>Has a theme of which the person said "not this kind". Id: the theme.</summary>
    NotThisKind,
}

/// <summary>One stored fact behind a match: a code and typed values, never text.</summary>
/// <param name="Id">A theme or a skill.</param>
/// <param name="Number">Kilometres, bits of times, or how many, as the code says.</param>
/// <param name="Word">A language as "fi".</param>
public sealed record Reason(ReasonCode Code, Guid? Id = null, int Number = 0, string? Word = null)
{
    /// <summary>Whether it made the match weaker.</summary>
    public bool Lowers => Code >= ReasonCode.Far;
}
