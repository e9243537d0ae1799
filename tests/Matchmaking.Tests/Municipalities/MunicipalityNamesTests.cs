using Matchmaking.Municipalities;
using Matchmaking.Testing;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Tests.Municipalities;

/// <summary>A municipality is found as people call it, and nearly.</summary>
public sealed class MunicipalityNamesTests(TestDomain domain) : IClassFixture<TestDomain>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Joensuu", "joensuu")]
    [InlineData("joen", "joensuu")]
    [InlineData("Jönköping", "jonkoping")]
    [InlineData("jonkoping", "jonkoping")]
    [InlineData("JÖNKÖP", "jonkoping")]
    [InlineData("Jo\u0308nko\u0308ping", "jonkoping")]
    [InlineData("Helsingfors", "helsinki")]
    [InlineData("Åbo", "turku")]
    [InlineData("Vasa", "vaasa")]
    [InlineData("Gothenburg", "goteborg")]
    [InlineData("Tukholma", "stockholm")]
    [InlineData("upplands v", "upplands-vasby")]
    [InlineData("väsby", "upplands-vasby")]
    [InlineData("Ii", "ii")]
    [InlineData("koski tl", "koski-tl")]
    public async Task By_any_of_its_names_whole_or_begun(string text, string slug) => Assert.Equal(slug, (await FindAsync(text))[0]);

    [Theory]
    [InlineData("Joesnuu", "joensuu")]
    [InlineData("Jonkoeping", "jonkoping")]
    [InlineData("Jyvskylä", "jyvaskyla")]
    [InlineData("Helsnki", "helsinki")]
    [InlineData("Tamppere", "tampere")]
    [InlineData("Göteburg", "goteborg")]
    [InlineData("Rovanieni", "rovaniemi")]
    [InlineData("Lappenranta", "lappeenranta")]
    [InlineData("Öreboro", "orebro")]
    [InlineData("Joensuun kaupunki", "joensuu")]
    [InlineData("Jönköpings kommun", "jonkoping")]
    public async Task Though_misspelt(string text, string slug) => Assert.Contains(slug, (await FindAsync(text)).Take(3));

    [Fact]
    public async Task Both_that_share_a_name_are_found_the_larger_first() => Assert.Equal(["habo-0305", "habo-0643"], (await FindAsync("Habo")).Take(2));

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("%")]
    [InlineData("_")]
    [InlineData("'; drop table municipality; --")]
    [InlineData("xyzzy")]
    [InlineData("日本語")]
    public async Task What_is_no_name_finds_none_and_does_no_harm(string text) => Assert.Empty(await FindAsync(text));

    private Task<List<string>> FindAsync(string text) => domain.ReadAsync(db => db.Municipalities().Named(text).Select(m => m.Slug).ToListAsync(Ct));
}
