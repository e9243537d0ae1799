using Matchmaking.Web.Components;

namespace Matchmaking.Web.Tests.Components;

public sealed class SafeLinkTests
{
    [Theory]
    [InlineData("https://example.org")]
    [InlineData("http://example.org:8080/a/b?c=d:e#f")]
    [InlineData("https://åland.example/ö")]
    [InlineData("HTTPS://EXAMPLE.ORG/")]
    [InlineData("https://[2001:db8::1]/")]
    [InlineData("https://example.org/@aino")]
    [InlineData("mailto:aino.virtanen@example.org")]
    [InlineData("mailto:aino@example.org?subject=Moi%20vaan")]
    [InlineData("tel:+358-40-1234567")]
    [InlineData("initiatives/12/talkoot")]
    [InlineData("/initiatives/12")]
    [InlineData("?page=2")]
    [InlineData("a/b:c")]
    [InlineData("#")]
    public void Where_a_link_may_lead(string address) => Assert.Equal(address, SafeLink.Clean(address));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("javascript:alert(1)")]
    [InlineData("java\tscript:alert(1)")]
    [InlineData("java\nscript:alert(1)")]
    [InlineData("\u0001javascript:alert(1)")]
    [InlineData(" javascript:alert(1)")]
    [InlineData("data:text/html,x")]
    [InlineData("vbscript:x")]
    [InlineData("ftp://example.org")]
    [InlineData("unknown:x")]
    [InlineData("a:b")]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("\\\\evil.example")]
    [InlineData("http:evil.example")]
    [InlineData("http:/evil.example")]
    [InlineData("http:///evil.example")]
    [InlineData("https://")]
    [InlineData("https://good.example@evil.example")]
    [InlineData("https://good.example:x@evil.example")]
    [InlineData("https://example.org/\"onclick")]
    [InlineData("https://example.org/a b")]
    [InlineData("https://example.org/\u202Egnp.exe")]
    [InlineData("mailto:a@example.org?bcc=b@example.org")]
    [InlineData("mailto:a@example.org%0D%0ABcc:b")]
    [InlineData("mailto:x")]
    [InlineData("tel:*%2306#")]
    public void And_where_not(string? address) => Assert.Null(SafeLink.Clean(address));

    [Fact]
    public void A_link_of_more_than_2000_characters_leads_nowhere()
    {
        Assert.NotNull(SafeLink.Clean("https://example.org/" + new string('a', 1_900)));
        Assert.Null(SafeLink.Clean("https://example.org/" + new string('a', 2_000)));
    }
}
