namespace Matchmaking.People;

/// <summary>A part of a day, in local time: morning until 12, afternoon until 17, evening after.</summary>
public enum DayPart { Morning, Afternoon, Evening }

/// <summary>One of the week's 21 times, kept together as bits of a number.</summary>
public readonly record struct WeeklyTime(DayOfWeek Day, DayPart Part)
{
    /// <summary>Monday morning is bit 0, Sunday evening bit 20.</summary>
    public int Bit => 1 << (((int)Day + 6) % 7 * 3 + (int)Part);

    public static readonly IReadOnlyList<WeeklyTime> All =
        [.. from day in Enumerable.Range(1, 7) from part in Enum.GetValues<DayPart>() select new WeeklyTime((DayOfWeek)(day % 7), part)];

    public static IEnumerable<WeeklyTime> In(int bits) => All.Where(t => (bits & t.Bit) != 0);

    public static WeeklyTime Of(DateTime local) =>
        new(local.DayOfWeek, local.Hour < 12 ? DayPart.Morning : local.Hour < 17 ? DayPart.Afternoon : DayPart.Evening);
}
