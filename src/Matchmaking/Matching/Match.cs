using Matchmaking.Platform.Data;

namespace Matchmaking.Matching;

/// <summary>What a person said to a match.</summary>
public enum MatchAnswer
{
    None,
    /// <summary>The starter was told.</summary>
    Interested,
    /// <summary>Rests until <see cref="Match.RestsUntil"/>.</summary>
    NotNow,
    /// <summary>The initiative is not suggested again, and the themes chosen then lower what has them (<see cref="LoweredTheme"/>).</summary>
    NotThisKind,
}

/// <summary>A role that may suit a person, with the facts behind it. One row per person and role, made and taken away by the runs of matching;
/// what the person answered, and what a host asked, outlives them.</summary>
public sealed class Match
{
    /// <summary>How long "not now" lasts.</summary>
    public static readonly TimeSpan Rest = TimeSpan.FromDays(30);

    /// <summary>A run keeps no more for a person than this, each of another initiative. What was answered or asked stays besides.</summary>
    public const int MostPerPerson = 10;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid PersonId { get; init; }
    public Guid InitiativeId { get; init; }
    public Guid RoleId { get; init; }

    /// <summary>Points; the higher goes first, and of equals the lower role id.</summary>
    public int Score { get; init; }

    /// <summary>What speaks for it, the weightiest first.</summary>
    [Personal(OnErase.Delete)] public IReadOnlyList<Reason> Reasons { get; init; } = [];

    /// <summary>What made it weaker.</summary>
    [Personal(OnErase.Delete)] public IReadOnlyList<Reason> Lowered { get; init; } = [];

    /// <summary>Another number when the score, a reason or the profile's version is another (<see cref="Scoring.Fingerprint"/>).</summary>
    public long Fingerprint { get; init; }

    public DateTimeOffset ComputedAt { get; init; }

    /// <summary>The version of the profile that it was made for.</summary>
    public int ProfileVersion { get; init; }

    public MatchAnswer Answer { get; private set; }
    public DateTimeOffset? AnsweredAt { get; private set; }

    /// <summary>After "not now": not shown before this.</summary>
    public DateTimeOffset? RestsUntil { get; private set; }

    /// <summary>When the person first saw it on the own page.</summary>
    public DateTimeOffset? SeenAt { get; private set; }

    /// <summary>When a host asked this person; at most once for an initiative.</summary>
    public DateTimeOffset? AskedAt { get; private set; }
    public Guid? AskedById { get; private set; }

    /// <summary>When the person, asked by a host, said yes to sharing contact details: both have said yes then, and see each other's.</summary>
    public DateTimeOffset? ContactSharedAt { get; private set; }

    /// <summary>The first time only; true then, so that the starter is told once.</summary>
    public bool SayInterested(DateTimeOffset now)
    {
        if (Answer == MatchAnswer.Interested) return false;
        Take(MatchAnswer.Interested, now);
        return true;
    }

    public void SayNotNow(DateTimeOffset now)
    {
        Take(MatchAnswer.NotNow, now);
        RestsUntil = now + Rest;
    }

    public void SayNotThisKind(DateTimeOffset now) => Take(MatchAnswer.NotThisKind, now);

    /// <summary>As if nothing had been answered.</summary>
    public void TakeBack() => (Answer, AnsweredAt, RestsUntil, ContactSharedAt) = (MatchAnswer.None, null, null, null);

    /// <summary>The first time only; true then. Nothing to one who is not interested, or whom no host asked.</summary>
    public bool ShareContact(DateTimeOffset now)
    {
        if (Answer != MatchAnswer.Interested || AskedById is null || ContactSharedAt is not null) return false;
        ContactSharedAt = now;
        return true;
    }

    /// <param name="byHost">The host takes the question back: only another question could bring a yes again, and none is put.</param>
    public void StopSharing(bool byHost) => (ContactSharedAt, AskedById) = (null, byHost ? null : AskedById);

    /// <summary>A host asks the person.</summary>
    public void Ask(Guid hostId, DateTimeOffset now) => (AskedAt, AskedById) = (now, hostId);

    private void Take(MatchAnswer answer, DateTimeOffset now) => (Answer, AnsweredAt, RestsUntil, ContactSharedAt) = (answer, now, null, null);
}

/// <summary>A fact that the person said is wrong; from then on it counts neither for nor against anything.</summary>
public sealed class WrongReason
{
    public Guid PersonId { get; init; }

    /// <summary>The fact's code as it speaks for a match (<see cref="Facts.Of"/>): saying that "near" is wrong means "far" too.</summary>
    public ReasonCode Code { get; init; }

    /// <summary>The theme or skill; empty where the whole kind of fact is meant.</summary>
    public Guid AboutId { get; init; }
    public DateTimeOffset At { get; init; }
}

/// <summary>A theme of which a person said "not this kind": what has it goes down, until that is taken back. It outlives the initiative it was
/// said of.</summary>
public sealed class LoweredTheme
{
    public Guid PersonId { get; init; }
    public Guid ThemeId { get; init; }

    /// <summary>Of which it was said; with that answer it is taken back.</summary>
    public Guid? InitiativeId { get; init; }
    public DateTimeOffset At { get; init; }
}

/// <summary>How many points a fact gives or takes. Rows, so that they can be read and changed without a new version.</summary>
public sealed class MatchWeight
{
    public const int Most = 100;

    public ReasonCode Code { get; init; }

    /// <summary>0 to 100; taken, not given, when the code lowers.</summary>
    public int Points { get; set; }
}
