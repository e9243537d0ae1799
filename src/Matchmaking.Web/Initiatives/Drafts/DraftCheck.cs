using System.Globalization;
using Matchmaking.Initiatives;
using Matchmaking.Municipalities;
using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Platform.Time;
using Matchmaking.Vocabulary;
using Matchmaking.Web.Components;
using Matchmaking.Web.Components.Language;
using Matchmaking.Web.Platform;
using Microsoft.Extensions.Localization;

namespace Matchmaking.Web.Initiatives.Drafts;

/// <summary>What a draft may choose from.</summary>
/// <param name="Areas">Those of the chosen municipality that are offered.</param>
public sealed record DraftChoices(VocabularyList Vocabulary, MunicipalityList Municipalities, IReadOnlyList<Area> Areas);

/// <summary>A role that may be stored; the id where it is one of a posted initiative.</summary>
public sealed record CheckedRole(Guid? Id, RoleWords Words);

/// <summary>Reads what was typed into what may be stored, and says in the reader's language what has to be put right. One for posting and
/// editing; a step asks for its own part, publishing for all.</summary>
/// <param name="unchangedStart">When the initiative being edited begins: that may be in the past.</param>
public sealed class DraftCheck(DraftChoices choices, FormErrors errors, IStringLocalizer<Texts> T, Dates dates, DateTimeOffset now, DateTime? unchangedStart = null)
{
    public const int LongestTitle = 80, LongestWhy = 200, LongestDescription = 4000, LongestPlace = 100, LongestRoleTitle = 60, LongestRoleDescription = 300;
    public const int MostThemes = 5, MostRoles = 6, MostSkills = 10;

    /// <summary>Nobody plans farther ahead.</summary>
    private const int YearsAhead = 2;

    /// <summary>Everything; what it returns may be stored only when it found no errors.</summary>
    public InitiativeWords All(DraftWords words, out IReadOnlyList<CheckedRole> roles)
    {
        var (title, why, description) = What(words);
        roles = Who(words);
        var (place, when, startsAt) = Where(words);
        return new(title, why, description, words.Language, words.MunicipalityId ?? default, words.AreaId, words.Online, place, when, startsAt,
            words.WeeklyTimes, words.ThemeIds, words.PurposeId, words.PictureId);
    }

    /// <summary>Step 1.</summary>
    public (string Title, string Why, string Description) What(DraftWords words)
    {
        var title = Text("Input.Title", words.Title, TextKind.SingleLine, LongestTitle, 120, T["Check.Title.Missing"]);
        var why = Text("Input.Why", words.Why, TextKind.SingleLine, LongestWhy, 300, T["Check.Why.Missing"]);
        var description = Text("Input.Description", words.Description, TextKind.MultiLine, LongestDescription, 8000);
        if (words.ThemeIds.Length > MostThemes) errors.Add("Input.Themes", T["Check.Themes.TooMany", MostThemes]);
        else if (words.ThemeIds.Any(id => choices.Vocabulary.ById(id) is not Theme)) errors.Add("Input.Themes", T["Check.NotOffered"]);
        if (words.PurposeId is { } purpose && choices.Vocabulary.ById(purpose) is not Purpose) errors.Add("Input.Purpose", T["Check.NotOffered"]);
        if (!Languages.All.Contains(words.Language)) errors.Add("Input.Language", T["Check.Language.Missing"]);
        return (title, why, description);
    }

    /// <summary>Step 2. Rows in which nothing was said are passed by.</summary>
    public IReadOnlyList<CheckedRole> Who(DraftWords words)
    {
        var roles = words.Roles.Select((role, row) => (Role: role, Name: $"Input.Roles[{row}]")).Where(r => !IsEmpty(r.Role)).Select(r => Role(r.Role, r.Name)).ToList();
        if (roles.Count == 0) errors.Add("Input.Roles[0].Title", T["Check.Roles.Missing"]);
        return roles;
    }

    /// <summary>Step 3.</summary>
    public (string Place, string When, DateTime? StartsAt) Where(DraftWords words)
    {
        var municipality = words.MunicipalityId is { } id ? choices.Municipalities.ById(id) : null;
        if (municipality is null) errors.Add("Input.Municipality", T["Check.Municipality.Missing"]);
        if (words.AreaId is { } area && choices.Areas.All(a => a.Id != area || a.MunicipalityId != words.MunicipalityId)) errors.Add("Input.Area", T["Check.Area.Elsewhere"]);
        var place = Text("Input.Place", words.Place, TextKind.SingleLine, LongestPlace, 200);
        var when = Text("Input.When", words.When, TextKind.SingleLine, LongestPlace, 200);
        if (words.WeeklyTimes >> WeeklyTime.All.Count != 0) errors.Add("Input.WeeklyTimes", T["Check.NotOffered"]);
        return (place, when, Start(words.Date, words.Time, municipality?.Zone ?? Zones.Finland));
    }

