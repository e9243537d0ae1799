using System.Net;
using AngleSharp.Dom;
using Matchmaking.Testing;

namespace Matchmaking.Web.Tests.Municipalities;

public sealed class ChooseMunicipalityPageTests(TestSite site) : IClassFixture<TestSite>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("fi", "Suomi", "Uusimaa (26)")]
    [InlineData("sv", "Sverige", "Blekinge län (5)")]
    [InlineData("en", "Finland", "Åland (16)")]
    public async Task Get_lists_all_598_by_country_and_region(string language, string first, string region)
    {
        var page = await site.GetPageAsync($"/{language}/municipalities", Ct);
        var towns = page.Document.QuerySelectorAll("details li a").Select(a => a.GetAttribute("href")!).ToList();
        Assert.Equal(598, towns.Distinct().Count());
        Assert.Equal(first, page.Document.QuerySelectorAll("main h2").First(h => h.TextContent is "Suomi" or "Ruotsi" or "Sverige" or "Finland" or "Sweden").TextContent);
        Assert.Equal(40, page.Document.QuerySelectorAll("details summary").Length);
        Assert.Contains(region, page.Document.QuerySelectorAll("details summary").Select(s => s.TextContent));
    }

    [Fact]
    public async Task Get_puts_å_ä_and_ö_last_as_the_alphabet_does()
    {
        var page = await site.GetPageAsync("/sv/municipalities", Ct);
        var skåne = page.Document.QuerySelectorAll("details").Single(d => d.QuerySelector("summary")!.TextContent.StartsWith("Skåne", StringComparison.Ordinal));
        var towns = skåne.QuerySelectorAll("li").Select(l => l.TextContent).ToList();
        Assert.Equal(["Ängelholm", "Örkelljunga", "Östra Göinge"], towns[^3..]);
    }

    [Fact]
    public async Task Get_is_small_enough_for_a_slow_line()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/fi/municipalities");
        request.Headers.AcceptEncoding.ParseAdd("br");
        using var answer = await site.NewVisitor().Client.SendAsync(request, Ct);
        Assert.Equal("br", answer.Content.Headers.ContentEncoding.Single());
        Assert.InRange((await answer.Content.ReadAsByteArrayAsync(Ct)).Length, 5_000, 30_000);
    }

    [Theory]
    [InlineData("helsingfors", "Helsinki")]
    [InlineData("Jonkopping", "Jönköping")]
    [InlineData("umea", "Uumaja")]
    public async Task Get_with_a_name_finds_it(string name, string found)
    {
        var page = await site.GetPageAsync($"/fi/municipalities?q={name}", Ct);
        Assert.Contains(found, page.Document.QuerySelectorAll("main li a").Select(a => a.TextContent));
        Assert.Equal(name, page.Document.QuerySelector("#municipality")!.GetAttribute("value"));
        Assert.DoesNotContain(page.Document.QuerySelectorAll("main summary"), s => s.TextContent.Contains('('));
    }

    [Theory]
    [InlineData("xyzzy")]
    [InlineData("%25")]
    [InlineData("%3Cscript%3Ealert(1)%3C/script%3E")]
    public async Task Get_with_what_is_no_name_says_so_and_does_no_harm(string name)
    {
        var page = await site.GetPageAsync($"/en/municipalities?q={name}", Ct);
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("No municipality found", page.Text(".mm-empty"));
        Assert.DoesNotContain("<script>alert", page.Body);
    }

    [Fact]
    public async Task Get_of_a_municipality_that_joined_meanwhile_shows_it_first()
    {
        Assert.Null((await site.GetPageAsync("/fi/municipalities", Ct)).Document.QuerySelector("main section h2 + ul"));
        var administrator = await Official.SignInAsync(site, Matchmaking.People.Office.Administrator);
        var page = await administrator.GetPageAsync("/fi/admin/municipalities/joensuu", Ct);
        await administrator.PostAsync(page, "form[action$=\"/join\"]", ct: Ct);
        var first = "";
        for (var i = 0; i < 50 && first.Length == 0; i++) // other readers' pages are dropped when the database tells of the change: a moment later
        {
            if (i > 0) await Task.Delay(20, Ct);
            first = (await site.GetPageAsync("/fi/municipalities", Ct)).Document.QuerySelector("main section h2 + ul")?.TextContent.Trim() ?? "";
        }
        Assert.Equal("Joensuu", first);
    }
}
