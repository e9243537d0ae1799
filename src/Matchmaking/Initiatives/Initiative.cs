using Matchmaking.Platform.Data;

namespace Matchmaking.Initiatives;

/// <summary>Where an initiative stands. Drafts are rows of their own until they are posted (<see cref="InitiativeDraft"/>).</summary>
public enum InitiativeState { Open, Ready, UnderWay, Paused, Done, Withdrawn }

/// <summary>Something people want to do together: an idea looking for hands, or a doing that has them.</summary>
public sealed partial class Initiative
{
    private readonly List<Role> _roles = [];
    private readonly List<InitiativeChange> _changes = [];
    private readonly List<Commitment> _promoted = [];

    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>In its address; given by the database.</summary>
    public int Number { get; private set; }

    [NotPersonal] public required string Slug { get; set; }
    [Personal(OnErase.Keep, "Others have built on it; the name goes, the work stays.")] public required string Title { get; set; }

    /// <summary>Why, in one sentence.</summary>
    [Personal(OnErase.Keep, "Others have built on it; the name goes, the work stays.")] public required string Why { get; set; }
    [Personal(OnErase.Keep, "Others have built on it; the name goes, the work stays.")] public string Description { get; set; } = "";

    /// <summary>The language it is written and worked in: "fi", "sv", "en".</summary>
    [NotPersonal] public required string Language { get; set; }
    public InitiativeState State { get; private set; } = InitiativeState.Open;

    /// <summary>Its home.</summary>
    public Guid MunicipalityId { get; set; }
    public Guid? AreaId { get; set; }
    public bool Online { get; set; }

    /// <summary>"The library, upper floor": in the starter's words.</summary>
    [Personal(OnErase.Keep, "Says where the doing is.")] public string Place { get; set; } = "";

    /// <summary>"Thursdays after work": in the starter's words.</summary>
    [Personal(OnErase.Keep, "Says when the doing is.")] public string When { get; set; } = "";

    /// <summary>The next or only time, on the wall clock of the place; nothing while undecided.</summary>
    public DateTime? StartsAt { get; set; }

    /// <summary>Times that fit, for matching: bits of <see cref="People.WeeklyTime"/>. Zero means not said.</summary>
    public int WeeklyTimes { get; set; }
    public Guid[] ThemeIds { get; set; } = [];
    public Guid? PurposeId { get; set; }
    public Guid? PictureId { get; set; }

    /// <summary>Who brought it; nobody once the account is gone.</summary>
    public Guid? StarterId { get; private set; }
    public DateTimeOffset PostedAt { get; init; }
    public DateTimeOffset ChangedAt { get; set; }

    /// <summary>The first time every role had its minimum. Set once: the quorum letter and the start kit are never sent twice.</summary>
    public DateTimeOffset? FirstReadyAt { get; private set; }

    /// <summary>The last time a person did something here.</summary>
    public DateTimeOffset LastLifeAt { get; set; }

    /// <summary>When the kind question was asked; nothing when it was answered.</summary>
    public DateTimeOffset? DormantAskedAt { get; private set; }

    /// <summary>Hidden by a moderator; only its people and moderators see it.</summary>
    public DateTimeOffset? HiddenAt { get; private set; }

    /// <summary>How many confirmed doers the roles still lack for their minimums. Kept for lists and matching.</summary>
    public int Missing { get; private set; }

    /// <summary>The place in lists of what needs hands: fewest missing first, those that miss nobody last. The database computes it.</summary>
    public int NeedOrder { get; private set; }

    /// <summary>Confirmed doers now.</summary>
    public int Doers { get; private set; }

    /// <summary>The minimums together.</summary>
    public int Needed { get; private set; }

    public IReadOnlyList<Role> Roles => _roles;
    public IReadOnlyList<InitiativeChange> Changes => _changes;

    /// <summary>Those who got a place from the queue since this copy was read; the write tells them.</summary>
    public IReadOnlyList<Commitment> Promoted => _promoted;

    /// <summary>Became ready for the first time since this copy was read; the write tells everyone.</summary>
    public bool TurnedReady { get; private set; }

    public bool TakesDoers => State is InitiativeState.Open or InitiativeState.Ready or InitiativeState.UnderWay;

