using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Matchmaking.Platform.Time;

namespace Matchmaking.Tests.Platform.Time;

public sealed class WallClockTests
{
    [Theory]
    [InlineData("2021-03-25 09:00", "Europe/Helsinki", WallClockTime.Once, "2021-03-25T07:00Z")]
    [InlineData("2021-07-25 09:00", "Europe/Helsinki", WallClockTime.Once, "2021-07-25T06:00Z")]
    [InlineData("2021-03-25 09:00", "Europe/Stockholm", WallClockTime.Once, "2021-03-25T08:00Z")]
    [InlineData("2028-02-29 12:00", "Europe/Mariehamn", WallClockTime.Once, "2028-02-29T10:00Z")]
    [InlineData("2027-03-28 02:59", "Europe/Helsinki", WallClockTime.Once, "2027-03-28T00:59Z")]
    [InlineData("2027-03-28 03:00", "Europe/Helsinki", WallClockTime.Skipped, "2027-03-28T01:00Z")]
    [InlineData("2027-03-28 03:30", "Europe/Helsinki", WallClockTime.Skipped, "2027-03-28T01:00Z")]
    [InlineData("2027-03-28 03:59", "Europe/Helsinki", WallClockTime.Skipped, "2027-03-28T01:00Z")]
    [InlineData("2027-03-28 04:00", "Europe/Helsinki", WallClockTime.Once, "2027-03-28T01:00Z")]
    [InlineData("2027-03-28 03:30", "Europe/Stockholm", WallClockTime.Once, "2027-03-28T01:30Z")]
    [InlineData("2027-03-28 02:30", "Europe/Stockholm", WallClockTime.Skipped, "2027-03-28T01:00Z")]
    [InlineData("2026-10-25 02:59", "Europe/Helsinki", WallClockTime.Once, "2026-10-24T23:59Z")]
    [InlineData("2026-10-25 03:00", "Europe/Helsinki", WallClockTime.Twice, "2026-10-25T00:00Z")]
    [InlineData("2026-10-25 03:30", "Europe/Helsinki", WallClockTime.Twice, "2026-10-25T00:30Z")]
    [InlineData("2026-10-25 04:00", "Europe/Helsinki", WallClockTime.Once, "2026-10-25T02:00Z")]
    [InlineData("2026-10-25 02:30", "Europe/Stockholm", WallClockTime.Twice, "2026-10-25T00:30Z")]
    public void A_local_time_is_an_instant(string local, string zone, WallClockTime time, string instant)
    {
        var wall = DateTime.Parse(local, CultureInfo.InvariantCulture);
        var reading = WallClock.Read(DateOnly.FromDateTime(wall), TimeOnly.FromDateTime(wall), Zones.OfPlace(zone)!);
        Assert.Equal(new WallClockReading(time, Instant(instant)), reading);
        Assert.Equal(time != WallClockTime.Skipped, reading.Exists);
        Assert.Equal(TimeSpan.Zero, reading.Instant.Offset);
    }

    [Theory]
    [InlineData("Europe/Helsinki", "07:00", "2026-06-01T00:00Z", "2026-06-01T04:00Z")]
    [InlineData("Europe/Helsinki", "07:00", "2026-06-01T04:00Z", "2026-06-02T04:00Z")]
    [InlineData("Europe/Helsinki", "07:00", "2026-06-01T03:59:59.999Z", "2026-06-01T04:00Z")]
    [InlineData("Europe/Helsinki", "07:00", "2027-03-27T05:00Z", "2027-03-28T04:00Z")] // a day of 23 hours
    [InlineData("Europe/Helsinki", "07:00", "2026-10-24T04:00Z", "2026-10-25T05:00Z")] // a day of 25 hours
    [InlineData("Europe/Stockholm", "07:00", "2026-12-31T22:30Z", "2027-01-01T06:00Z")]
    [InlineData("Europe/Helsinki", "03:30", "2027-03-27T12:00Z", "2027-03-28T01:00Z")] // left out: the first valid instant after
    [InlineData("Europe/Helsinki", "03:30", "2027-03-28T01:00Z", "2027-03-29T00:30Z")]
    [InlineData("Europe/Helsinki", "03:30", "2026-10-24T12:00Z", "2026-10-25T00:30Z")] // twice: the first
    [InlineData("Europe/Helsinki", "03:30", "2026-10-25T00:30Z", "2026-10-26T01:30Z")] // and not the second
    public void The_next_time_the_clock_shows_it(string zone, string time, string after, string next)
    {
        var clock = TimeOnly.Parse(time, CultureInfo.InvariantCulture);
        Assert.Equal(Instant(next), WallClock.Next(clock, Instant(after), Zones.OfPlace(zone)!));
    }

    [Fact]
    public void Every_letter_of_the_morning_falls_on_its_own_day()
    {
        var instant = Instant("2026-01-01T00:00Z");
        for (var day = new DateOnly(2026, 1, 1); day.Year < 2028; day = day.AddDays(1))
        {
            instant = WallClock.Next(new(7, 0), instant, Zones.Finland);
            Assert.Equal(day, WallClock.Date(instant, Zones.Finland));
        }
    }

    [Fact]
    public void A_time_that_exists_is_shown_by_the_clock_at_its_instant() => Prop.ForAll(
        Gen.Choose(0, 60 * 24 * 365 * 4).ToArbitrary(), Gen.Elements(Zones.OfPlaces.ToArray()).ToArbitrary(), (minutes, zone) =>
        {
            var wall = new DateTime(2025, 1, 1).AddMinutes(minutes);
            var reading = WallClock.Read(DateOnly.FromDateTime(wall), TimeOnly.FromDateTime(wall), zone);
            var shown = TimeZoneInfo.ConvertTime(reading.Instant, zone).DateTime;
            return reading.Exists ? shown == wall : shown > wall && shown - wall <= TimeSpan.FromHours(1);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_day_lasts_from_its_first_instant_to_the_next()
    {
        Assert.Equal(Instant("2021-03-18T22:00Z"), WallClock.StartOfDay(new(2021, 3, 19), Zones.Finland));
        Assert.Equal(Instant("2021-03-18T23:00Z"), WallClock.StartOfDay(new(2021, 3, 19), Zones.Sweden));
        var beirut = Zones.OfReader("Asia/Beirut")!;                    // midnight itself is left out there in spring
        Assert.Equal(Instant("2025-03-29T22:00Z"), WallClock.StartOfDay(new(2025, 3, 30), beirut));
    }

    [Theory]
    [InlineData("2021-09-08", "2021-09-08")]
    [InlineData("2028-02-29", "2028-02-29")]
    [InlineData("2027-02-29", null)]
    [InlineData("08/09/2021", null)]
    [InlineData("8.9.21", null)]
    [InlineData("2021-09-08T24:00", null)]
    [InlineData("2021-9-8", null)]
    [InlineData("٢٠٢١-٠٩-٠٨", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void A_date_is_read_as_the_field_sends_it(string? value, string? date) =>
        Assert.Equal(date, WallClock.ParseDate(value)?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("09:00", "09:00:00")]
    [InlineData("9.00", "09:00:00")]
    [InlineData("23:59:59", "23:59:59")]
    [InlineData("23:59:60", null)]
    [InlineData("24:00", null)]
    [InlineData("9", null)]
    [InlineData("9 pm", null)]
    [InlineData(null, null)]
    public void A_time_is_read_as_the_field_sends_it(string? value, string? time) =>
        Assert.Equal(time, WallClock.ParseTime(value)?.ToString("HH:mm:ss", CultureInfo.InvariantCulture));

    private static DateTimeOffset Instant(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
