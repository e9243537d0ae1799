using Matchmaking.Municipalities;
using Matchmaking.Testing;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Web.Tests.Municipalities;

/// <summary>A municipality's slug stands where other addresses begin, so none of those beginnings may be a slug.</summary>
public sealed class ReservedSlugsTests(TestSite site) : IClassFixture<TestSite>
{
    [Fact]
    public void Every_first_segment_of_an_address_is_reserved()
    {
        var segments = site.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Select(e => e.RoutePattern.RawText!.TrimStart('/').Split('/')[0])
            .Where(s => s.Length > 0 && s.All(c => char.IsAsciiLetterOrDigit(c) || c == '-')).Distinct().ToList();
        Assert.Contains("municipalities", segments);
        Assert.Empty(segments.Except(Slugs.Reserved, StringComparer.OrdinalIgnoreCase)); // addresses are read without regard to case
    }
}
