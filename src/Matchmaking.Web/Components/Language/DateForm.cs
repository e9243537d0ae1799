using System.Globalization;

namespace Matchmaking.Web.Components.Language;

/// <summary>How dates and times are written in a language and a country. Tables of our own, since those of the operating system differ
/// between versions and do not know how Swedish is written in Finland.</summary>
/// <param name="Weekdays">From Monday, as they stand before a date.</param>
/// <param name="Months">From January, with a year after them.</param>
/// <param name="ShortMonths">For a small tile.</param>
/// <param name="InNumbers">25.3.2021 rather than 25 mars 2021.</param>
/// <param name="DotEndsDay">In Finnish a day is an ordinal even without its month: 25.–27.3.2021.</param>
/// <param name="At">Between a date and its time.</param>
/// <param name="AtNear">Between "today" and its time.</param>
/// <param name="To">Between the days of a range that both name their month.</param>
/// <param name="Hour">Format of the hour: 9 or 09.</param>
internal sealed record DateForm(
    string[] Weekdays, string[] Months, string[] ShortMonths,
    bool InNumbers, bool DotEndsDay, string At, string AtNear, string To, string Hour)
{
    private static readonly string[] SwedishMonths =
        ["januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november", "december"];
    private static readonly string[] SwedishShortMonths =
        ["jan.", "feb.", "mars", "apr.", "maj", "juni", "juli", "aug.", "sep.", "okt.", "nov.", "dec."];

    private static readonly DateForm Finnish = new(
        ["ma", "ti", "ke", "to", "pe", "la", "su"],
        ["tammikuu", "helmikuu", "maaliskuu", "huhtikuu", "toukokuu", "kesäkuu",
            "heinäkuu", "elokuu", "syyskuu", "lokakuu", "marraskuu", "joulukuu"],
        ["tammi", "helmi", "maalis", "huhti", "touko", "kesä", "heinä", "elo", "syys", "loka", "marras", "joulu"],
        InNumbers: true, DotEndsDay: true, " klo ", " klo ", "–", "0");

    private static readonly DateForm SwedishInFinland = new(
        ["mån.", "tis.", "ons.", "tors.", "fre.", "lör.", "sön."], SwedishMonths, SwedishShortMonths,
        InNumbers: true, DotEndsDay: false, " kl. ", " kl. ", "–", "0");

    private static readonly DateForm SwedishInSweden = new(
        ["måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag"], SwedishMonths, SwedishShortMonths,
        InNumbers: false, DotEndsDay: false, " kl. ", " kl. ", "–", "00");

    private static readonly DateForm English = new(
        ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
        ["January", "February", "March", "April", "May", "June",
            "July", "August", "September", "October", "November", "December"],
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
        InNumbers: false, DotEndsDay: false, ", ", " at ", " – ", "0");

    /// <param name="formats">fi-FI, sv-FI, sv-SE, or anything English. The country matters to Swedish only.</param>
    public static DateForm Of(CultureInfo formats) => formats.TwoLetterISOLanguageName switch
    {
        "fi" => Finnish,
        "sv" => formats.Name.EndsWith("-FI", StringComparison.Ordinal) ? SwedishInFinland : SwedishInSweden,
        _ => English,
    };

    public string Weekday(DateOnly day) => Weekdays[((int)day.DayOfWeek + 6) % 7];

    public string Day(DateOnly day) => $"{DayAndMonth(day)}{(InNumbers ? "" : " ")}{day.Year}";

    public string Days(DateOnly from, DateOnly to)
    {
        if (from == to) return Day(from);
        if (from.Year != to.Year) return Day(from) + To + Day(to);
        if (from.Month != to.Month) return (DotEndsDay ? DayAndMonth(from) : DayAndMonth(from).TrimEnd('.')) + To + Day(to);
        return $"{from.Day}{(DotEndsDay ? "." : "")}–{Day(to)}";
    }

    public string Time(TimeOnly time) => $"{time.Hour.ToString(Hour, CultureInfo.InvariantCulture)}.{time.Minute:00}";

    private string DayAndMonth(DateOnly day) => InNumbers ? $"{day.Day}.{day.Month}." : $"{day.Day} {Months[day.Month - 1]}";
}
