using System.Text.Json.Serialization;

namespace Matchmaking.Digests;

/// <summary>Something that is true now and that a person could be told.</summary>
/// <param name="At">Of what has a last moment: that moment, or when it begins. Of what waits: since when. Of all else: when it came to be so.</param>
/// <param name="AboutId">What the words need beside the initiative: a hand-over, a match's role, the match of an interested person, an update,
/// a single new doer's commitment. Else empty.</param>
/// <param name="Count">How many questions, doers or notes.</param>
/// <param name="Score">Of a match; below zero of what is near and has a theme of which the person said "not this kind".</param>
public sealed record DigestFact(DigestItemKind Kind, DigestWhy Why, Guid InitiativeId, DateTimeOffset At, Guid AboutId = default, int Count = 1, int Score = 0)
{
    public DigestRank Rank => Kind.Rank();

    /// <summary>Its last moment is over.</summary>
    public bool IsPast(DateTimeOffset now) => Rank == DigestRank.Deadline && At <= now;

    /// <summary>News are told once because their window passes; everything else is known again by this.</summary>
    public DigestItem Item => new(Kind, InitiativeId, Rank == DigestRank.News ? Guid.Empty : AboutId);
}

/// <summary>One thing that a digest tells, as ids: the words and numbers are looked up when the letter is written. Two of the same are one thing.</summary>
/// <param name="AboutId"><see cref="DigestFact.AboutId"/>; empty where the initiative alone says what is meant.</param>
public readonly record struct DigestItem([property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] DigestItemKind Kind, Guid InitiativeId, Guid AboutId);
