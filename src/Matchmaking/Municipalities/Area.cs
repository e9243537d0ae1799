using Matchmaking.Platform.Data;

namespace Matchmaking.Municipalities;

/// <summary>A part of a municipality with a name and a point. People and initiatives choose an area, never an address. A municipality's
/// first area is its centre and cannot be removed; one that was removed stays as a row for those who had chosen it.</summary>
public sealed class Area
{
    public const int MaxName = 60;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid MunicipalityId { get; init; }

    /// <summary>Null where the area has no Finnish name.</summary>
    [NotPersonal] public string? NameFi { get; private set; }

    /// <summary>Null where the area has no Swedish name.</summary>
    [NotPersonal] public string? NameSv { get; private set; }

    /// <summary>Degrees north.</summary>
    public double Latitude { get; private set; }

    /// <summary>Degrees east.</summary>
    public double Longitude { get; private set; }

    public bool IsCentre { get; init; }

    /// <summary>No longer offered since then.</summary>
    public DateTimeOffset? RemovedAt { get; private set; }

    /// <summary>The name in the reader's language if there is one, else the other; place names are not translated into English.</summary>
    public string Name(string language) => (language == "sv" ? NameSv ?? NameFi : NameFi ?? NameSv) ?? "";

    internal void Place(string? nameFi, string? nameSv, double latitude, double longitude) =>
        (NameFi, NameSv, Latitude, Longitude) = (nameFi, nameSv, latitude, longitude);

    internal void Remove(DateTimeOffset now) => RemovedAt ??= now;

    internal bool IsCalled(string? name) => name is not null && (Same(NameFi, name) || Same(NameSv, name));

    private static bool Same(string? a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
