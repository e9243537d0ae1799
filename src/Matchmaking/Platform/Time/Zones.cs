using System.Text.RegularExpressions;

namespace Matchmaking.Platform.Time;

/// <summary>The time zones that this house knows, by their IANA names.</summary>
public static partial class Zones
{
    public static readonly TimeZoneInfo Finland = TimeZoneInfo.FindSystemTimeZoneById("Europe/Helsinki");
    public static readonly TimeZoneInfo Åland = TimeZoneInfo.FindSystemTimeZoneById("Europe/Mariehamn");
    public static readonly TimeZoneInfo Sweden = TimeZoneInfo.FindSystemTimeZoneById("Europe/Stockholm");

    /// <summary>Where something may take place.</summary>
    public static IReadOnlyList<TimeZoneInfo> OfPlaces { get; } = [Finland, Åland, Sweden];

    /// <summary>Browsers still report, and old calendars still hold, names that the tz database has replaced.</summary>
    private static readonly Dictionary<string, string> Renamed = new(StringComparer.Ordinal)
    {
        ["Africa/Asmera"] = "Africa/Asmara",
        ["America/Buenos_Aires"] = "America/Argentina/Buenos_Aires",
        ["America/Catamarca"] = "America/Argentina/Catamarca",
        ["America/Cordoba"] = "America/Argentina/Cordoba",
        ["America/Godthab"] = "America/Nuuk",
        ["America/Indianapolis"] = "America/Indiana/Indianapolis",
        ["America/Jujuy"] = "America/Argentina/Jujuy",
        ["America/Louisville"] = "America/Kentucky/Louisville",
        ["America/Mendoza"] = "America/Argentina/Mendoza",
        ["Asia/Calcutta"] = "Asia/Kolkata",
        ["Asia/Katmandu"] = "Asia/Kathmandu",
        ["Asia/Rangoon"] = "Asia/Yangon",
        ["Asia/Saigon"] = "Asia/Ho_Chi_Minh",
        ["Atlantic/Faeroe"] = "Atlantic/Faroe",
        ["Europe/Kiev"] = "Europe/Kyiv",
        ["Pacific/Enderbury"] = "Pacific/Kanton",
        ["Pacific/Ponape"] = "Pacific/Pohnpei",
        ["Pacific/Truk"] = "Pacific/Chuuk",
    };

    /// <summary>The zone of a place, or null for everything that is not one of <see cref="OfPlaces"/>.</summary>
    public static TimeZoneInfo? OfPlace(string? id) => OfPlaces.FirstOrDefault(z => z.Id == id);

    /// <summary>Where somebody of whom only the language is known probably lives.</summary>
    public static TimeZoneInfo OfLanguage(string language) => language == "sv" ? Sweden : Finland;

    /// <summary>FI for both zones of Finland, SE for that of Sweden; null elsewhere.</summary>
    public static string? CountryOf(TimeZoneInfo? zone) => OfPlace(zone?.Id) is not { } place ? null : place == Sweden ? "SE" : "FI";

    /// <summary>The zone a reader says to be in: any in the tz database, old names mapped to new ones. Null for anything else:
    /// offsets, abbreviations, the names that Windows uses, paths.</summary>
    public static TimeZoneInfo? OfReader(string? id)
    {
        if (id is null || id.Length > 40 || (id != "UTC" && !IanaName().IsMatch(id))) return null;
        return TimeZoneInfo.TryFindSystemTimeZoneById(Renamed.GetValueOrDefault(id, id), out var zone)
            || TimeZoneInfo.TryFindSystemTimeZoneById(id, out zone) ? zone : null;
    }

    [GeneratedRegex("^(Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Europe|Indian|Pacific)(/[A-Za-z][A-Za-z_-]{1,20}){1,2}\\z",
        RegexOptions.NonBacktracking)]
    private static partial Regex IanaName();
}
