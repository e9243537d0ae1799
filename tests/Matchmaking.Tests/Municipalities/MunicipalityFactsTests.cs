using Matchmaking.Municipalities;

namespace Matchmaking.Tests.Municipalities;

public sealed class MunicipalityFactsTests
{
    private static readonly IReadOnlyList<MunicipalityFacts> All = MunicipalityFacts.ReadAll();

    [Fact]
    public void All_308_of_Finland_and_all_290_of_Sweden_are_there_once()
    {
        Assert.Equal(308, All.Count(m => m.Country == Country.FI));
        Assert.Equal(290, All.Count(m => m.Country == Country.SE));
        Assert.Equal(598, All.DistinctBy(m => (m.Country, m.Code)).Count());
    }

    [Fact]
    public void Codes_keep_their_leading_zeros()
    {
        Assert.All(All, m => Assert.Equal(m.Country == Country.FI ? 3 : 4, m.Code.Length));
        Assert.Contains(All, m => m is { Country: Country.FI, Code: "005", NameFi: "Alajärvi" });
        Assert.Contains(All, m => m is { Country: Country.SE, Code: "0114", NameSv: "Upplands Väsby" });
    }

    [Fact]
    public void There_are_19_regions_and_21_counties_each_named_in_three_languages()
    {
        var regions = All.Select(m => (m.Country, m.Region)).Distinct().ToList();
        Assert.Equal(19, regions.Count(r => r.Country == Country.FI));
        Assert.Equal(21, regions.Count(r => r.Country == Country.SE));
        Assert.All(regions, r => Assert.All((string[])["fi", "sv", "en"], language => Assert.NotEmpty(r.Region.Name(language))));
    }

    [Fact]
    public void The_language_status_of_the_data_follows_from_the_order_of_languages()
    {
        Assert.All(All, m => Assert.Equal(m.LanguageStatus, Municipality.StatusOf(m.Languages) switch
        {
            LanguageStatus.FinnishOnly => "fi-monolingual",
            LanguageStatus.FinnishMajority => "bilingual-fi-majority",
            LanguageStatus.SwedishMajority => "bilingual-sv-majority",
            _ => "sv-monolingual",
        }));
        Assert.Equal(18, All.Count(m => Municipality.StatusOf(m.Languages) == LanguageStatus.FinnishMajority));
        Assert.Equal(15, All.Count(m => Municipality.StatusOf(m.Languages) == LanguageStatus.SwedishMajority));
    }

    [Fact]
    public void Åland_is_the_16_Swedish_municipalities_of_Finland_and_has_its_own_clock()
    {
        var åland = All.Where(m => Municipality.ZoneOf(m.Country, m.Region.Code).Id == "Europe/Mariehamn").ToList();
        Assert.Equal(16, åland.Count);
        Assert.Equal(All.Where(m => m.Country == Country.FI && m.Languages is ["sv"]), åland);
        Assert.All(All.Where(m => m.Country == Country.SE), m => Assert.Equal("Europe/Stockholm", Municipality.ZoneOf(m.Country, m.Region.Code).Id));
    }

    [Fact]
    public void Every_point_lies_in_the_two_countries_and_every_minority_language_is_known()
    {
        Assert.All(All, m => Assert.True(m.Latitude is > 55 and < 71 && m.Longitude is > 10 and < 32, m.NameFi));
        Assert.All(All, m => Assert.Subset(MunicipalitySettings.KnownMinorityLanguages.ToHashSet(), m.MinorityLanguages.ToHashSet()));
        Assert.Equal(["se", "smn", "sms"], All.Single(m => m.NameFi == "Inari").MinorityLanguages);
    }
}
