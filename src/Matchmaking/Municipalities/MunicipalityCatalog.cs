using System.Collections.Frozen;
using Matchmaking.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Municipalities;

/// <summary>What every page needs to know of a municipality.</summary>
public sealed record MunicipalityEntry(
    Guid Id, Country Country, string Code, string Slug, string NameFi, string NameSv, string NameEn, Region Region, IReadOnlyList<string> Languages,
    double Latitude, double Longitude, int Population, MunicipalityState State, MunicipalitySettings Settings, Guid CentreId)
{
    /// <param name="language">fi, sv or en.</param>
    public string Name(string language) => language switch { "fi" => NameFi, "sv" => NameSv, _ => NameEn };

    public bool IsJoined => State == MunicipalityState.Joined;

    /// <summary>The region among all of both countries, e.g. <c>FI-12</c>.</summary>
    public string RegionKey => $"{Country}-{Region.Code}";

    public LanguageStatus LanguageStatus => Municipality.StatusOf(Languages);

    public TimeZoneInfo Zone => Municipality.ZoneOf(Country, Region.Code);

    internal static MunicipalityEntry Of(Municipality m) => new(m.Id, m.Country, m.Code, m.Slug, m.NameFi, m.NameSv, m.NameEn, m.Region, m.Languages,
        m.Latitude, m.Longitude, m.Population, m.State, m.Settings, m.Centre.Id);
}

/// <summary>All municipalities in memory, for the layout, for choices and for reading addresses.</summary>
public sealed class MunicipalityCatalog(IServiceScopeFactory scopes, TimeProvider clock) : Catalog<MunicipalityList>(scopes, clock)
{
    protected override async Task<MunicipalityList> ReadAsync(MatchmakingDb db, CancellationToken ct) => new((await db.Municipalities().AsNoTracking()
        .Include(m => m.Areas.Where(a => a.IsCentre)).OrderBy(m => m.Country).ThenBy(m => m.Code).ToListAsync(ct)).Select(MunicipalityEntry.Of));
}

/// <summary>All municipalities, by country and code.</summary>
public sealed class MunicipalityList
{
    private readonly FrozenDictionary<Guid, MunicipalityEntry> _byId;
    private readonly FrozenDictionary<string, MunicipalityEntry> _bySlug;
    private readonly ILookup<string, MunicipalityEntry> _byOtherName;

    internal MunicipalityList(IEnumerable<MunicipalityEntry> all)
    {
        All = [.. all];
        _byId = All.ToFrozenDictionary(m => m.Id);
        _bySlug = All.ToFrozenDictionary(m => m.Slug);
        _byOtherName = All.SelectMany(m => MunicipalityAddress.OtherNames(m).Select(name => (Name: name, Municipality: m))).ToLookup(p => p.Name, p => p.Municipality);
    }

    public IReadOnlyList<MunicipalityEntry> All { get; }

    public MunicipalityEntry? ById(Guid id) => _byId.GetValueOrDefault(id);

    /// <summary>The municipality at exactly this address.</summary>
    public MunicipalityEntry? BySlug(string slug) => _bySlug.GetValueOrDefault(slug);

    /// <summary>What the first segment of an address means: a municipality, another name of one, or nothing.</summary>
    public MunicipalityAddress Find(string segment)
    {
        if (BySlug(segment) is { } exact) return new(AddressMatch.Exact, exact);
        if (!segment.Any(char.IsLetterOrDigit)) return default;
        var folded = Slug.Of(segment);
        if (Slugs.Reserved.Contains(folded)) return default;
        if (BySlug(folded) is { } same) return new(AddressMatch.OtherName, same);
        return _byOtherName[folded].ToList() is [var only] ? new(AddressMatch.OtherName, only) : default;
    }

    /// <summary>The nearest first, measured between the municipalities' points.</summary>
    public IEnumerable<(MunicipalityEntry Municipality, double Km)> Nearest(double latitude, double longitude) => All
        .Select(m => (Municipality: m, Km: Geo.DistanceKm(latitude, longitude, m.Latitude, m.Longitude))).OrderBy(m => m.Km);
}
