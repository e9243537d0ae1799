using System.Globalization;
using Matchmaking.Municipalities;
using Matchmaking.Search;
using Matchmaking.Search.Words;
using Matchmaking.Vocabulary;
using Matchmaking.Web.Components;
using Matchmaking.Web.Platform;
using Microsoft.AspNetCore.Components;

namespace Matchmaking.Web.Search;

/// <summary>Everything public in one box. The same for everyone, so that strangers' pages are cached.</summary>
public sealed partial class SearchPage
{
    private const int MostSuggested = 8;
    private readonly List<Crumb> _chips = [];
    private SearchFilters _search = new(null, null, null, null, null, null, false, null);
    private SearchQuestion _question = new();
    private SearchAnswer _answer = SearchAnswer.Nothing;
    private MunicipalityList _municipalities = null!;
    private VocabularyList _vocabulary = null!;

    [SupplyParameterFromQuery] public string? Q { get; set; }
    [SupplyParameterFromQuery] public string? Kind { get; set; }
    [SupplyParameterFromQuery] public string? Municipality { get; set; }
    [SupplyParameterFromQuery] public string? Region { get; set; }
    [SupplyParameterFromQuery] public string? Theme { get; set; }
    [SupplyParameterFromQuery] public string? When { get; set; }
    [SupplyParameterFromQuery] public string? Language { get; set; }
    [SupplyParameterFromQuery] public bool? Hands { get; set; }
    [SupplyParameterFromQuery] public string? Sort { get; set; }
    [SupplyParameterFromQuery] public int? Page { get; set; }

    /// <summary>Asked by the page's script while somebody writes.</summary>
    [SupplyParameterFromQuery] public bool? Typing { get; set; }

    private string Title => _question.Text.Length > 0 ? T["Search.TitleOf", _question.Text] : T["Search.Title"];

    private int Pages => Math.Clamp((_answer.Total + SearchQuestion.PageSize - 1) / SearchQuestion.PageSize, 1, SearchQuestion.LastPage);

    private string Count => (_answer.Total, _question.Text) switch
    {
        (0, _) => T["Search.CountNone"],
        (1, "") => T["Search.CountOne"],
        ( > 1, "") when AsksNothing => T["Search.All", Most(_answer.Total)],
        (1, var text) => T["Search.CountOneOf", text],
        (var total, "") => T["Search.Count", Most(total)],
        var (total, text) => T["Search.CountOf", Most(total), text],
    };

    /// <summary>Nothing was typed nor chosen: everything, the newest first.</summary>
    private bool AsksNothing => _question is { Text: "", Order: SearchOrder.Best } && !_question.Filters.Any();

    /// <summary>The themes of most things, so that who does not know what to look for has where to begin.</summary>
    private IEnumerable<Choice> Suggested => AsksNothing ? Choices([.. _answer.Facets.Themes.Take(MostSuggested)], id => (_vocabulary.ById(id) as Theme)?.Key, id => _vocabulary.Name(id, Here.Language), null) : [];

    /// <summary>The question as a thing found spells it, when none has the word as it was typed: of the words that are nearly it, the one that differs least in length.</summary>
    private string? Meant => _answer.Hits.Count > 0 && _answer.Hits.All(h => h.FoundBy is { How: Meeting.Like or Meeting.Keyword } by && !by.Met.Contains(by.Asked, StringComparison.OrdinalIgnoreCase))
        && _answer.Hits.Select(h => h.FoundBy!).Where(by => by.How == Meeting.Like).MinBy(by => (Math.Abs(by.Met.Length - by.Asked.Length), by.Met.Length)) is { } nearest
            ? _question.Text.Replace(nearest.Asked, nearest.Met.ToLower(Here.Culture), StringComparison.OrdinalIgnoreCase) : null;

    /// <summary>Whether there is more than one kind of thing to find, so that the kind tells something.</summary>
    private bool Several => Sources.All.Count > 1;

    private IEnumerable<Choice> Kinds => Choices(_answer.Facets.Kinds, k => k, KindName, _question.Kind);
    private IEnumerable<Choice> Themes => Choices(_answer.Facets.Themes, id => (_vocabulary.ById(id) as Theme)?.Key, id => _vocabulary.Name(id, Here.Language), _question.Theme);
    private IEnumerable<Choice> Regions => Choices(_answer.Facets.Regions, r => r, RegionName, _question.Region);
    private IEnumerable<Choice> WrittenIn => Choices(_answer.Facets.Languages, l => l, l => T[$"Language.{l}"], _question.Language);

