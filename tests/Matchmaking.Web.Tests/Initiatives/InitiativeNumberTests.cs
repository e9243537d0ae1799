using Matchmaking.Web.Initiatives;

namespace Matchmaking.Web.Tests.Initiatives;

public sealed class InitiativeNumberTests
{
    [Theory]
    [InlineData("12", 12)]
    [InlineData(" #12 ", 12)]
    [InlineData("https://treffitori.example.org/fi/initiatives/12/siivoustalkoot-rantaan", 12)]
    [InlineData("treffitori.example.org/sv/initiatives/12", 12)]
    [InlineData("initiatives/12/x?from=letter#history", 12)]
    [InlineData("/en/initiatives/12/x/join", 12)]
    [InlineData("2147483647", int.MaxValue)]
    [InlineData("2147483648", null)]
    [InlineData("99999999999999999999", null)]
    [InlineData("-12", null)]
    [InlineData("12 13", null)]
    [InlineData("initiatives/drafts/12", null)]
    [InlineData("https://treffitori.example.org/fi/municipalities/12", null)]
    [InlineData("١٢", null)]
    [InlineData("the clean-up", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void It_is_read_from_a_number_or_an_address(string? typed, int? number) => Assert.Equal(number, InitiativeNumber.Read(typed));

    [Fact]
    public void What_is_long_is_not_looked_at() => Assert.Null(InitiativeNumber.Read(new string('1', 4_000) + "/initiatives/12"));
}
