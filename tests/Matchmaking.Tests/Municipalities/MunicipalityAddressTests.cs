using Matchmaking.Municipalities;

namespace Matchmaking.Tests.Municipalities;

public sealed class MunicipalityAddressTests
{
    private static readonly MunicipalityList All = Listed();

    internal static MunicipalityList Listed()
    {
        var facts = MunicipalityFacts.ReadAll();
        return new(facts.Zip(Slugs.ForAll(facts), (f, slug) => MunicipalityEntry.Of(Municipality.New(f, slug))));
    }

    [Theory]
    [InlineData("joensuu")]
    [InlineData("habo-0643")]
    [InlineData("overtornea")]
    public void Its_slug_is_its_address(string slug)
    {
        var found = All.Find(slug);
        Assert.Equal((AddressMatch.Exact, slug), (found.Match, found.Municipality!.Slug));
    }

    [Theory]
    [InlineData("helsingfors", "helsinki")]
    [InlineData("abo", "turku")]
    [InlineData("Åbo", "turku")]
    [InlineData("Jönköping", "jonkoping")]
    [InlineData("JOENSUU", "joensuu")]
    [InlineData("mustasaari", "korsholm")]
    [InlineData("gothenburg", "goteborg")]
    [InlineData("tukholma", "stockholm")]
    [InlineData("Koski%20Tl", null)]
    [InlineData("Koski Tl", "koski-tl")]
    [InlineData("jonkoping-0680", "jonkoping")]
    [InlineData("helsingfors-091", "helsinki")]
    public void Another_of_its_names_leads_to_it(string segment, string? slug)
    {
        var found = All.Find(segment);
        Assert.Equal((slug is null ? AddressMatch.None : AddressMatch.OtherName, slug), (found.Match, found.Municipality?.Slug));
    }

    [Theory]
    [InlineData("habo")]          // two of them
    [InlineData("help")]
    [InlineData("Help")]
    [InlineData("atlantis")]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("../admin")]
    [InlineData("jonkoping-0643")]
    public void What_means_none_or_two_leads_nowhere(string segment) => Assert.Equal(AddressMatch.None, All.Find(segment).Match);

    [Fact]
    public void Every_name_in_every_language_leads_home_unless_two_share_it()
    {
        var lost = All.All.SelectMany(m => new[] { m.NameFi, m.NameSv, m.NameEn }.Distinct().Where(n => All.Find(n).Municipality?.Id != m.Id)).Distinct().Order();
        Assert.Equal(["Habo", "Håbo", "Övertorneå"], lost.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_nearest_to_Vaasa_are_Vaasa_Korsholm_and_Malax_and_across_the_water_comes_Umeå_before_Oulu()
    {
        var vaasa = All.BySlug("vaasa")!;
        var nearest = All.Nearest(vaasa.Latitude, vaasa.Longitude).ToList();
        Assert.Equal((vaasa, 0), nearest[0]);
        Assert.Equal("korsholm", nearest[1].Municipality.Slug);
        Assert.True(nearest.FindIndex(m => m.Municipality.Slug == "umea") < nearest.FindIndex(m => m.Municipality.Slug == "oulu"));
        Assert.Equal(598, nearest.Count);
    }
}
