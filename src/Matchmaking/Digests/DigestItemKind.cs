namespace Matchmaking.Digests;

/// <summary>What an item of a digest tells; Web has its texts. Stored by name: a name is never changed.</summary>
public enum DigestItemKind
{
    /// <summary>To the starter of a silent initiative, or its doers: is it alive? There is a last day to answer.</summary>
    AnswerIfAlive,
    /// <summary>Would you carry it on? There is a last day to answer.</summary>
    AnswerHandover,
    /// <summary>What the person is in begins.</summary>
    StartsSoon,

    /// <summary>Public questions to the starter without an answer.</summary>
    QuestionWaits,
    /// <summary>Somebody told the starter to be interested in a role.</summary>
    InterestedWaits,
    /// <summary>A starter asked the person to join.</summary>
    HostAsks,
    /// <summary>Times are proposed, and the person has said of none how it suits.</summary>
    DatePollWaits,
    /// <summary>Doers of what is done wait for the starter to confirm what they did.</summary>
    ThanksWait,

    /// <summary>A role that may suit the person is the only one that lacks somebody.</summary>
    OneMissing,

    /// <summary>A role that may suit the person.</summary>
    GoodMatch,
    /// <summary>New in the person's own municipality.</summary>
    NewNearYou,

    /// <summary>Enough doers, for the first time.</summary>
    BecameReady,
    NewDoers,
    Update,
    /// <summary>On the notice board; only to those who do not get its letters.</summary>
    Notes,
    UnderWay,
    Paused,
    Done,
    Withdrawn,
}

/// <summary>How much an item asks for the person's attention, most first.</summary>
public enum DigestRank { Deadline, Waits, Missing, Near, News }

/// <summary>Why this person is told.</summary>
public enum DigestWhy { Starter, Doer, Waiting, Asked, Match, Near }

public static class DigestRanks
{
    /// <summary>Those that are true until something is done about them; all others happen once.</summary>
    internal static readonly DigestItemKind[] Lasting = [.. Enum.GetValues<DigestItemKind>().Where(k => k.Rank() != DigestRank.News)];

    public static DigestRank Rank(this DigestItemKind kind) => kind switch
    {
        <= DigestItemKind.StartsSoon => DigestRank.Deadline,
        <= DigestItemKind.ThanksWait => DigestRank.Waits,
        DigestItemKind.OneMissing => DigestRank.Missing,
        <= DigestItemKind.NewNearYou => DigestRank.Near,
        _ => DigestRank.News,
    };

    /// <summary>A new state says more than what happened in the old one.</summary>
    internal static bool IsState(this DigestItemKind kind) => kind is DigestItemKind.BecameReady or >= DigestItemKind.UnderWay;
}
