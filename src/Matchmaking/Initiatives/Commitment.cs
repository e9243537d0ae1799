namespace Matchmaking.Initiatives;

/// <summary>How a commitment stands. Only <see cref="Active"/> and <see cref="Done"/> hold a place.</summary>
public enum CommitmentState
{
    Active,
    /// <summary>In the role's queue.</summary>
    Waiting,
    /// <summary>The doer says the task is done.</summary>
    Done,
    Left,
    /// <summary>The code was not given within the half hour.</summary>
    Lapsed,
}

/// <summary>A person takes a role.</summary>
public sealed class Commitment
{
    private Commitment() { }

    internal Commitment(Role role, Guid personId, CommitmentState state, DateTimeOffset now, DateTimeOffset? heldUntil)
    {
        (RoleId, InitiativeId, PersonId, State, At, HeldUntil) = (role.Id, role.InitiativeId, personId, state, now, heldUntil);
    }

    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public Guid RoleId { get; private set; }
    public Guid InitiativeId { get; private set; }

    /// <summary>Nobody once the account is gone; the place stays counted only if the task was done.</summary>
    public Guid? PersonId { get; private set; }
    public CommitmentState State { get; private set; }
    public DateTimeOffset At { get; private set; }

    /// <summary>Set while the person's address is not confirmed; the place is kept until then and counts for nothing.</summary>
    public DateTimeOffset? HeldUntil { get; private set; }
    public DateTimeOffset? EndedAt { get; private set; }

    /// <summary>When the host confirmed that the person did this.</summary>
    public DateTimeOffset? ThankedAt { get; private set; }

    public bool IsLive => State is CommitmentState.Active or CommitmentState.Waiting or CommitmentState.Done;

    /// <summary>Counts for the quorum and in lists.</summary>
    public bool Counts => State is CommitmentState.Active or CommitmentState.Done && HeldUntil is null;

    internal void Confirm() => HeldUntil = null;

    internal void GetPlace(DateTimeOffset now) => (State, At) = (CommitmentState.Active, now);

    internal void SayDone(DateTimeOffset now) => (State, EndedAt) = (CommitmentState.Done, now);

    internal void End(CommitmentState state, DateTimeOffset now) => (State, EndedAt, HeldUntil) = (state, now, null);

    /// <summary>The account is gone; what was done stays counted, without a name.</summary>
    internal void ForgetPerson() => PersonId = null;

    internal void Thank(DateTimeOffset now) => ThankedAt ??= now;
}
