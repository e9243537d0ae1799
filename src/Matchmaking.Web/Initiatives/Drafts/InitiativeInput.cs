using System.Globalization;
using Matchmaking.Initiatives;
using Matchmaking.People;

namespace Matchmaking.Web.Initiatives.Drafts;

/// <summary>What the forms of posting and editing send. A choice that was never offered becomes one that no check accepts, so that it
/// is told and not dropped.</summary>
public sealed class InitiativeInput
{
    /// <summary>Of a new draft: made with the form, so that a form sent twice is one draft.</summary>
    public Guid? DraftId { get; set; }

    /// <summary>The draft's version that the form was filled from.</summary>
    public int Version { get; set; }

    /// <summary>The step that the form is of.</summary>
    public int Step { get; set; }

    /// <summary>The button: "save", "publish", or nothing for going on.</summary>
    public string? Act { get; set; }

    public string? Title { get; set; }
    public string? Why { get; set; }
    public string? Description { get; set; }
    public string? Language { get; set; }
    public List<string>? Themes { get; set; }
    public string? Purpose { get; set; }
    public List<RoleInput>? Roles { get; set; }
    public string? Municipality { get; set; }
    public string? Area { get; set; }
    public bool Online { get; set; }
    public string? Place { get; set; }
    public string? When { get; set; }
    public string? Date { get; set; }
    public string? Time { get; set; }
    public List<string>? WeeklyTimes { get; set; }
    public IFormFile? Picture { get; set; }
    public string? PictureAlt { get; set; }
    public bool PictureGone { get; set; }

    /// <summary>The draft with what this step's form says; the other steps' words stay.</summary>
    public DraftWords Into(DraftWords words) => Step switch { 1 => What(words), 2 => Who(words), 3 => Where(words), _ => words };

    public DraftWords What(DraftWords words) => words with
    {
        Title = Title ?? "",
        Why = Line(Why),
        Description = Lines(Description),
        Language = Language ?? "",
        ThemeIds = Ids(Themes),
        PurposeId = Id(Purpose),
        MunicipalityId = words.MunicipalityId ?? Id(Municipality),
    };

    public DraftWords Who(DraftWords words) => words with { Roles = [.. (Roles ?? []).Select(r => r.ToDraft())] };

    public DraftWords Where(DraftWords words) => words with
    {
        MunicipalityId = Id(Municipality),
        AreaId = Id(Municipality) == words.MunicipalityId ? Id(Area) : null,
        Online = Online,
        Place = Place ?? "",
        When = When ?? "",
        Date = Date ?? "",
        Time = Time ?? "",
        WeeklyTimes = Bits(WeeklyTimes),
    };

    private static Guid? Id(string? value) => string.IsNullOrWhiteSpace(value) ? null : Guid.TryParse(value, CultureInfo.InvariantCulture, out var id) ? id : Guid.Empty;

    private static Guid[] Ids(List<string>? values) => [.. (values ?? []).Select(Id).OfType<Guid>().Distinct()];

    /// <summary>A bit that no week has tells that something else than a time was sent.</summary>
    private static int Bits(List<string>? values) =>
        (values ?? []).Aggregate(0, (bits, v) => bits | 1 << (int.TryParse(v, NumberStyles.None, CultureInfo.InvariantCulture, out var bit) && bit < WeeklyTime.All.Count ? bit : 30));

    /// <summary>One sentence: who pressed Enter in it meant a space.</summary>
    private static string Line(string? text) => Lines(text).Trim('\n').Replace('\n', ' ');

    private static string Lines(string? text) => (text ?? "").ReplaceLineEndings("\n");

    /// <summary>One row of roles.</summary>
    public sealed class RoleInput
    {
        /// <summary>Which role of the posted initiative the row is; nothing for a new one.</summary>
        public string? Known { get; set; }
        public string? Title { get; set; }
        public string? Description { get; set; }
        public string? Least { get; set; }
        public string? Most { get; set; }
        public string? Effort { get; set; }
        public List<string>? Skills { get; set; }

        public DraftRole ToDraft() => new()
        {
            Id = Id(Known),
            Title = Title ?? "",
            Description = Line(Description),
            Least = Least ?? "",
            Most = Most ?? "",
            SkillIds = Ids(Skills),
            Effort = Effort is null ? People.Effort.TwoHours : Enum.TryParse<Effort>(Effort, out var effort) && Enum.IsDefined(effort) ? effort : (Effort)(-1),
        };
    }
}
