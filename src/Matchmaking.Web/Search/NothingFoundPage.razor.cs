using Matchmaking.Municipalities;
using Matchmaking.Platform.Data;
using Matchmaking.Search;
using Matchmaking.Web.Components.Language;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Matchmaking.Web.Search;

/// <summary>What at least five people looked for and nobody found, for coordinators of anywhere: a word is missing, or something to do is.
/// Fewer are not shown, neither of a text nor of a municipality.</summary>
public sealed partial class NothingFoundPage(MatchmakingDb Db, MunicipalityCatalog Municipalities, Here Here, Me Me, Dates Dates, Lists Lists, Numbers Numbers, Redirect Redirect, IStringLocalizer<Texts> T)
{
    private const int PerPage = 25;
    private const int PlacesNamed = 3;
    private List<Line> _lines = [];
    private int _count, _page = 1, _pages = 1;

    [SupplyParameterFromQuery(Name = "page")] public int? PageNumber { get; set; }

    protected override async Task OnInitializedAsync()
    {
        if (!SearchRights.CanReadNothingFound(Me.SignedIn)) { Redirect.ToNotFound(); return; }
        var places = await Municipalities.GetAsync();
        var many = Db.NothingFound().ByMany();
        _count = await many.CountAsync();
        _pages = Math.Max(1, (_count + PerPage - 1) / PerPage);
        _page = Math.Clamp(PageNumber ?? 1, 1, _pages);
        var found = await many.Skip((_page - 1) * PerPage).Take(PerPage).ToListAsync();
        var texts = found.Select(f => f.Text).ToList();
        var rows = (await Db.NothingFound().Where(n => texts.Contains(n.Text)).GroupBy(n => new { n.Text, n.Language, n.MunicipalityId })
            .Select(g => new { g.Key.Text, g.Key.Language, g.Key.MunicipalityId, Count = g.Count() }).ToListAsync()).ToLookup(r => r.Text);
        _lines = [.. found.Select(f => new Line(f.Text, f.People, f.Last,
            [.. rows[f.Text].GroupBy(r => r.Language).OrderByDescending(g => g.Sum(r => r.Count)).ThenBy(g => g.Key, StringComparer.Ordinal).Select(g => g.Key)],
            [.. rows[f.Text].GroupBy(r => r.MunicipalityId).Where(g => g.Sum(r => r.Count) >= NothingFound.FewestPeople).OrderByDescending(g => g.Sum(r => r.Count))
                .Select(g => places.ById(g.Key ?? Guid.Empty)?.Name(Here.Language)).OfType<string>()]))];
    }

    private string About(Line line) => string.Join("\u00A0· ", new[]
    {
        T["Nothing.People", Numbers.Count(line.People)].Value,
        T["Nothing.Last", Dates.Day(line.Last)].Value,
        Lists.AndMore(line.Languages.Select(l => T[$"Nothing.In.{l}"].Value), line.Languages.Count),
        line.Places.Count == 0 ? "" : T["Nothing.Places", Lists.AndMore(line.Places, PlacesNamed)].Value,
    }.Where(part => part.Length > 0));

    /// <param name="Languages">Of the pages, the commonest first.</param>
    /// <param name="Places">Municipalities that five or more looked in.</param>
    private sealed record Line(string Text, int People, DateOnly Last, IReadOnlyList<string> Languages, IReadOnlyList<string> Places)
    {
        public string Language => Languages[0];
    }
}
