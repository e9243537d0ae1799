using Matchmaking.People;
using Matchmaking.Testing;

namespace Matchmaking.Web.Tests.Layout;

/// <summary>The way to one's own page has a name, also while one has none.</summary>
public sealed class SiteHeaderTests(TestSite site) : IClassFixture<TestSite>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Get_by_one_who_has_not_said_a_name_still_names_the_way_to_the_own_page() => Assert.Equal("Me", await SaidAsync(name: null));

    [Fact]
    public async Task Get_by_one_who_has_says_it() => Assert.Equal("Ilona", await SaidAsync("Ilona"));

    private async Task<string> SaidAsync(string? name)
    {
        var person = Person.New($"{Guid.CreateVersion7():N}@example.org", "en", site.Clock.GetUtcNow());
        if (name is not null) person.Welcome(name, under18: false, municipalityId: null, site.Clock.GetUtcNow());
        await site.SaveAsync(db => db.Add(person));
        var page = await (await site.SignInAsync(person.Id)).GetPageAsync("/en/", Ct);
        page.Document.QuerySelector(".mm-account .ds-avatar")?.Remove(); // its initials are not read out
        return page.Text(".mm-account");
    }
}
