using Matchmaking.Initiatives;

namespace Matchmaking.Web.Initiatives;

/// <summary>A proposed time with its answers.</summary>
/// <param name="StartsAt">On the wall clock of the place.</param>
/// <param name="IsChosen">It is the initiative's time now.</param>
public sealed record DateLine(Guid Id, DateTime StartsAt, bool IsChosen, IReadOnlyList<DateAnswer> Answers)
{
    public int Count(Suits suits) => Answers.Count(a => a.Suits == suits);

    public Suits? Of(Guid personId) => Answers.FirstOrDefault(a => a.PersonId == personId)?.Suits;
}

public sealed record DateAnswer(Guid PersonId, Suits Suits);
