namespace Matchmaking.Matching;

/// <summary>Which facts are one and the same, seen from two sides.</summary>
public static class Facts
{
    /// <summary>"Far" and "near" are both the distance.</summary>
    public static ReasonCode Of(ReasonCode code) => code switch
    {
        ReasonCode.Far => ReasonCode.Near,
        ReasonCode.OtherTimes => ReasonCode.Times,
        ReasonCode.OtherEffort => ReasonCode.Effort,
        ReasonCode.SkillNotNamed => ReasonCode.Skill,
        _ => code,
    };

    /// <summary>Whether a person can say that it is wrong: only what was said or is known of the person, not what is true of the initiative.</summary>
    public static bool CanBeWrong(ReasonCode code) => Of(code) is ReasonCode.Theme or ReasonCode.Skill or ReasonCode.Near or ReasonCode.Times
        or ReasonCode.Effort or ReasonCode.DoneBefore;
}
