using System.Globalization;
using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Vocabulary;
using Matchmaking.Web.Components;
using Matchmaking.Web.Components.Language;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Matchmaking.Web.Vocabulary;

/// <summary>What people typed because no theme or skill said it, for coordinators of anywhere to say what it means. Who typed it is not read here.</summary>
public sealed partial class FreeWordsPage(MatchmakingDb Db, VocabularyCatalog Catalog, MergeFreeWord Merge, SetAsideFreeWord SetAside, Here Here, Me Me, Dates Dates, Lists Lists, Redirect Redirect, IStringLocalizer<Texts> T)
{
    private const int PerPage = 20;
    private const string Merged = "merged", Aside = "aside";
    private readonly FormErrors _errors = new();
    private VocabularyList? _vocabulary;
    private Dictionary<WordKind, Choice[]> _rows = [];
    private List<Line> _words = [];
    private int _count, _page = 1, _pages = 1;

    /// <summary>"merged", "aside", or what waits.</summary>
    [SupplyParameterFromQuery(Name = "show")] public string? Show { get; set; }
    [SupplyParameterFromQuery(Name = "page")] public int? PageNumber { get; set; }
    [SupplyParameterFromForm] public InputModel? Input { get; set; }

    protected override async Task OnInitializedAsync()
    {
        Input ??= new();
        if (Show is not (Merged or Aside)) Show = null;
        if (!Me.SignedIn.CanMergeWords || Me.IsSuspended) { Redirect.ToNotFound(); return; }
        _vocabulary = await Catalog.GetAsync();
        _rows = new() { [WordKind.Theme] = Choices(_vocabulary.Themes), [WordKind.Skill] = Choices(_vocabulary.Skills) };
        var words = Show switch { Merged => Db.FreeWords().Merged(), Aside => Db.FreeWords().SetAside(), _ => Db.FreeWords().Waiting() };
        _count = await words.CountAsync();
        _pages = Math.Max(1, (_count + PerPage - 1) / PerPage);
        _page = Math.Clamp(PageNumber ?? 1, 1, _pages);
        _words = await words.Skip((_page - 1) * PerPage).Take(PerPage)
            .Select(w => new Line(w.Id, w.Kind, w.Language, w.Text, w.TimesSaid, w.MergedAt ?? w.SetAsideAt ?? w.FirstSaidAt, w.RowId)).ToListAsync();
    }

    private async Task DecideAsync()
    {
        if (_vocabulary is null) return;
        var chosen = Input!.Meanings.Where(m => m.Value is { Length: > 0 } && Guid.TryParse(m.Key, out _)).DistinctBy(m => Guid.Parse(m.Key)).Take(PerPage).ToDictionary(m => Guid.Parse(m.Key), m => m.Value!);
        if (chosen.Count == 0)
        {
            if (_words.Count == 0) Redirect.To(Address(null));
            else _errors.Add(FieldOf(_words[0].Id), T["Words.Choose"]);
            return;
        }
        var words = await Db.FreeWords().Where(w => chosen.Keys.Contains(w.Id)).Select(w => new { w.Id, w.Kind, w.Text }).ToListAsync();
        var outcomes = new List<(Merging Merging, string Word)>();
        foreach (var word in words) outcomes.Add((await DecideAsync(word.Id, word.Kind, chosen[word.Id]), word.Text));
        Redirect.To(Address(null, _page), string.Join(' ', outcomes.GroupBy(o => o.Merging, o => o.Word).Select(g => T[$"Merging.{g.Key}", Lists.AndMore(g, 3)])));
    }

    private Task<Merging> DecideAsync(Guid word, WordKind kind, string meaning)
    {
        if (meaning == MeaningField.Aside) return SetAside.RunAsync(Me.SignedIn, word);
        IEnumerable<VocabularyRow> rows = kind == WordKind.Theme ? _vocabulary!.Themes : _vocabulary!.Skills;
        return Merge.RunAsync(Me.SignedIn, word, rows.FirstOrDefault(r => r.Key == meaning)?.Id ?? Guid.Empty);
    }

    private string About(Line word) => string.Join(" · ", T[$"Kind.{word.Kind}"], T[$"InLanguage.{word.Language}"], T[$"Words.Said.{Plurals.Of(word.Times)}", word.Times],
        T[Show switch { Merged => "Words.MergedAt", Aside => "Words.AsideAt", _ => "Words.Since" }, Dates.Relative(word.At)]);

    private string NameOf(string? view) => T[view switch { Merged => "Words.Merged", Aside => "Words.Aside", _ => "Words.Waiting" }];

    /// <summary>By their names, so that a letter typed in the list finds them.</summary>
    private Choice[] Choices(IEnumerable<VocabularyRow> rows) =>
        [.. rows.Select(r => new Choice(r.Key, r.Name(Here.Language))).OrderBy(c => c.Label, StringComparer.Create(Here.Culture, ignoreCase: true))];

    private static string FieldOf(Guid word) => $"Input.Meanings[{word}]";

    private static string Address(string? view, int page = 1) => Links.List(Links.AdminWords, ("show", view), ("page", page == 1 ? null : page.ToString(CultureInfo.InvariantCulture)));

    /// <param name="At">First typed, merged or set aside.</param>
    private sealed record Line(Guid Id, WordKind Kind, string Language, string Text, int Times, DateTimeOffset At, Guid? RowId);

    public sealed class InputModel
    {
        /// <summary>By the word's id: the key of a theme or skill, <see cref="MeaningField.Aside"/>, or nothing.</summary>
        public Dictionary<string, string?> Meanings { get; set => field = value ?? []; } = [];
    }
}
