using Matchmaking.Search;

namespace Matchmaking.Tests.Search;

public sealed class NothingFoundTests
{
    [Theory]
    [InlineData("  Juuston   TEKO ", "juuston teko")]
    [InlineData("Ｋｕｏｒｏ", "kuoro")]
    [InlineData("Åsas kör", "åsas kör")]
    [InlineData("a", null)]
    [InlineData("  ", null)]
    [InlineData("!!??", null)]
    public void Two_typings_of_one_search_are_one(string typed, string? kept) => Assert.Equal(kept, NothingFound.Read(typed));

    [Theory]
    [InlineData("aino@example.org")]
    [InlineData("aino＠example.org")]
    [InlineData("soita 040")]
    [InlineData("٠٤٠ soita")]
    [InlineData("𝟘𝟜𝟘 soita")]
    [InlineData("kuoro²")]
    public void What_may_be_an_address_or_a_number_is_not_kept(string typed) => Assert.Null(NothingFound.Read(typed));

    [Fact]
    public void What_is_long_is_not_kept()
    {
        Assert.NotNull(NothingFound.Read(new string('a', NothingFound.LongestText)));
        Assert.Null(NothingFound.Read(new string('a', NothingFound.LongestText + 1)));
        Assert.Null(NothingFound.Read(string.Concat(Enumerable.Repeat("ﷺ", NothingFound.LongestText)))); // one character, eighteen once it is written out
    }
}
