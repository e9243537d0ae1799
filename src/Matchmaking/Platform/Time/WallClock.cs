using System.Globalization;

namespace Matchmaking.Platform.Time;

/// <summary>Most local times happen once. In spring an hour is left out (<see cref="Skipped"/>); in autumn an hour comes
/// <see cref="Twice"/>.</summary>
public enum WallClockTime { Once, Twice, Skipped }

/// <summary>The instant, in UTC, of a local time. Of one that comes twice it is the first; of one that is left out it is the next
/// valid time, which a form offers together with its error.</summary>
public readonly record struct WallClockReading(WallClockTime Time, DateTimeOffset Instant)
{
    public bool Exists => Time != WallClockTime.Skipped;
}

/// <summary>The clock on the wall of a place: what people write in a form, and how it becomes an instant.</summary>
public static class WallClock
{
    private static readonly string[] TimeFormats = ["HH:mm", "HH:mm:ss", "H.mm", "H:mm"];

    public static WallClockReading Read(DateOnly date, TimeOnly time, TimeZoneInfo zone)
    {
        var local = date.ToDateTime(time);
        if (zone.IsInvalidTime(local)) return new(WallClockTime.Skipped, Instant(AfterGap(local, zone), zone));
        return new(zone.IsAmbiguousTime(local) ? WallClockTime.Twice : WallClockTime.Once, Instant(local, zone));
    }

    /// <summary>The instant of a local time that is known, such as that of a meeting.</summary>
    public static DateTimeOffset InstantOf(DateTime local, TimeZoneInfo zone) => Read(DateOnly.FromDateTime(local), TimeOnly.FromDateTime(local), zone).Instant;

    /// <summary>The first instant after <paramref name="after"/> at which the clock shows this time: next morning at seven. Where
    /// that day leaves the time out, the first valid instant after it; where the time comes twice, the first.</summary>
    public static DateTimeOffset Next(TimeOnly time, DateTimeOffset after, TimeZoneInfo zone)
    {
        for (var date = Date(after, zone); ; date = date.AddDays(1))
        {
            var instant = Read(date, time, zone).Instant;
            if (instant > after) return instant;
        }
    }

    /// <summary>The first instant of a day. A deadline "by the 18th" is over at the start of the 19th, not before.</summary>
    public static DateTimeOffset StartOfDay(DateOnly date, TimeZoneInfo zone) => Read(date, TimeOnly.MinValue, zone).Instant;

    /// <summary>The day that the calendar on the wall shows.</summary>
    public static DateOnly Date(DateTimeOffset instant, TimeZoneInfo zone) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, zone).DateTime);

    /// <summary>What <c>&lt;input type="date"&gt;</c> sends, 2021-09-08, and nothing else: 08/09/2021 is two different days.</summary>
    public static DateOnly? ParseDate(string? value) =>
        DateOnly.TryParseExact(value?.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;

    /// <summary>What <c>&lt;input type="time"&gt;</c> sends, 09:00, with seconds where a browser adds them; or the same as people here
    /// type it where there is no such field, 9.00. No 24:00 and no leap second.</summary>
    public static TimeOnly? ParseTime(string? value) =>
        TimeOnly.TryParseExact(value?.Trim(), TimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;

    /// <summary>Zones change their clocks at whole minutes.</summary>
    private static DateTime AfterGap(DateTime local, TimeZoneInfo zone)
    {
        local = local.AddTicks(-(local.Ticks % TimeSpan.TicksPerMinute));
        while (zone.IsInvalidTime(local)) local = local.AddMinutes(1);
        return local;
    }

    private static DateTimeOffset Instant(DateTime local, TimeZoneInfo zone)
    {
        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }
}