    public bool IsOver => State is InitiativeState.Done or InitiativeState.Withdrawn;

    public IEnumerable<Commitment> Commitments => _roles.SelectMany(r => r.Commitments);

    /// <summary>The confirmed doers' ids, each once.</summary>
    public IEnumerable<Guid> DoerIds => Commitments.Where(c => c.Counts).Select(c => c.PersonId).OfType<Guid>().Distinct();

    /// <summary>Everyone who should hear of it: the starter, the doers and those who wait.</summary>
    public IEnumerable<Guid> PeopleInIt => Commitments.Where(c => c.IsLive && c.HeldUntil is null).Select(c => c.PersonId).Append(StarterId).OfType<Guid>().Distinct();

    /// <summary>Posts a complete draft. It is open at once, and ready at once only if it needs nobody.</summary>
    public static Initiative Post(Guid starterId, InitiativeWords words, IEnumerable<RoleWords> roles, DateTimeOffset now)
    {
        var initiative = new Initiative { Slug = "", Title = "", Why = "", Language = words.Language, PostedAt = now, LastLifeAt = now, ChangedAt = now, StarterId = starterId };
        initiative.Rewrite(words, now);
        foreach (var role in roles) initiative._roles.Add(new Role(initiative.Id, initiative._roles.Count, role));
        initiative.Recount();
        initiative.Record(null, InitiativeState.Open, "", starterId, now);
        initiative.BecomeReadyOrNot(now);
        return initiative;
    }

    /// <summary>Changes the words, not the roles.</summary>
    /// <returns>Whether the day, the time or the place is another now.</returns>
    public bool Rewrite(InitiativeWords words, DateTimeOffset now)
    {
        var isMoved = (MunicipalityId, AreaId, Online, Place, When, StartsAt) != (words.MunicipalityId, words.AreaId, words.Online, words.Place, words.When, words.StartsAt);
        (Title, Why, Description, Language) = (words.Title, words.Why, words.Description, words.Language);
        (MunicipalityId, AreaId, Online, Place, When) = (words.MunicipalityId, words.AreaId, words.Online, words.Place, words.When);
        (StartsAt, WeeklyTimes, ThemeIds, PurposeId, PictureId) = (words.StartsAt, words.WeeklyTimes, words.ThemeIds, words.PurposeId, words.PictureId);
        Slug = Platform.Data.Slug.Of(Title);
        Live(now);
        return isMoved;
    }

    /// <summary>Commits a person to a role once, while the initiative takes doers and the role has a place. When this fills
    /// the last missing minimum the initiative becomes ready; only the first time in its life is this told.</summary>
    /// <param name="heldUntil">Set for a person whose address is not confirmed yet: the place is kept, but counts for nothing.</param>
    public Joining Join(Guid personId, Guid roleId, DateTimeOffset now, DateTimeOffset? heldUntil = null)
    {
        if (!TakesDoers || HiddenAt is not null) return Joining.Closed;
        FreeLapsed(now);
        if (Commitments.Any(c => c.IsLive && c.PersonId == personId)) return Joining.AlreadyIn;
        if (_roles.SingleOrDefault(r => r.Id == roleId) is not { } role) return Joining.Closed;
        if (!role.HasPlace) return Joining.Full;
        role.Add(personId, CommitmentState.Active, now, heldUntil);
        if (heldUntil is not null) return Joining.Held;
        return Joined(now);
    }

    /// <summary>Queues for a role that is full.</summary>
    public Joining Wait(Guid personId, Guid roleId, DateTimeOffset now, DateTimeOffset? heldUntil = null)
    {
        if (!TakesDoers || HiddenAt is not null) return Joining.Closed;
        FreeLapsed(now);
        if (Commitments.Any(c => c.IsLive && c.PersonId == personId)) return Joining.AlreadyIn;
        if (_roles.SingleOrDefault(r => r.Id == roleId) is not { } role) return Joining.Closed;
        if (role.HasPlace) return Join(personId, roleId, now, heldUntil);
        role.Add(personId, CommitmentState.Waiting, now, heldUntil);
        return Joining.Waiting;
    }

