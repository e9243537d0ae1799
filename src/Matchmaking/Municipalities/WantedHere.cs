using Matchmaking.Platform.Data;

namespace Matchmaking.Municipalities;

/// <summary>Somebody wants a listed municipality to take part. Counted once a person or, without an account, once a browser.</summary>
public sealed class WantedHere
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid MunicipalityId { get; init; }

    [Personal(OnErase.Delete)] public Guid? PersonId { get; init; }

    /// <summary>SHA-256 of the browser's key and the municipality, so that what one browser wanted in two places cannot be put together.</summary>
    [Personal(OnErase.Delete, Export = false)] public string? BrowserKey { get; init; }

    public DateTimeOffset At { get; init; }
}
