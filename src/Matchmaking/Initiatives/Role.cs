using Matchmaking.People;
using Matchmaking.Platform.Data;

namespace Matchmaking.Initiatives;

/// <summary>What an initiative needs somebody for: how many at least, and how many there is room for.</summary>
public sealed class Role
{
    /// <summary>No role takes more people than this.</summary>
    public const int MostPeople = 500;

    private readonly List<Commitment> _commitments = [];

    private Role() => Title = "";

    internal Role(Guid initiativeId, int position, RoleWords words)
    {
        (InitiativeId, Position, Title) = (initiativeId, position, words.Title);
        Rewrite(words);
    }

    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public Guid InitiativeId { get; private set; }
    public int Position { get; private set; }
    [Personal(OnErase.Keep, "Says what is needed.")] public string Title { get; private set; }
    [Personal(OnErase.Keep, "Says what is needed.")] public string Description { get; private set; } = "";
    public Guid[] SkillIds { get; private set; } = [];

    /// <summary>The initiative is ready when every role has this many. Zero for a role one can do without.</summary>
    public int Least { get; private set; }
    public int Most { get; private set; }
    public Effort Effort { get; private set; }

    /// <summary>Places given or held, counted by the database itself; a check keeps it at or under <see cref="Most"/>.</summary>
    public int Taken { get; private set; }

    public IReadOnlyList<Commitment> Commitments => _commitments;

    /// <summary>Places given or held, as this copy knows them.</summary>
    public int Places => _commitments.Count(c => c.State is CommitmentState.Active or CommitmentState.Done);

    /// <summary>Doers whose address is confirmed.</summary>
    public int Confirmed => _commitments.Count(c => c.Counts);

    public bool HasPlace => Places < Most;

    public IEnumerable<Commitment> Queue => _commitments.Where(c => c.State == CommitmentState.Waiting).OrderBy(c => c.At).ThenBy(c => c.Id);

    /// <summary>Other words or numbers; places already given are never taken away.</summary>
    public bool Rewrite(RoleWords words)
    {
        if (words.Most < Places || words.Least > words.Most) return false;
        (Title, Description, SkillIds, Least, Most, Effort) = (words.Title, words.Description, words.SkillIds, words.Least, words.Most, words.Effort);
        return true;
    }

    internal Commitment Add(Guid personId, CommitmentState state, DateTimeOffset now, DateTimeOffset? heldUntil)
    {
        var commitment = new Commitment(this, personId, state, now, heldUntil);
        _commitments.Add(commitment);
        return commitment;
    }

    /// <summary>Gives a free place to the first in the queue whose address is confirmed.</summary>
    internal Commitment? Promote(DateTimeOffset now)
    {
        if (!HasPlace || Queue.FirstOrDefault(c => c.HeldUntil is null) is not { } next) return null;
        next.GetPlace(now);
        return next;
    }
}

/// <summary>A role as its starter writes it; cleaned and checked before it comes here.</summary>
public sealed record RoleWords(string Title, string Description, Guid[] SkillIds, int Least, int Most, Effort Effort);
