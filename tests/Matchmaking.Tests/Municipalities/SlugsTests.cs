using System.Security.Cryptography;
using System.Text;
using Matchmaking.Municipalities;

namespace Matchmaking.Tests.Municipalities;

public sealed class SlugsTests
{
    private static readonly IReadOnlyList<MunicipalityFacts> All = MunicipalityFacts.ReadAll();
    private static readonly IReadOnlyList<string> AllSlugs = Slugs.ForAll(All);

    [Theory]
    [InlineData(Country.FI, "167", "joensuu")]
    [InlineData(Country.SE, "0680", "jonkoping")]
    [InlineData(Country.FI, "905", "vaasa")]
    [InlineData(Country.FI, "091", "helsinki")]
    [InlineData(Country.FI, "499", "korsholm")]
    [InlineData(Country.FI, "599", "pedersore")]
    [InlineData(Country.FI, "478", "mariehamn")]
    [InlineData(Country.FI, "638", "porvoo")]
    [InlineData(Country.FI, "284", "koski-tl")]
    [InlineData(Country.FI, "508", "mantta-vilppula")]
    [InlineData(Country.FI, "139", "ii")]
    [InlineData(Country.FI, "976", "ylitornio")]
    [InlineData(Country.SE, "2518", "overtornea")]
    [InlineData(Country.SE, "1480", "goteborg")]
    [InlineData(Country.SE, "0114", "upplands-vasby")]
    [InlineData(Country.SE, "2321", "are")]
    public void It_is_the_name_of_the_majority_without_diacritics(Country country, string code, string slug) => Assert.Equal(slug, SlugOf(All, country, code));

    [Fact]
    public void Habo_and_Håbo_both_carry_their_code_and_they_alone()
    {
        Assert.Equal("habo-0643", SlugOf(All, Country.SE, "0643"));
        Assert.Equal("habo-0305", SlugOf(All, Country.SE, "0305"));
        Assert.Equal(["habo-0305", "habo-0643"], AllSlugs.Where(s => s.Any(char.IsDigit)).Order());
    }

    [Fact]
    public void A_name_that_the_site_needs_for_itself_gets_the_code()
    {
        var facts = All.Single(m => m.NameFi == "Ii") with { NameFi = "Help" };
        Assert.Equal(["help-139"], Slugs.ForAll([facts]));
    }

    [Fact]
    public void All_598_differ_can_stand_in_an_address_and_are_not_reserved()
    {
        Assert.Equal(598, AllSlugs.Distinct().Count());
        Assert.All(AllSlugs, s => Assert.Matches("^[a-z]+(-[a-z]+)*(-[0-9]{3,4})?$", s));
        Assert.Empty(AllSlugs.Intersect(Slugs.Reserved));
    }

    [Fact]
    public void No_name_of_a_municipality_in_any_language_is_reserved() => Assert.Empty(
        All.SelectMany(m => new[] { m.NameFi, m.NameSv, m.NameEn }).Select(Matchmaking.Platform.Data.Slug.Of).Intersect(Slugs.Reserved));

    /// <summary>An address that was given is never taken back. When the list of municipalities itself changes, look at what else did.</summary>
    [Fact]
    public void Not_one_of_them_has_changed() => Assert.Equal("da4d823f2968fd53",
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', AllSlugs))))[..16]);

    private static string SlugOf(IReadOnlyList<MunicipalityFacts> all, Country country, string code) =>
        AllSlugs[all.Index().Single(m => m.Item.Country == country && m.Item.Code == code).Index];
}
