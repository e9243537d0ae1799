using Matchmaking.Platform.Time;

namespace Matchmaking.Tests.Platform.Time;

public sealed class ZonesTests
{
    [Theory]
    [InlineData("Europe/Helsinki", true)]
    [InlineData("Europe/Mariehamn", true)]
    [InlineData("Europe/Stockholm", true)]
    [InlineData("Europe/Oslo", false)]
    [InlineData("europe/helsinki", false)]
    [InlineData("FLE Standard Time", false)]
    [InlineData("../../etc/passwd", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Things_take_place_in_three_zones(string? id, bool known) => Assert.Equal(known ? id : null, Zones.OfPlace(id)?.Id);

    [Theory]
    [InlineData("Europe/London", "Europe/London")]
    [InlineData("America/Argentina/Buenos_Aires", "America/Argentina/Buenos_Aires")]
    [InlineData("America/Port-au-Prince", "America/Port-au-Prince")]
    [InlineData("UTC", "UTC")]
    [InlineData("Europe/Kiev", "Europe/Kyiv")]
    [InlineData("Asia/Calcutta", "Asia/Kolkata")]
    [InlineData("EST5EDT", null)]
    [InlineData("UTC+25", null)]
    [InlineData("+02:00", null)]
    [InlineData("Etc/GMT+2", null)]
    [InlineData("FLE Standard Time", null)]
    [InlineData("../../etc/passwd", null)]
    [InlineData("Europe/../../../etc/passwd", null)]
    [InlineData("Europe/Helsinki\n", null)]
    [InlineData("Europe/Atlantis", null)]
    [InlineData("Europe", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void A_reader_may_be_anywhere_that_has_a_name(string? id, string? zone) => Assert.Equal(zone, Zones.OfReader(id)?.Id);
}