    /// <summary>The code was given: a held place counts from now, a held wish to queue becomes a place in the queue.</summary>
    public Joining Confirm(Guid commitmentId, DateTimeOffset now)
    {
        if (Commitments.SingleOrDefault(c => c.Id == commitmentId) is not { IsLive: true } commitment) return Joining.Closed;
        if (commitment.HeldUntil is null) return Joining.AlreadyIn;
        if (commitment.HeldUntil < now)
        {
            commitment.End(CommitmentState.Lapsed, now);
            FreeLapsed(now);
            return commitment.PersonId is { } person ? Join(person, commitment.RoleId, now) : Joining.Closed;
        }
        commitment.Confirm();
        if (commitment.State == CommitmentState.Waiting) FreeLapsed(now); // a place may have come free while the code was awaited
        return commitment.State == CommitmentState.Waiting ? Joining.Waiting : Joined(now);
    }

    /// <summary>Steps back. The first of the role's queue gets the place; otherwise one more may be missing, and a ready initiative is open again.</summary>
    public Leaving Leave(Guid personId, DateTimeOffset now)
    {
        if (Commitments.SingleOrDefault(c => c.IsLive && c.PersonId == personId) is not { } commitment) return Leaving.NotIn;
        var before = Missing;
        commitment.End(CommitmentState.Left, now);
        FreeLapsed(now);
        Live(now);
        BecomeOpenAgain(now);
        return Missing > before ? Leaving.LeftAndShort : Leaving.Left;
    }

    /// <summary>Frees places whose half hour has passed, and gives free places to those who wait.</summary>
    public void FreeLapsed(DateTimeOffset now)
    {
        foreach (var lapsed in Commitments.Where(c => c.IsLive && c.HeldUntil < now).ToList()) lapsed.End(CommitmentState.Lapsed, now);
        if (TakesDoers)
            foreach (var role in _roles)
                while (role.Promote(now) is { } next) _promoted.Add(next);
        Recount();
        BecomeReadyOrNot(now);
    }

    private Joining Joined(DateTimeOffset now)
    {
        Recount();
        Live(now);
        if (!BecomeReadyOrNot(now)) return Joining.Joined;
        return TurnedReady ? Joining.JoinedAndReady : Joining.JoinedAndReadyAgain;
    }

    private bool BecomeReadyOrNot(DateTimeOffset now)
    {
        if (State != InitiativeState.Open || Missing > 0 || Doers == 0) return false;
        Turn(InitiativeState.Ready, "", by: null, now);
        TurnedReady |= FirstReadyAt is null;
        FirstReadyAt ??= _changes[^1].At;
        return true;
    }

    private bool BecomeOpenAgain(DateTimeOffset now)
    {
        if (State != InitiativeState.Ready || Missing == 0) return false;
        Turn(InitiativeState.Open, "", by: null, now);
        return true;
    }

    private void Recount()
    {
        Needed = _roles.Sum(r => r.Least);
        Doers = DoerIds.Count();
        Missing = _roles.Sum(r => Math.Max(0, r.Least - r.Confirmed));
    }

    private void Turn(InitiativeState to, string words, Guid? by, DateTimeOffset now)
    {
        Record(State, to, words, by, now);
        State = to;
        ChangedAt = now;
    }

    /// <summary>A step of the history is always later than the one before, so that two of one moment keep their order.</summary>
    private void Record(InitiativeState? from, InitiativeState to, string words, Guid? by, DateTimeOffset now)
    {
        var last = _changes.Count == 0 ? now : _changes.Max(c => c.At).AddMicroseconds(1);
        _changes.Add(new InitiativeChange(Id, from, to, words, by, last > now ? last : now));
    }

    private void Live(DateTimeOffset now)
    {
        LastLifeAt = now;
        DormantAskedAt = null;
    }

    private Role RoleOf(Commitment commitment) => _roles.Single(r => r.Id == commitment.RoleId);
}

/// <summary>What a starter writes; cleaned and checked before it comes here.</summary>
public sealed record InitiativeWords(string Title, string Why, string Description, string Language, Guid MunicipalityId, Guid? AreaId, bool Online,
    string Place, string When, DateTime? StartsAt, int WeeklyTimes, Guid[] ThemeIds, Guid? PurposeId, Guid? PictureId = null);
