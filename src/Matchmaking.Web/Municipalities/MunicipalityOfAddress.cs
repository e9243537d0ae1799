using Matchmaking.Municipalities;

namespace Matchmaking.Web.Municipalities;

/// <summary>Finds the municipality that an address names, by its slug or by another of its names when only one has it.</summary>
public sealed class MunicipalityOfAddress(MunicipalityCatalog catalog)
{
    public async Task<HereMunicipality?> FindAsync(string slug, string language, CancellationToken ct) =>
        (await catalog.GetAsync(ct)).Find(slug).Municipality is { } found ? Entry(found, language) : null;

    /// <summary>As much of it as the frame of its pages needs.</summary>
    public static HereMunicipality Entry(MunicipalityEntry municipality, string language) =>
        new(municipality.Id, municipality.Slug, municipality.Name(language), municipality.Country.ToString(), municipality.Zone.Id,
            BrandTheme.AddressOf(municipality));
}
