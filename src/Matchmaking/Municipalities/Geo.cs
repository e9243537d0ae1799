namespace Matchmaking.Municipalities;

/// <summary>Distances as the crow flies, which is what a person may be told about another place.</summary>
public static class Geo
{
    private const double EarthRadiusKm = 6371.0088;

    /// <summary>Kilometres between two points given in degrees (WGS 84), by the haversine formula; right to half a percent.</summary>
    public static double DistanceKm(double latitude, double longitude, double otherLatitude, double otherLongitude)
    {
        var (a, b) = (double.DegreesToRadians(latitude), double.DegreesToRadians(otherLatitude));
        var half = Square(Math.Sin((b - a) / 2)) + Math.Cos(a) * Math.Cos(b) * Square(Math.Sin(double.DegreesToRadians(otherLongitude - longitude) / 2));
        return 2 * EarthRadiusKm * Math.Asin(Math.Min(1, Math.Sqrt(half)));
    }

    /// <summary>As it is shown, so that nobody can be placed by it: whole kilometres under ten, fives under fifty, then tens.
    /// 0 only within one area; never 0 between two.</summary>
    public static int RoundedKm(double km) => km switch
    {
        <= 0 => 0,
        < 9.5 => Math.Max(1, (int)Math.Round(km, MidpointRounding.AwayFromZero)),
        < 47.5 => 5 * (int)Math.Round(km / 5, MidpointRounding.AwayFromZero),
        _ => 10 * (int)Math.Round(km / 10, MidpointRounding.AwayFromZero),
    };

    private static double Square(double x) => x * x;
}
