using Matchmaking.Platform.Data;
using Matchmaking.Platform.Time;

namespace Matchmaking.Municipalities;

/// <summary>Every municipality is listed, and everything between people works there; one that has joined answers within its deadline.</summary>
public enum MunicipalityState { Listed, Joined }

/// <summary>Which languages are official, and which of two is the majority's.</summary>
public enum LanguageStatus { FinnishOnly, FinnishMajority, SwedishMajority, SwedishOnly }

public enum Boarding { Joined, AlreadyJoined, NotAllowed, Unknown }

public enum AreaChange { Done, NameMissing, NameTaken, NameUnreadable, TooFar, TooMany, IsCentre, Unknown, NotAllowed }

/// <summary>One of the municipalities of Finland and Sweden, known by its country and code.</summary>
public sealed class Municipality
{
    /// <summary>No municipality is so wide that a part of it lies farther from its centre than this.</summary>
    public const int WidestKm = 250;
    public const int MostAreas = 200;

    private readonly List<Area> _areas = [];

    /// <summary>Made of country and code: the same in every installation.</summary>
    public Guid Id { get; init; }

    public Country Country { get; init; }

    /// <summary>Three digits in Finland, four in Sweden; a text, since zeros lead it.</summary>
    [NotPersonal] public required string Code { get; init; }

    [NotPersonal] public required string NameFi { get; set; }
    [NotPersonal] public required string NameSv { get; set; }
    [NotPersonal] public required string NameEn { get; set; }

    /// <summary>Its place in addresses, given once and never changed.</summary>
    [NotPersonal] public required string Slug { get; init; }

    /// <summary>All its names as slugs between bars, <c>|turku|abo|</c>, for finding it by a part of a name or a misspelt one.</summary>
    [NotPersonal] public string SearchNames { get; private set; } = "";

    public required Region Region { get; set; }

    /// <summary>Official languages, the majority's first: fi and sv, one or both.</summary>
    [NotPersonal] public required string[] Languages { get; set; }

    /// <summary>Degrees north; of the administrative centre in Finland, of the middle of the municipality in Sweden.</summary>
    public double Latitude { get; set; }

    /// <summary>Degrees east.</summary>
    public double Longitude { get; set; }

    /// <summary>Indicative: for ordering and rough shares.</summary>
    public int Population { get; set; }
    public int PopulationYear { get; set; }

    public MunicipalityState State { get; private set; }
    public DateTimeOffset? JoinedAt { get; private set; }

    public MunicipalitySettings Settings { get; private set; } = new();

    /// <summary>The areas, removed ones among them.</summary>
    public IReadOnlyList<Area> Areas => _areas;

    public Area Centre => _areas.Single(a => a.IsCentre);

    public LanguageStatus LanguageStatus => StatusOf(Languages);

    /// <summary>The zone of its wall clocks; Åland has its own in name.</summary>
    public TimeZoneInfo Zone => ZoneOf(Country, Region.Code);

    /// <param name="language">fi, sv or en.</param>
    public string Name(string language) => language switch { "fi" => NameFi, "sv" => NameSv, _ => NameEn };

    public static Guid IdOf(Country country, string code) => StableId.Of("municipality", $"{country}-{code}");

    internal static LanguageStatus StatusOf(IReadOnlyList<string> languages) => languages switch
    {
        ["fi"] => LanguageStatus.FinnishOnly,
        ["fi", ..] => LanguageStatus.FinnishMajority,
        ["sv"] => LanguageStatus.SwedishOnly,
        _ => LanguageStatus.SwedishMajority,
    };

    internal static TimeZoneInfo ZoneOf(Country country, string regionCode) =>
        country == Country.SE ? Zones.Sweden : regionCode == "21" ? Zones.Åland : Zones.Finland;

    /// <summary>It takes part: from now on it answers. Taken on board by an administrator.</summary>
    public Boarding Join(DateTimeOffset now)
    {
        if (State == MunicipalityState.Joined) return Boarding.AlreadyJoined;
        (State, JoinedAt) = (MunicipalityState.Joined, now);
        return Boarding.Joined;
    }

    /// <summary>Takes the new settings if nothing is wrong with them; else says everything that is, and stays as it was.</summary>
    public IReadOnlyList<SettingsFault> ChangeSettings(MunicipalitySettings settings)
    {
        var (clean, faults) = settings.Check(Languages);
        if (faults.Count == 0) Settings = clean;
        return faults;
    }

