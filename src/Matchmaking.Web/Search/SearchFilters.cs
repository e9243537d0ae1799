using System.Globalization;
using Matchmaking.Municipalities;
using Matchmaking.Search;
using Matchmaking.Vocabulary;
using Matchmaking.Web.Platform;
using Microsoft.AspNetCore.Http.Extensions;

namespace Matchmaking.Web.Search;

/// <summary>A search as it stands in an address: readable keys where the question has ids. What an address says and nobody knows
/// (an unknown municipality, a theme that is no more) is no filter.</summary>
public sealed record SearchFilters(
    string? Q, string? Kind, string? Municipality, string? Region, string? Theme, string? Language, bool Hands, string? Sort, int Page = 1,
    string? When = null)
{
    public const string NeedsHandsFirst = "hands", NewestFirst = "new";

    /// <summary>How soon it begins, as an address says it, and in how many days.</summary>
    public static readonly IReadOnlyList<(string When, int Days)> Soon = [("week", 7), ("month", 30)];

    public SearchQuestion Question(MunicipalityList municipalities, VocabularyList vocabulary, DateTimeOffset now) => new()
    {
        Text = Q ?? "",
        Kind = Kind,
        Municipality = MunicipalityIn(municipalities)?.Id,
        Region = RegionIn(municipalities) is null ? null : Region,
        Theme = ThemeIn(vocabulary)?.Id,
        Begins = Soon.FirstOrDefault(s => s.When == When) is { Days: > 0 and var days } ? (now, now.AddDays(days)) : null,
        Language = Languages.All.Contains(Language) ? Language : null,
        NeedsHands = Hands,
        Order = Sort switch { NeedsHandsFirst => SearchOrder.NeedsHands, NewestFirst => SearchOrder.Newest, _ => SearchOrder.Best },
        Page = Page,
    };

    public MunicipalityEntry? MunicipalityIn(MunicipalityList municipalities) => Municipality is { } slug ? municipalities.BySlug(slug) : null;

    public Region? RegionIn(MunicipalityList municipalities) => municipalities.All.FirstOrDefault(m => m.RegionKey == Region)?.Region;

    public Theme? ThemeIn(VocabularyList vocabulary) => vocabulary.Themes.FirstOrDefault(t => t.Key == Theme);

    public SearchFilters Without(SearchFacet filter) => filter switch
    {
        SearchFacet.Kind => this with { Kind = null, Page = 1 },
        SearchFacet.Municipality => this with { Municipality = null, Page = 1 },
        SearchFacet.Region => this with { Region = null, Page = 1 },
        SearchFacet.Theme => this with { Theme = null, Page = 1 },
        SearchFacet.Time => this with { When = null, Page = 1 },
        SearchFacet.Language => this with { Language = null, Page = 1 },
        _ => this with { Hands = false, Page = 1 },
    };

    /// <summary>The address of this search, relative to the language.</summary>
    public string Href
    {
        get
        {
            var query = new QueryBuilder();
            foreach (var (name, value) in new[]
                     {
                         ("q", Q), ("kind", Kind), ("municipality", Municipality), ("region", Region), ("theme", Theme), ("when", When), ("language", Language),
                         ("hands", Hands ? "true" : null), ("sort", Sort), ("page", Page > 1 ? Page.ToString(CultureInfo.InvariantCulture) : null),
                     })
                if (!string.IsNullOrEmpty(value)) query.Add(name, value);
            return Links.Search + query;
        }
    }
}
