using CsvHelper;

namespace Matchmaking.Municipalities;

/// <summary>What the reference data say of a municipality; where they come from is told in <c>Data/ATTRIBUTION.md</c>.</summary>
internal sealed record MunicipalityFacts(
    Country Country, string Code, string NameFi, string NameSv, string NameEn, Region Region, string[] Languages, string LanguageStatus,
    string[] MinorityLanguages, double Latitude, double Longitude, int Population, int PopulationYear)
{
    /// <summary>The name its residents' majority uses.</summary>
    public string MajorityName => Languages[0] == "fi" ? NameFi : NameSv;

    /// <summary>All 308 of Finland and 290 of Sweden, in the order of the files.</summary>
    public static IReadOnlyList<MunicipalityFacts> ReadAll()
    {
        var regions = Read("regions-en.csv", csv => (Country: Text(csv, "country"), Code: Text(csv, "code"), Name: Text(csv, "name_en")))
            .ToDictionary(r => (r.Country, r.Code), r => r.Name);
        return [.. Read("municipalities-fi.csv", Row), .. Read("municipalities-se.csv", Row)];

        MunicipalityFacts Row(CsvReader csv) => new(
            Enum.Parse<Country>(Text(csv, "country")), Text(csv, "code"), Text(csv, "name_fi"), Text(csv, "name_sv"), Text(csv, "name_en"),
            new Region
            {
                Code = Text(csv, "region_code"),
                NameFi = Text(csv, "region_name_fi"),
                NameSv = Text(csv, "region_name_sv"),
                NameEn = regions[(Text(csv, "country"), Text(csv, "region_code"))],
            },
            List(csv, "languages"), Text(csv, "language_status"), List(csv, "minority_languages"),
            csv.Parse<double>("lat"), csv.Parse<double>("lon"), csv.Parse<int>("population"), csv.Parse<int>("population_year"));
    }

    private static IEnumerable<T> Read<T>(string file, Func<CsvReader, T> row)
    {
        using var stream = typeof(MunicipalityFacts).Assembly.GetManifestResourceStream($"Matchmaking.Municipalities.Data.{file}")!;
        using var csv = CsvReader.Create(stream, new CsvReaderOptions { Separator = ',' });
        while (csv.Read()) yield return row(csv);
    }

    private static string Text(CsvReader csv, string column) => csv.GetString(column);

    private static string[] List(CsvReader csv, string column) => Text(csv, column).Split(';', StringSplitOptions.RemoveEmptyEntries);
}