    public AreaChange AddArea(string? nameFi, string? nameSv, double latitude, double longitude)
    {
        if (_areas.Count(a => a.RemovedAt is null) >= MostAreas) return AreaChange.TooMany;
        var area = new Area { MunicipalityId = Id };
        var placing = Place(area, nameFi, nameSv, latitude, longitude);
        if (placing == AreaChange.Done) _areas.Add(area);
        return placing;
    }

    public AreaChange ChangeArea(Guid areaId, string? nameFi, string? nameSv, double latitude, double longitude) =>
        Offered(areaId) is { } area ? Place(area, nameFi, nameSv, latitude, longitude) : AreaChange.Unknown;

    public AreaChange RemoveArea(Guid areaId, DateTimeOffset now)
    {
        if (Offered(areaId) is not { } area) return AreaChange.Unknown;
        if (area.IsCentre) return AreaChange.IsCentre;
        area.Remove(now);
        return AreaChange.Done;
    }

    /// <summary>What the reference data say of it. Its slug, state, settings and areas are its own and stay.</summary>
    internal void Learn(MunicipalityFacts facts)
    {
        (NameFi, NameSv, NameEn) = (facts.NameFi, facts.NameSv, facts.NameEn);
        (Latitude, Longitude, Population, PopulationYear) = (facts.Latitude, facts.Longitude, facts.Population, facts.PopulationYear);
        if (!Languages.SequenceEqual(facts.Languages)) Languages = facts.Languages;
        if (Region != facts.Region) Region = facts.Region;
        SearchNames = Slugs.SearchNames(NameFi, NameSv, NameEn);
        if (Languages.Except(Settings.OfferedLanguages).Any())
            Settings = Settings with { OfferedLanguages = [.. Languages.Union(Settings.OfferedLanguages)] };
    }

    /// <summary>A municipality that was not here before, with its first area.</summary>
    internal static Municipality New(MunicipalityFacts facts, string slug)
    {
        var municipality = new Municipality
        {
            Id = IdOf(facts.Country, facts.Code),
            Country = facts.Country,
            Code = facts.Code,
            Slug = slug,
            NameFi = facts.NameFi,
            NameSv = facts.NameSv,
            NameEn = facts.NameEn,
            Region = facts.Region,
            Languages = facts.Languages,
            Settings = new() { OfferedLanguages = [.. facts.Languages.Union(["en"])], MinorityLanguages = facts.MinorityLanguages },
        };
        municipality.Learn(facts);
        var centre = new Area { Id = StableId.Of("area", $"{facts.Country}-{facts.Code}/centre"), MunicipalityId = municipality.Id, IsCentre = true };
        centre.Place(facts.NameFi, facts.NameSv, facts.Latitude, facts.Longitude);
        municipality._areas.Add(centre);
        return municipality;
    }

    private Area? Offered(Guid areaId) => _areas.FirstOrDefault(a => a.Id == areaId && a.RemovedAt is null);

    /// <summary>An area is called something in the language of the majority; its other name may be missing. No two offered areas share a name.</summary>
    private AreaChange Place(Area area, string? nameFi, string? nameSv, double latitude, double longitude)
    {
        var (fi, sv) = (TextRules.Clean(nameFi, TextKind.Name, Area.MaxName), TextRules.Clean(nameSv, TextKind.Name, Area.MaxName));
        if (!fi.IsGoodOrEmpty || !sv.IsGoodOrEmpty) return AreaChange.NameUnreadable;
        if (!(Languages[0] == "fi" ? fi : sv).IsGood) return AreaChange.NameMissing;
        var (nameInFi, nameInSv) = (fi.IsGood ? fi.Text : null, sv.IsGood ? sv.Text : null);
        if (_areas.Any(a => a != area && a.RemovedAt is null && (a.IsCalled(nameInFi) || a.IsCalled(nameInSv)))) return AreaChange.NameTaken;
        if (!(Geo.DistanceKm(Latitude, Longitude, latitude, longitude) <= WidestKm)) return AreaChange.TooFar;
        area.Place(nameInFi, nameInSv, latitude, longitude);
        return AreaChange.Done;
    }
}
