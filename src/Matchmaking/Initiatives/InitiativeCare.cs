namespace Matchmaking.Initiatives;

/// <summary>What the people in it decide about an initiative's course, and how it is cared for when it falls silent.</summary>
public sealed partial class Initiative
{
    /// <summary>After so many silent days the starter is asked one kind question.</summary>
    public static readonly TimeSpan SilentFor = TimeSpan.FromDays(60);

    /// <summary>How long the kind question waits for an answer before the initiative is paused.</summary>
    public static readonly TimeSpan AnswerWithin = TimeSpan.FromDays(14);

    /// <summary>Which states a person may choose from here.</summary>
    public static IReadOnlyList<InitiativeState> NextStates(InitiativeState from) => from switch
    {
        InitiativeState.Open => [InitiativeState.UnderWay, InitiativeState.Paused, InitiativeState.Withdrawn],
        InitiativeState.Ready => [InitiativeState.UnderWay, InitiativeState.Paused, InitiativeState.Done, InitiativeState.Withdrawn],
        InitiativeState.UnderWay => [InitiativeState.Done, InitiativeState.Paused, InitiativeState.Withdrawn],
        InitiativeState.Paused => [InitiativeState.Open, InitiativeState.Done, InitiativeState.Withdrawn],
        _ => [],
    };

    /// <summary>Turns it to another state, with words for the public history. Resuming a paused one makes it ready if all minimums are met.</summary>
    public bool TurnTo(InitiativeState to, string words, Guid by, DateTimeOffset now)
    {
        if (!NextStates(State).Contains(to)) return false;
        Turn(to, words, by, now);
        Live(now);
        FreeLapsed(now);
        return true;
    }

    /// <summary>The kind question is due: silent for sixty days, still taking doers, and not asked yet.</summary>
    public bool IsDormant(DateTimeOffset now) => TakesDoers && DormantAskedAt is null && now - LastLifeAt >= SilentFor;

    public void AskIfAlive(DateTimeOffset now) => DormantAskedAt = now;

    /// <summary>"Alive": it goes on as it was.</summary>
    public void SayAlive(DateTimeOffset now) => Live(now);

    /// <summary>Nobody answered in time, or nobody is left to ask: it is paused, so that it never looks open when nobody is there.</summary>
    public bool PauseUnanswered(DateTimeOffset now)
    {
        var unanswered = DormantAskedAt is { } asked && now - asked >= AnswerWithin;
        if (!TakesDoers || !unanswered) return false;
        Turn(InitiativeState.Paused, "", null, now);
        DormantAskedAt = null;
        return true;
    }

    /// <summary>Another person carries it on; its history stays, and says so.</summary>
    public void HandOver(Guid toId, DateTimeOffset now)
    {
        if (toId != StarterId) Record(State, State, "", toId, now);
        StarterId = toId;
        Live(now);
    }

    /// <summary>The starter's account is gone. Without anyone to take over it is paused at once.</summary>
    public void LoseStarter(DateTimeOffset now)
    {
        StarterId = null;
        if (TakesDoers && !DoerIds.Any()) Turn(InitiativeState.Paused, "", null, now);
        else if (TakesDoers) DormantAskedAt = now;
    }

    /// <summary>A moderator hides it; the reasons stand in the decision.</summary>
    public void Hide(DateTimeOffset now) => HiddenAt ??= now;

    public void Unhide() => HiddenAt = null;

    /// <summary>A confirmed doer says the own task is done. The place stays taken.</summary>
    public bool SayDone(Guid personId, DateTimeOffset now)
    {
        if (Commitments.SingleOrDefault(c => c.Counts && c.State == CommitmentState.Active && c.PersonId == personId) is not { } commitment) return false;
        commitment.SayDone(now);
        Live(now);
        return true;
    }

    /// <summary>Other roles. A role with people in it stays, with at least their places.</summary>
    public bool ChangeRoles(IReadOnlyList<(Guid? Id, RoleWords Words)> roles, DateTimeOffset now)
    {
        foreach (var gone in _roles.Where(r => roles.All(n => n.Id != r.Id)).ToList())
        {
            if (gone.Commitments.Any(c => c.IsLive)) return false;
            _roles.Remove(gone);
        }
        foreach (var (id, words) in roles)
        {
            if (_roles.SingleOrDefault(r => r.Id == id) is { } role)
            {
                if (!role.Rewrite(words)) return false;
            }
            else _roles.Add(new Role(Id, _roles.Count == 0 ? 0 : _roles.Max(r => r.Position) + 1, words));
        }
        FreeLapsed(now);
        BecomeOpenAgain(now);
        return true;
    }

    /// <summary>The host confirms what a doer did. Only once the whole is done.</summary>
    public bool Thank(Guid commitmentId, DateTimeOffset now)
    {
        if (State != InitiativeState.Done || Commitments.SingleOrDefault(c => c.Id == commitmentId && c.Counts) is not { ThankedAt: null } commitment) return false;
        commitment.Thank(now);
        return true;
    }

    /// <summary>Everyone in it who is not in the other.</summary>
    public IEnumerable<Guid> PeopleToInviteTo(Initiative other) => PeopleInIt.Except(other.PeopleInIt);

    /// <summary>Whether there is somebody to invite to the other, and something to invite them to.</summary>
    public Inviting MayInviteTo(Initiative other) => this switch
    {
        _ when other.Id == Id => Inviting.TheSame,
        { IsOver: true } => Inviting.IsOver,
        _ when !other.TakesDoers || other.HiddenAt is not null => Inviting.OtherIsClosed,
        _ => PeopleToInviteTo(other).Any() ? Inviting.Invited : Inviting.Nobody,
    };
}
