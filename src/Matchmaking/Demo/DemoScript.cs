using System.Text.Json;
using Matchmaking.People;

namespace Matchmaking.Demo;

/// <summary>The content of the demo world as it stands in demo-world.json; the file's <c>_about</c> says what each part means.</summary>
internal sealed record DemoScript(
    IReadOnlyList<DemoMunicipality> Municipalities, IReadOnlyList<DemoPlace> Listed, IReadOnlyList<DemoPerson> People, IReadOnlyList<DemoWord> Words,
    IReadOnlyList<DemoInitiative> Initiatives)
{
    public static DemoScript Read()
    {
        using var file = typeof(DemoScript).Assembly.GetManifestResourceStream("Matchmaking.Demo.demo-world.json")!;
        return JsonSerializer.Deserialize<DemoScript>(file, JsonSerializerOptions.Web)!;
    }
}

internal record DemoPlace(string Key, string Country, string Code);

internal sealed record DemoMunicipality(string Key, string Country, string Code, int JoinedDaysAgo, string[] Languages, string BrandColour, string Coordinator,
    int ReplyDays, Dictionary<string, string> Welcome, DemoArea[] Areas) : DemoPlace(Key, Country, Code);

internal sealed record DemoArea(string Key, Dictionary<string, string> Name, double Lat, double Lon);

internal sealed record DemoPerson(string Key, string DisplayName, string Email, string Part, string Language, string Municipality, string? Area, int JoinedDaysAgo,
    string[]? Interests, string[]? Skills, string[]? OwnThemes, string[]? OwnSkills, string[]? Languages, string[]? WeeklyTimes, string[]? Effort, string[]? NeverWanted, bool MayBeSuggested, string Digest,
    bool Under18, DemoAppointment[]? Appointments);

/// <param name="Means">The key of a theme or skill; nothing where it was set aside.</param>
internal sealed record DemoWord(string Text, string? Means, string By, int DaysAgo);

internal sealed record DemoAppointment(string Role, string? Municipality);

internal sealed record DemoInitiative(string Key, string State, string Language, string Municipality, string? Area, bool Online, string Starter, int PostedDaysAgo,
    string Title, string Why, string[] Description, string[] Themes, string? Purpose, string? Place, DemoWhen? When, DemoRole[] Roles, DemoStep[]? Steps,
    DemoNews[]? Updates, DemoQuestion[]? Questions, DemoNote[]? Notes, DemoDatePoll? DatePoll, DemoHandover? Handover, DemoInvitation? Invitation);

internal sealed record DemoWhen(string Words, string[]? Times, DemoDate? Date);

/// <param name="InDays">The first such weekday on or after today and so many days; may be negative.</param>
internal sealed record DemoDate(int InDays, string Weekday, string Time)
{
    public DateTime On(DateOnly today)
    {
        var day = today.AddDays(InDays);
        while (!day.DayOfWeek.ToString().StartsWith(Weekday, StringComparison.OrdinalIgnoreCase)) day = day.AddDays(1);
        return day.ToDateTime(TimeOnly.Parse(Time, System.Globalization.CultureInfo.InvariantCulture));
    }
}

internal sealed record DemoRole(string Title, string Description, string[] Skills, int Least, int Most, string Effort, DemoCommitment[] Commitments);

internal sealed record DemoCommitment(string Person, int DaysAgo, string? State, int? ChangedDaysAgo, bool? Confirmed);

internal sealed record DemoStep(int DaysAgo, string What, string? Words);

internal sealed record DemoNews(int DaysAgo, string Text);

internal sealed record DemoQuestion(string Person, int DaysAgo, string Text, string? Answer, int? AnsweredDaysAgo);

internal sealed record DemoNote(string Person, int DaysAgo, string Text);

internal sealed record DemoDatePoll(string By, int AskedDaysAgo, DemoDate[] Options, DemoDateAnswer[] Answers);

/// <summary>Options by their number from 0; those in neither do not suit.</summary>
internal sealed record DemoDateAnswer(string Person, int DaysAgo, int[]? Yes, int[]? IfNeeded);

internal sealed record DemoHandover(int AskedDaysAgo, string To, int DoneDaysAgo);

/// <param name="By">A moderator of its municipality.</param>
/// <param name="To">The title of the other.</param>
internal sealed record DemoInvitation(int DaysAgo, string By, string To, string Words);

internal static class DemoWords
{
    /// <summary>"sat-morning" and its like as bits.</summary>
    public static int Times(string[]? words) => (words ?? []).Aggregate(0, (bits, word) =>
    {
        var at = word.IndexOf('-', StringComparison.Ordinal);
        var day = Enum.GetValues<DayOfWeek>().Single(d => d.ToString().StartsWith(word[..at], StringComparison.OrdinalIgnoreCase));
        return bits | new WeeklyTime(day, Enum.Parse<DayPart>(word[(at + 1)..], ignoreCase: true)).Bit;
    });

    public static Effort Efforts(string[]? words) => (words ?? []).Aggregate(Effort.None, (all, word) => all | One(word));

    public static Effort One(string word) => word switch { "2h" => Effort.TwoHours, "once" => Effort.Once, _ => Effort.Recurring };
}
