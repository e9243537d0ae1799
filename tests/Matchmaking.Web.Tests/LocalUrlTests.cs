namespace Matchmaking.Web.Tests;

public sealed class LocalUrlTests
{
    [Theory]
    [InlineData("/")]
    [InlineData("/fi")]
    [InlineData("/fi/")]
    [InlineData("/sv/initiatives/12/stadtalko")]
    [InlineData("/fi/initiatives/12/siivoustalkoot/join")]
    [InlineData("/en/search?q=talkoot&theme=3")]
    [InlineData("/fi/search?q=%C3%A4iti%20ja%20lapsi")]
    [InlineData("/fi/search?q=a%2Fb")]
    [InlineData("/fi/search?returnUrl=https://example.org")]
    [InlineData("/fi/search?q=a@b")]
    [InlineData("/fi/%C3%A5bo")]
    [InlineData("/j/AbC-_123.~")]
    [InlineData("/fi/initiatives?page=2&sort=-name")]
    [InlineData("/fi/v1.2/x")]
    public void What_is_of_this_site_is_taken_as_it_is(string url)
    {
        Assert.True(LocalUrl.TryParse(url, out var local));
        Assert.Equal(url, local);
        Assert.Equal(url, LocalUrl.OrHome(url));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("fi/initiatives")]
    [InlineData("./x")]
    [InlineData("../x")]
    [InlineData("?q=1")]
    [InlineData("#main")]
    [InlineData("/fi#main")]
    [InlineData("https://evil.example")]
    [InlineData("http:evil.example")]
    [InlineData("https:evil")]
    [InlineData("https:/evil.example")]
    [InlineData("HTTPS://EVIL.EXAMPLE")]
    [InlineData("javascript:alert(1)")]
    [InlineData("/javascript:alert(1)")]
    [InlineData("data:text/html,x")]
    [InlineData("mailto:a@example.org")]
    [InlineData("//evil.example")]
    [InlineData("///evil.example")]
    [InlineData("////evil.example")]
    [InlineData("//fi/x")]
    [InlineData("/fi//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("\\\\evil.example")]
    [InlineData("\\/evil.example")]
    [InlineData("/fi\\..\\x")]
    [InlineData("/%5Cevil.example")]
    [InlineData("/%5cevil.example")]
    [InlineData("/%2Fevil.example")]
    [InlineData("/%2f%2fevil.example")]
    [InlineData("/%252Fevil.example")]
    [InlineData("/%255Cevil.example")]
    [InlineData("/@evil.example")]
    [InlineData("/%40evil.example")]
    [InlineData("/fi/@evil")]
    [InlineData("/\tevil")]
    [InlineData("/%09/evil")]
    [InlineData("/\n/evil")]
    [InlineData("/\r\nSet-Cookie:x=1")]
    [InlineData("/%0d%0aSet-Cookie:x=1")]
    [InlineData("/fi?x=%0d%0aSet-Cookie:x=1")]
    [InlineData("/fi?x=\r\nLocation:x")]
    [InlineData("/%00")]
    [InlineData("/fi?x=%00")]
    [InlineData("/fi?x=%7f")]
    [InlineData(" //evil.example")]
    [InlineData("/ /evil")]
    [InlineData("\u0000//evil")]
    [InlineData("/\u2028evil")]
    [InlineData("/\u3002evil")]
    [InlineData("/\uFF0Fevil.example")]
    [InlineData("/.")]
    [InlineData("/..")]
    [InlineData("/../x")]
    [InlineData("/fi/./x")]
    [InlineData("/fi/../../x")]
    [InlineData("/.//evil.example")]
    [InlineData("/%2e%2e/x")]
    [InlineData("/%2e%2e%2fevil")]
    [InlineData("/fi/%")]
    [InlineData("/fi/%4")]
    [InlineData("/fi/%zz")]
    [InlineData("/fi?x=%")]
    [InlineData("/fi?x=<script>")]
    [InlineData("/fi?x=\"onload=")]
    [InlineData("/;evil")]
    [InlineData("/fi?x=\\evil")]
    public void What_could_lead_elsewhere_becomes_the_front_page(string? url)
    {
        Assert.False(LocalUrl.TryParse(url, out var local));
        Assert.Null(local);
        Assert.Equal("/", LocalUrl.OrHome(url));
    }

    [Fact]
    public void An_address_beyond_all_measure_is_not_taken()
    {
        Assert.True(LocalUrl.TryParse("/" + new string('a', 1999), out _));
        Assert.False(LocalUrl.TryParse("/" + new string('a', 2000), out _));
    }

    /// <summary>Whatever is taken, a browser that resolves it stays on the site.</summary>
    [Fact]
    public void Random_addresses_that_are_taken_stay_on_the_site()
    {
        var random = new Random(20261122);
        var pieces = new[] { "/", "\\", "..", ".", "%2f", "%5c", "%09", "@", ":", "evil.example", "fi", "?", "#", "\t", "x=1", "%C3%A4", "http", ";", "%25", "//", "&" };
        var site = new Uri("https://treffitori.example.org/fi/sign-in");
        var taken = 0;
        for (var i = 0; i < 200_000; i++)
        {
            var url = "/" + string.Concat(Enumerable.Range(0, random.Next(6)).Select(_ => pieces[random.Next(pieces.Length)]));
            if (!LocalUrl.TryParse(url, out var local)) continue;
            taken++;
            var resolved = new Uri(site, local);
            Assert.Equal("https://treffitori.example.org", resolved.GetLeftPart(UriPartial.Authority));
            Assert.Equal(local.Split('?')[0], resolved.AbsolutePath);
        }
        Assert.True(taken > 1000, $"only {taken} were taken");
    }
}
