using System.Globalization;
using Matchmaking.Platform.Time;
using Microsoft.Extensions.Localization;

namespace Matchmaking.Web.Components.Language;

/// <summary>Dates and times as people write them in the reader's language. An instant is shown on the clock of its place; one that
/// the clock shows twice (an autumn night) also with its distance from UTC. On a page the country is that of its municipality; in a
/// letter, that of the reader.</summary>
public sealed class Dates(IStringLocalizer<Texts> T, TimeProvider clock, Here here)
{
    private enum Direction { Ago, In }

    private enum Unit { Minute, Hour, Day, Week, Month, Year }

    /// <summary>A page may enter its municipality while it renders, which the ambient culture cannot follow.</summary>
    private DateForm Form => DateForm.Of(here.Municipality is null ? CultureInfo.CurrentCulture : here.Culture);

    /// <summary>to 25.3.2021 · tors. 25.3.2021 · torsdag 25 mars 2021 · Thursday 25 March 2021</summary>
    public string Day(DateOnly day) => $"{Form.Weekday(day)} {Form.Day(day)}";

    /// <summary>The same without the weekday.</summary>
    public string PlainDay(DateOnly day) => Form.Day(day);

    /// <summary>25.–27.3.2021 · 25–27.3.2021 · 25–27 mars 2021 · 25–27 March 2021</summary>
    public string Days(DateOnly from, DateOnly to) => Form.Days(from, to);

    /// <summary>maaliskuu 2021</summary>
    public string Month(DateOnly day) => $"{Form.Months[day.Month - 1]} {day.Year}";

    /// <summary>maalis, for a tile with the day in large figures</summary>
    public string ShortMonth(DateOnly day) => Form.ShortMonths[day.Month - 1];

    /// <summary>9.00 · in Sweden 09.00</summary>
    public string Time(TimeOnly time) => Form.Time(time);

    /// <summary>9.00–11.00, as in a programme</summary>
    public string Times(TimeOnly from, TimeOnly to) => $"{Form.Time(from)}–{Form.Time(to)}";

    /// <summary>to 25.3.2021 klo 9.00</summary>
    public string Moment(DateTimeOffset instant, TimeZoneInfo place) =>
        Day(WallClock.Date(instant, place)) + Form.At + Time(instant, place);

    /// <summary>to 25.3.2021 klo 9.00–11.00; over days, to 25.3.2021 klo 9.00 – pe 26.3.2021 klo 16.00. What ends at midnight ends at
    /// 24.00 of its day.</summary>
    public string Span(DateTimeOffset start, DateTimeOffset end, TimeZoneInfo place) => IsOneDay(start, end, place)
        ? Day(WallClock.Date(start, place)) + Form.At + Times(start, end, place)
        : $"{Moment(start, place)} – {Moment(end, place)}";

    /// <summary>The span with the name of its time, and, for a reader whose clock shows another, the reader's own after it:
    /// to 25.3.2021 klo 9.00–11.00 Suomen aikaa (klo 8.00–10.00 Ruotsin aikaa).</summary>
    /// <param name="start">Of the meeting.</param>
    /// <param name="end">Of the meeting.</param>
    /// <param name="place">Where it is held, or whose time an online meeting keeps.</param>
    /// <param name="reader">Null when not known.</param>
    public string SpanInZones(DateTimeOffset start, DateTimeOffset end, TimeZoneInfo place, TimeZoneInfo? reader)
    {
        var here = $"{Span(start, end, place)} {ZoneName(place)}";
        if (reader is null || (HaveSameTime(start, reader, place) && HaveSameTime(end, reader, place))) return here;
        var isSameDay = IsOneDay(start, end, reader) && IsOneDay(start, end, place)
            && WallClock.Date(start, reader) == WallClock.Date(start, place);
        var there = isSameDay ? Form.At.TrimStart(' ', ',') + Times(start, end, reader) : Span(start, end, reader);
        return $"{here} ({there} {ZoneName(reader)})";
    }

