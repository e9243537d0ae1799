using Matchmaking.Municipalities;
using Matchmaking.Platform.Data;
using Matchmaking.Testing;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Web.Tests.Municipalities;

/// <summary>A municipality's slug stands where other addresses begin, so none of those beginnings may be a slug. Routing reads addresses
/// without regard to case, a script of a page too (<c>/Search/SearchPage.razor.js</c>): the beginning counts in small letters, which are
/// all that a slug is made of.</summary>
public sealed class ReservedSlugsTests(TestSite site) : IClassFixture<TestSite>
{
    [Fact]
    public void Every_first_segment_of_an_address_is_reserved()
    {
        var segments = site.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Select(e => e.RoutePattern.RawText!.TrimStart('/').Split('/')[0].ToLowerInvariant())
            .Where(s => s.Length > 0 && Slug.Of(s) == s).Distinct().ToList(); // a name with a dot or a brace is never a slug
        Assert.Contains("municipalities", segments);
        Assert.Contains("search", segments);
        Assert.Empty(segments.Except(Slugs.Reserved));
    }

    [Fact]
    public void What_is_reserved_is_written_as_slugs_are() => Assert.All(Slugs.Reserved, word => Assert.Equal(Slug.Of(word), word));
}
