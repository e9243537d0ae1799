using Matchmaking.Municipalities;

namespace Matchmaking.Tests.Municipalities;

public sealed class GeoTests
{
    [Theory]
    [InlineData(60.1699, 24.9384, 59.3293, 18.0686, 396)]  // Helsinki and Stockholm
    [InlineData(62.6010, 29.7636, 63.0960, 21.6158, 417)]  // Joensuu and Vaasa
    [InlineData(60, 25, 61, 25, 111)]                      // a degree of latitude
    [InlineData(60, 25, 60, 26, 56)]                       // a degree of longitude this far north
    public void It_is_the_way_of_the_crow(double latitude, double longitude, double otherLatitude, double otherLongitude, int km)
    {
        Assert.Equal(km, Geo.DistanceKm(latitude, longitude, otherLatitude, otherLongitude), tolerance: km * 0.005 + 0.5);
        Assert.Equal(km, Geo.DistanceKm(otherLatitude, otherLongitude, latitude, longitude), tolerance: km * 0.005 + 0.5);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.04, 1)]
    [InlineData(1.4, 1)]
    [InlineData(9.4, 9)]
    [InlineData(9.6, 10)]
    [InlineData(12.4, 10)]
    [InlineData(12.6, 15)]
    [InlineData(47, 45)]
    [InlineData(48, 50)]
    [InlineData(414.2, 410)]
    public void What_is_shown_is_rounded_the_more_the_farther(double km, int shown) => Assert.Equal(shown, Geo.RoundedKm(km));

    [Fact]
    public void Farther_is_never_shown_as_nearer()
    {
        var shown = Enumerable.Range(0, 10_000).Select(i => Geo.RoundedKm(i / 20d)).ToList();
        Assert.Equal(shown.Order(), shown);
    }
}