    /// <summary>today, tomorrow, yesterday (in small letters), or the day.</summary>
    public string NearDay(DateOnly day, TimeZoneInfo place) => Near(day, place) ?? Day(day);

    /// <summary>today at 9.00, or the moment.</summary>
    public string NearMoment(DateTimeOffset instant, TimeZoneInfo place) => Near(WallClock.Date(instant, place), place) is { } near
        ? near + Form.AtNear + Time(instant, place)
        : Moment(instant, place);

    /// <summary>3 days ago, in 2 hours, just now. Rough on purpose; where a moment matters, show it.</summary>
    public string Relative(DateTimeOffset instant)
    {
        var away = clock.GetUtcNow() - instant;
        var direction = away < TimeSpan.Zero ? Direction.In : Direction.Ago;
        var (unit, count) = Measure(away.Duration());
        return count == 0 ? T[$"Dates.{direction}.Now"] : T[$"Dates.{direction}.{unit}.{Plurals.Of(count)}", count];
    }

    /// <summary>For the <c>datetime</c> of a <c>time</c> element: 2021-03-25T09:00+02:00.</summary>
    public static string Machine(DateTimeOffset instant, TimeZoneInfo place) =>
        TimeZoneInfo.ConvertTime(instant, place).ToString("yyyy-MM-ddTHH:mmzzz", CultureInfo.InvariantCulture);

    private string? Near(DateOnly day, TimeZoneInfo place) => (day.DayNumber - WallClock.Date(clock.GetUtcNow(), place).DayNumber) switch
    {
        0 => T["Dates.Today"].Value,
        1 => T["Dates.Tomorrow"].Value,
        -1 => T["Dates.Yesterday"].Value,
        _ => null,
    };

    private static (Unit Unit, int Count) Measure(TimeSpan away) => away switch
    {
        { TotalMinutes: < 60 } => (Unit.Minute, away.Minutes),
        { TotalHours: < 24 } => (Unit.Hour, away.Hours),
        { TotalDays: < 14 } => (Unit.Day, away.Days),
        { TotalDays: < 60 } => (Unit.Week, away.Days / 7),
        { TotalDays: < 730 } => (Unit.Month, (int)(away.TotalDays / 30.44)),
        _ => (Unit.Year, (int)(away.TotalDays / 365.25)),
    };

    private string ZoneName(TimeZoneInfo zone) => zone.Id switch
    {
        "Europe/Helsinki" or "Europe/Mariehamn" => T["Dates.Zone.Finland"],
        "Europe/Stockholm" => T["Dates.Zone.Sweden"],
        _ => T["Dates.Zone.Reader"],
    };

    private static bool HaveSameTime(DateTimeOffset instant, TimeZoneInfo one, TimeZoneInfo other) =>
        one.GetUtcOffset(instant) == other.GetUtcOffset(instant);

    private static bool IsOneDay(DateTimeOffset start, DateTimeOffset end, TimeZoneInfo zone) =>
        WallClock.Date(start, zone) == WallClock.Date(EndsAtMidnight(start, end, zone) ? end.AddTicks(-1) : end, zone);

    private static bool EndsAtMidnight(DateTimeOffset start, DateTimeOffset end, TimeZoneInfo zone) =>
        end > start && TimeZoneInfo.ConvertTime(end, zone).TimeOfDay == TimeSpan.Zero;

    private string Times(DateTimeOffset start, DateTimeOffset end, TimeZoneInfo zone) =>
        $"{Time(start, zone)}–{(EndsAtMidnight(start, end, zone) ? "24.00" : Time(end, zone))}";

    private string Time(DateTimeOffset instant, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(instant, zone);
        var time = Form.Time(TimeOnly.FromDateTime(local.DateTime));
        return zone.IsAmbiguousTime(local.DateTime) ? $"{time} (UTC{local.Offset.TotalHours:+0.##;−0.##})" : time;
    }
}
