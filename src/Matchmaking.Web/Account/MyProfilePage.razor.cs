using System.Numerics;
using Matchmaking.Municipalities;
using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Vocabulary;
using Matchmaking.Web.Components;
using Matchmaking.Web.Components.Language;
using Matchmaking.Web.Municipalities;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Matchmaking.Web.Account;

/// <summary>What a person says of themselves, for suggestions. The areas offered are those of the saved municipality: after another one is
/// chosen and saved, the page comes back with its areas. A word of one's own that has been merged is ticked as its row.</summary>
public sealed partial class MyProfilePage(
    Here Here, Me Me, MatchmakingDb Db, MunicipalityCatalog Municipalities, VocabularyCatalog Vocabulary, AddFreeWord AddFreeWord, ChangeProfile ChangeProfile, Lists Lists,
    Redirect Redirect, IStringLocalizer<Texts> T)
{
    private const int MostNamed = 3;
    private readonly FormErrors _errors = new();
    private IReadOnlyList<Choice> _municipalities = [], _areas = [], _themes = [], _skills = [], _languages = [];
    private VocabularyList? _vocabulary;
    private OwnWords _words = new([]);
    private string? _home;
    private bool _under18;

    [SupplyParameterFromForm] public InputModel? Input { get; set; }

    protected override async Task OnInitializedAsync()
    {
        var isPosted = Input is not null;
        Input ??= new();
        if (!Me.IsWelcomed) { Redirect.To(Links.Welcome(Here.Address)); return; }
        var person = await Db.People().AsNoTracking().SingleAsync(p => p.Id == Me.Id);
        _under18 = person.Under18;
        if (person.WordIds.Length > 0) _words = new(await Db.FreeWords().AsNoTracking().Where(w => person.WordIds.Contains(w.Id)).ToListAsync());
        _vocabulary = await Vocabulary.GetAsync();
        if (!isPosted) Input = InputModel.Of(person, _words, _vocabulary);
        var municipalities = await Municipalities.GetAsync();
        _municipalities = municipalities.Choices(Here);
        (_themes, _skills) = (Choices(_vocabulary.Themes), Choices(_vocabulary.Skills));
        _languages = SpokenLanguages.Choices(code => T[$"Spoken.{code}"], Here.Culture);
        if (Guid.TryParse(Input.Home, out var id) && municipalities.ById(id) is { } home)
        {
            _home = home.Name(Here.Language);
            var areas = await Db.Areas().AsNoTracking().Where(a => a.MunicipalityId == home.Id && (a.RemovedAt == null || a.Id == person.AreaId)).ToListAsync();
            _areas = [.. areas.OrderBy(a => !a.IsCentre).ThenBy(a => a.Name(Here.Language)).Select(a => new Choice(a.Id.ToString(), a.Name(Here.Language)))];
        }
    }

    private async Task SaveAsync()
    {
        if (_vocabulary is null) return;
        var name = TextRules.Clean(Input!.Name, TextKind.Name, Person.MaxName);
        if (!name.IsGood) _errors.Add("Input.Name", T[name.Problem == TextProblem.TooLong ? "Welcome.Name.TooLong" : "Welcome.Name.Missing"]);
        _words.Keep(Input.ThemeWords.Concat(Input.SkillWords));
        Read(WordKind.Theme, "Input.OwnThemes", Input.OwnThemes);
        Read(WordKind.Skill, "Input.OwnSkills", Input.OwnSkills);
        if (Me.IsSuspended) _errors.Add(T["Me.Suspended"]);
        if (_errors.Any) return;

        await _words.SayAsync(AddFreeWord, Here.Language, Me.Id);
        Guid? home = _home is not null ? Guid.Parse(Input.Home!) : null;
        Guid? area = _areas.Any(a => a.Value == Input.Area) ? Guid.Parse(Input.Area!) : null;
        var saved = await ChangeProfile.RunAsync(Me.Id, new Profile(name.Text, home, area,
            [.. Ids(_vocabulary.Themes, Input.Themes).Union(_words.RowIds(WordKind.Theme))], [.. Ids(_vocabulary.Skills, Input.Skills).Union(_words.RowIds(WordKind.Skill))],
            [.. Input.Speaks.Where(SpokenLanguages.Has).Distinct()], Input.Times.Where(n => n is >= 0 and <= 20).Aggregate(0, (bits, n) => bits | 1 << n),
            Input.Effort.Select(e => Enum.TryParse<Effort>(e, out var effort) ? effort : Effort.None).Aggregate(Effort.None, (all, e) => all | e) & (Effort.TwoHours | Effort.Once | Effort.Recurring),
            Ids(_vocabulary.Themes, Input.Never), Input.Suggest, _words.WordIds));
        if (!saved) { _errors.Add(T["Me.Suspended"]); return; }
        Redirect.To(Links.MyProfile, string.Join(' ', Said(area is null && home is not null && _areas.Count > 1)));
    }

    private void Read(WordKind kind, string field, string? typed)
    {
        var noWords = _words.Read(kind, typed);
        if (noWords.Count > 0) _errors.Add(field, T["Profile.Own.NoWord", Lists.AndMore(noWords.Select(w => w.Length <= FreeWord.MaxLength ? w : w[..FreeWord.MaxLength] + "…"), MostNamed)]);
        else if (_words.TooMany) _errors.Add(field, T["Profile.Own.TooMany", Person.MostWords]);
    }

    private IEnumerable<string> Said(bool areaIsLeft)
    {
        yield return T[areaIsLeft ? "Profile.SavedChooseArea" : "Profile.Saved"];
        if (_words.Known.Count > 0) yield return T["Profile.Own.Known", Lists.AndMore(_words.Known.Select(k => $"{k.Word} = {_vocabulary!.Name(k.RowId, Here.Language)}"), MostNamed)];
        if (_words.AnyWaits) yield return T["Profile.Own.Wait"];
        if (_words.SetAside.Count > 0) yield return T["Profile.Own.SetAside", Lists.AndMore(_words.SetAside, MostNamed)];
    }

    private IEnumerable<Choice> Waiting(WordKind kind) => _words.Waiting(kind);

    private static Guid[] Ids(IEnumerable<VocabularyRow> rows, string[] keys) => [.. rows.Where(r => keys.Contains(r.Key)).Select(r => r.Id)];

    private Choice[] Choices(IEnumerable<VocabularyRow> rows) =>
        [.. rows.Select(r => new Choice(r.Key, r.Name(Here.Language), _words.Behind(r.Id) is { Count: > 0 } behind ? T["Profile.Own.Behind", Lists.And(behind)].Value : null))];

    public sealed class InputModel
    {
        public string? Name { get; set; }
        public string? Home { get; set; }
        public string? Area { get; set; }

        /// <summary>Keys of the vocabulary, as are skills and what is never wanted. Where nothing is ticked the form sends nothing.</summary>
        public string[] Themes { get; set => field = value ?? []; } = [];
        public string[] Skills { get; set => field = value ?? []; } = [];

        /// <summary>Words of one's own as typed, with commas between them.</summary>
        public string? OwnThemes { get; set; }
        public string? OwnSkills { get; set; }

        /// <summary>Ids of the words that wait and are to stay.</summary>
        public string[] ThemeWords { get; set => field = value ?? []; } = [];
        public string[] SkillWords { get; set => field = value ?? []; } = [];
        public string[] Speaks { get; set => field = value ?? []; } = [];

        /// <summary>0 for Monday morning to 20 for Sunday evening.</summary>
        public int[] Times { get; set => field = value ?? []; } = [];
        public string[] Effort { get; set => field = value ?? []; } = [];
        public string[] Never { get; set => field = value ?? []; } = [];
        public bool Suggest { get; set; }

        internal static InputModel Of(Person person, OwnWords words, VocabularyList vocabulary) => new()
        {
            Name = person.Name,
            Home = person.MunicipalityId?.ToString(),
            Area = person.AreaId?.ToString(),
            Themes = Keys(vocabulary, person.ThemeIds.Union(words.Meaning(WordKind.Theme))),
            Skills = Keys(vocabulary, person.SkillIds.Union(words.Meaning(WordKind.Skill))),
            ThemeWords = [.. words.Waiting(WordKind.Theme).Select(w => w.Value)],
            SkillWords = [.. words.Waiting(WordKind.Skill).Select(w => w.Value)],
            Never = Keys(vocabulary, person.NeverThemeIds),
            Speaks = person.Speaks,
            Suggest = person.MayBeSuggested,
            Times = [.. WeeklyTime.In(person.WeeklyTimes).Select(t => BitOperations.Log2((uint)t.Bit))],
            Effort = [.. Enum.GetValues<Effort>().Where(e => e != People.Effort.None && person.Effort.HasFlag(e)).Select(e => e.ToString())],
        };

        private static string[] Keys(VocabularyList vocabulary, IEnumerable<Guid> ids) => [.. ids.Select(vocabulary.ById).OfType<VocabularyRow>().Select(r => r.Key)];
    }
}
