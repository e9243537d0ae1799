using Matchmaking.Platform.Data;

namespace Matchmaking.Initiatives;

/// <summary>An official invites the people of one initiative to another that wants the same. Nobody is moved: whoever wants to joins the other
/// by themselves, and both go on as they are.</summary>
public sealed class InitiativeInvitation
{
    public const int MostWords = 600;

    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The initiative whose people are invited.</summary>
    public Guid FromId { get; init; }

    /// <summary>The one they are invited to.</summary>
    public Guid ToId { get; init; }

    /// <summary>The official; nobody once the account is gone.</summary>
    public Guid? ById { get; init; }

    /// <summary>Why the two belong together; only the letters carry it.</summary>
    [Personal(OnErase.Keep, "Said on behalf of the municipality to those who were invited; the name goes.")] public required string Words { get; init; }
    public DateTimeOffset At { get; init; }

    /// <summary>From then on it is shown nowhere, and letters that have not gone do not go.</summary>
    public DateTimeOffset? TakenBackAt { get; private set; }

    public void TakeBack(DateTimeOffset now) => TakenBackAt ??= now;
}
