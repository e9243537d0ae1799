using Matchmaking.Platform.Data;

namespace Matchmaking.Initiatives;

/// <summary>One step of an initiative's public history.</summary>
public sealed class InitiativeChange
{
    private InitiativeChange() => Words = "";

    internal InitiativeChange(Guid initiativeId, InitiativeState? from, InitiativeState to, string words, Guid? byId, DateTimeOffset at) =>
        (InitiativeId, From, To, Words, ById, At) = (initiativeId, from, to, words, byId, at);

    public Guid Id { get; private set; } = Guid.CreateVersion7();
    public Guid InitiativeId { get; private set; }

    /// <summary>Nothing for the first. The same as <see cref="To"/> when it was handed over, to the one in <see cref="ById"/>.</summary>
    public InitiativeState? From { get; private set; }
    public InitiativeState To { get; private set; }

    /// <summary>What the person added, if anything.</summary>
    [Personal(OnErase.Keep, "Public history that others rely on.")] public string Words { get; private set; }

    /// <summary>Nobody when it followed from something else (a doer left, nobody answered).</summary>
    public Guid? ById { get; private set; }
    public DateTimeOffset At { get; private set; }
}
