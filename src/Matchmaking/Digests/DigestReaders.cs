using Matchmaking.Initiatives;
using Matchmaking.Municipalities;
using Matchmaking.People;
using Matchmaking.Platform.Time;

namespace Matchmaking.Digests;

/// <summary>For whom facts are gathered, and since when news are news.</summary>
public sealed record DigestWindow(Guid PersonId, DigestRhythm Rhythm, DateTimeOffset From, DateTimeOffset To)
{
    internal bool Holds(DateTimeOffset at) => at > From && at <= To;
}

/// <summary>What digests tell: of which kinds, and of each about which initiatives.</summary>
public sealed class DigestScope(IEnumerable<DigestItem> items)
{
    private readonly ILookup<DigestItemKind, Guid> _initiatives = items.ToLookup(i => i.Kind, i => i.InitiativeId);

    internal bool HasAny(IEnumerable<DigestItemKind> kinds) => kinds.Any(_initiatives.Contains);

    internal Guid[] Of(DigestItemKind kind) => [.. _initiatives[kind].Distinct()];
}

/// <summary>Everybody whose facts are gathered together, and over which time.</summary>
internal sealed record Gathering(IReadOnlyList<Reader> Readers, MunicipalityList Towns)
{
    public Guid[] PersonIds { get; } = [.. Readers.Select(r => r.Id).Distinct()];

    public DateTimeOffset From { get; } = Readers.Select(r => r.Window.From).DefaultIfEmpty().Min();

    public DateTimeOffset To { get; } = Readers.Select(r => r.Window.To).DefaultIfEmpty().Max();

    public List<(Reader Reader, Mine Mine)> Mine(Func<Mine, bool> which) => [.. Readers.SelectMany(r => r.Mine.Where(which), (r, m) => (r, m))];

    public IEnumerable<(Reader, DigestFact)> Each<T>(Func<Reader, IEnumerable<T>> rows, Func<T, DigestFact> fact) => Readers.SelectMany(rows, (r, row) => (r, fact(row)));

    /// <summary>By the clock of its place: what has begun is suggested to nobody.</summary>
    public bool HasBegun(DateTime? startsAt, Guid municipalityId, DateTimeOffset now) => startsAt is { } local && WallClock.InstantOf(local, Towns.ById(municipalityId)!.Zone) <= now;
}

/// <summary>One for whom facts are gathered, with what is the person's own.</summary>
internal sealed record Reader(DigestWindow Window, Person Person, IReadOnlyList<Mine> Mine)
{
    public Guid Id => Window.PersonId;
}

/// <summary>Something that somebody did in an initiative.</summary>
internal sealed record Happening(Guid InitiativeId, Guid AboutId, DateTimeOffset At, Guid? ById);

/// <summary>What the person started, does or waits for.</summary>
internal sealed record Mine(Guid Id, InitiativeState State, DigestWhy Why, bool HasNoStarter, TimeZoneInfo Zone, DateTime? StartsAt, DateTimeOffset? DormantAskedAt,
    DateTimeOffset? FirstReadyAt, DateTimeOffset ChangedAt)
{
    public bool TakesDoers => State is InitiativeState.Open or InitiativeState.Ready or InitiativeState.UnderWay;

    public bool IsOver => State is InitiativeState.Done or InitiativeState.Withdrawn;

    public bool HasBegun(DateTimeOffset now) => StartsAt is { } local && WallClock.InstantOf(local, Zone) <= now;

    /// <summary>Shares the notice board and the date poll; those who wait do not.</summary>
    public bool IsIn => Why != DigestWhy.Waiting;
}

internal static class DigestReaders
{
    /// <summary>Of the initiatives, each once.</summary>
    public static Guid[] Ids(this IEnumerable<(Reader Reader, Mine Mine)> mine) => [.. mine.Select(m => m.Mine.Id).Distinct()];
}