    public static bool IsEmpty(DraftRole role) => role.SkillIds.Length == 0 && string.IsNullOrWhiteSpace(role.Title) && string.IsNullOrWhiteSpace(role.Description);

    private CheckedRole Role(DraftRole role, string name)
    {
        var title = Text($"{name}.Title", role.Title, TextKind.SingleLine, LongestRoleTitle, 120, T["Check.Role.Missing"]);
        var description = Text($"{name}.Description", role.Description, TextKind.SingleLine, LongestRoleDescription, 600);
        var least = Number($"{name}.Least", role.Least, from: 0, orElse: 1);
        var most = Number($"{name}.Most", role.Most, from: 1, orElse: Math.Max(1, least ?? 1));
        if (most < least) errors.Add($"{name}.Most", T["Check.Most.Less"]);
        if (role.SkillIds.Length > MostSkills) errors.Add($"{name}.Skills", T["Check.Skills.TooMany", MostSkills]);
        else if (role.SkillIds.Any(id => choices.Vocabulary.ById(id) is not Skill)) errors.Add($"{name}.Skills", T["Check.NotOffered"]);
        if (!Enum.IsDefined(role.Effort)) errors.Add($"{name}.Effort", T["Check.NotOffered"]);
        return new(role.Id, new(title, description, role.SkillIds, least ?? 0, most ?? 1, role.Effort));
    }

    private int? Number(string name, string value, int from, int orElse)
    {
        if (string.IsNullOrWhiteSpace(value)) return orElse;
        if (int.TryParse(value.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= from && number <= Matchmaking.Initiatives.Role.MostPeople) return number;
        errors.Add(name, T["Check.Number", from, Matchmaking.Initiatives.Role.MostPeople], Label(name));
        return null;
    }

    private DateTime? Start(string day, string time, TimeZoneInfo zone)
    {
        if (string.IsNullOrWhiteSpace(day) && string.IsNullOrWhiteSpace(time)) return null;
        var (date, hour) = (WallClock.ParseDate(day), WallClock.ParseTime(time));
        if (date is null) errors.Add("Input.Date", T[string.IsNullOrWhiteSpace(day) ? "Check.Date.Missing" : "Check.Date.Wrong"]);
        if (hour is null) errors.Add("Input.Time", T[string.IsNullOrWhiteSpace(time) ? "Check.Time.Missing" : "Check.Time.Wrong"]);
        if (date is not { } d || hour is not { } h) return null;
        var start = d.ToDateTime(h);
        if (start == unchangedStart) return start;
        var reading = WallClock.Read(d, h, zone);
        if (!reading.Exists) errors.Add("Input.Time", T["Check.Time.Skipped", dates.Time(h), dates.Time(TimeOnly.FromDateTime(TimeZoneInfo.ConvertTime(reading.Instant, zone).DateTime))]);
        else if (reading.Instant < now) errors.Add("Input.Date", T["Check.Date.Past"]);
        else if (reading.Instant > now.AddYears(YearsAhead)) errors.Add("Input.Date", T["Check.Date.Far", YearsAhead]);
        return start;
    }

    /// <summary>The field's own words, and of a role its place in the list.</summary>
    private string? Label(string name)
    {
        var isRole = name.Contains('[', StringComparison.Ordinal);
        var label = name[(name.LastIndexOf('.') + 1)..] switch
        {
            "Title" => T[isRole ? "Who.Title" : "What.Title"].Value,
            "Why" => T["What.Why"].Value,
            "Description" => T[isRole ? "Who.Description" : "What.Description"].Value,
            "Least" => T["Who.Least"].Value,
            "Most" => T["Who.Most"].Value,
            "Place" => T["Where.Place"].Value,
            "When" => T["Where.When"].Value,
            _ => null,
        };
        return isRole ? $"{T["Who.Row", int.Parse(name[(name.IndexOf('[') + 1)..name.IndexOf(']')], CultureInfo.InvariantCulture) + 1]}, {label}" : label;
    }

    /// <param name="column">What the column holds, in the database's count; a text of odd characters may be short for people and long for it.</param>
    /// <param name="missing">What to say of an empty field; nothing where it may be empty.</param>
    private string Text(string name, string value, TextKind kind, int most, int column, string? missing = null)
    {
        var text = TextRules.Clean(value, kind, most);
        var problem = text.IsGood && text.Text.EnumerateRunes().Count() > column ? TextProblem.TooLong : text.Problem;
        if (problem == TextProblem.TooLong)
            errors.Add(name, TextRules.CountElements(value) is var count && count > most ? T["Check.TooLong", most, count] : T["Check.TooLongForUs"], Label(name)); // few signs of many bytes
        else if (problem == TextProblem.NotText) errors.Add(name, T["Check.NotText"], Label(name));
        else if (problem == TextProblem.Empty && missing is not null) errors.Add(name, missing);
        return problem == TextProblem.None ? text.Text : "";
    }
}