    private IEnumerable<Choice> Places => Choices(_answer.Facets.Municipalities, id => _municipalities.ById(id)?.Slug, MunicipalityName, _question.Municipality);

    private IEnumerable<Choice> Times => SearchFilters.Soon.Select(s => new Choice(s.When, T[$"Search.Within.{s.When}"]));

    private IEnumerable<Choice> Orders => [new(SearchFilters.NeedsHandsFirst, T["Search.Sort.Hands"]), new(SearchFilters.NewestFirst, T["Search.Sort.New"])];

    protected override async Task OnInitializedAsync()
    {
        (_municipalities, _vocabulary) = (await Municipalities.GetAsync(), await Vocabulary.GetAsync());
        _search = new(Q, Kind, Municipality, Region, Theme, Language, Hands == true, Sort, Page ?? 1, SearchFilters.Soon.Any(s => s.When == When) ? When : null);
        _question = _search.Question(_municipalities, _vocabulary, Clock.GetUtcNow()) with { Reader = Here.Language, IsTyping = Typing == true };
        _search = _search with { Q = _question.Text, Kind = _question.Kind, Page = _question.Page };
        _answer = await FindThings.RunAsync(_question, CancellationToken.None);
        Notes.Note(_question, _answer, Here.Language);
        _chips.AddRange(_question.Filters.Select(f => new Crumb(NameOf(f), _search.Without(f).Href)));
        foreach (var hit in _answer.Hits) Here.Tag($"{hit.Document.Kind}:{hit.Document.ObjectId:N}");
    }

    private string NameOf(SearchFacet filter) => filter switch
    {
        SearchFacet.Kind => KindName(_question.Kind!),
        SearchFacet.Municipality => MunicipalityName(_question.Municipality!.Value),
        SearchFacet.Region => RegionName(_question.Region!),
        SearchFacet.Theme => _vocabulary.Name(_question.Theme!.Value, Here.Language),
        SearchFacet.Time => T[$"Search.Within.{_search.When}"],
        SearchFacet.Language => T[$"Language.{_question.Language}"],
        _ => T["Search.HandsChip"],
    };

    private string KindName(string kind) => T[$"Kind.{kind}"] is { ResourceNotFound: false } name ? name.Value : kind;

    private string MunicipalityName(Guid id) => _municipalities.ById(id)?.Name(Here.Language) ?? "";

    private string RegionName(string key) => _municipalities.All.FirstOrDefault(m => m.RegionKey == key)?.Region.Name(Here.Language) ?? key;

    private string PlaceOf(SearchDocument document) => string.Join("\u00A0· ", document.Municipalities.Select(MunicipalityName).Append(WhenOf(document)).Where(n => n.Length > 0));

    /// <summary>When it begins, on the clock of its place.</summary>
    private string WhenOf(SearchDocument document) => document.StartsAt is { } at && at > Clock.GetUtcNow()
        ? Dates.Moment(at, document.Municipalities.Select(_municipalities.ById).FirstOrDefault()?.Zone ?? Here.TimeZone) : "";

    /// <summary>Beyond a thousand nobody counts.</summary>
    private string Most(int total) => total >= SearchQuestion.LastPage * SearchQuestion.PageSize ? T["Search.OverAThousand"] : Numbers.Count(total);

    /// <summary>What the things found would leave to choose, in the reader's alphabet, with how many each leaves; what is chosen is always among them.</summary>
    private IEnumerable<Choice> Choices<T1>(IReadOnlyList<FacetCount<T1>> counts, Func<T1, string?> key, Func<T1, string> name, object? chosen) where T1 : notnull =>
        counts.Concat(chosen is T1 value && counts.All(c => !c.Value.Equals(value)) ? [new FacetCount<T1>(value, 0)] : [])
            .Select(c => (Key: key(c.Value), Name: name(c.Value), c.Count)).Where(c => c.Key is not null)
            .OrderBy(c => c.Name, StringComparer.Create(Here.Culture, CompareOptions.IgnoreCase))
            .Select(c => new Choice(c.Key!, string.Create(CultureInfo.InvariantCulture, $"{c.Name} ({Numbers.Count(c.Count)})")));
}
