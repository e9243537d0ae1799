using Matchmaking.Initiatives;
using Matchmaking.Municipalities;
using Matchmaking.Search;
using Matchmaking.Vocabulary;
using Matchmaking.Web.Platform;
using Microsoft.AspNetCore.Mvc;

namespace Matchmaking.Web.Search;

/// <summary>The search for programs, and for the pages' own scripts.</summary>
internal static class SearchEndpoints
{
    public static void MapSearch(this IEndpointRouteBuilder site)
    {
        var api = site.MapGroup("/api/v1").AllowAnonymous().WithMetadata(new LimitedAttribute(Limit.Search));
        api.MapGet("/search", FindAsync);
        api.MapGet("/similar", SimilarAsync);
    }

    /// <summary>The same parameters as the page's. <c>in</c> is the language of names and addresses: fi, sv or en.</summary>
    private static async Task<FoundThings> FindAsync(
        [FromServices] FindThings find, [FromServices] NothingFoundNotes notes, [FromServices] MunicipalityCatalog municipalities, [FromServices] VocabularyCatalog vocabulary,
        [FromServices] TimeProvider clock, CancellationToken ct, string? q = null, string? kind = null, string? municipality = null, string? region = null, string? theme = null, string? when = null, string? language = null,
        bool hands = false, string? sort = null, int page = 1, [FromQuery(Name = "in")] string? reader = null)
    {
        var places = await municipalities.GetAsync(ct);
        var question = new SearchFilters(q, kind, municipality, region, theme, language, hands, sort, page, when).Question(places, await vocabulary.GetAsync(ct), clock.GetUtcNow()) with { Reader = Languages.All.FirstOrDefault(l => l == reader) };
        var answer = await find.RunAsync(question, ct);
        notes.Note(question, answer, LanguageOf(reader));
        return new(answer.Total, question.Page, answer.Engine.ToString(), answer.Reach.ToString(), [.. answer.Hits.Select(h => FoundThing.Of(h, places, reader))]);
    }

    /// <summary>Initiatives that are like a title, for whoever is writing one.</summary>
    private static async Task<SimilarThings> SimilarAsync(
        [FromServices] FindSimilar find, [FromServices] MunicipalityCatalog municipalities, CancellationToken ct,
        string title = "", [FromQuery(Name = "in")] string? reader = null)
    {
        var hits = await find.RunAsync(InitiativeSearchDocument.Kind, InitiativeSearchDocument.TakingDoers, title, LanguageOf(reader), ct);
        var places = await municipalities.GetAsync(ct);
        return new([.. hits.Select(h => FoundThing.Of(h, places, reader))]);
    }

    private static string LanguageOf(string? reader) => Languages.All.FirstOrDefault(l => l == reader) ?? Languages.All[0];

    /// <param name="Reach">Words: each has all the words. NearlyWords or SomeWords: nothing has, and these come near.</param>
    internal sealed record FoundThings(int Total, int Page, string Engine, string Reach, IReadOnlyList<FoundThing> Hits);

    internal sealed record SimilarThings(IReadOnlyList<FoundThing> Hits);

    /// <param name="Url">Its page in the reader's language, from the root.</param>
    /// <param name="Municipalities">Names, its home first.</param>
    /// <param name="FoundBy">Same, Form, Part, Like or Keyword; nothing when nothing was asked.</param>
    internal sealed record FoundThing(
        Guid Id, string Kind, string Title, string Excerpt, string Language, string Url, IReadOnlyList<string> Municipalities,
        string State, int PeopleMissing, bool Online, DateTimeOffset PublishedAt, DateTimeOffset? StartsAt, string? FoundBy)
    {
        public static FoundThing Of(SearchHit hit, MunicipalityList places, string? reader)
        {
            var (document, language) = (hit.Document, LanguageOf(reader));
            return new(document.ObjectId, document.Kind, document.Title, hit.Excerpt.ToString(), document.Language, $"/{language}/{document.Path}",
                [.. document.Municipalities.Select(places.ById).OfType<MunicipalityEntry>().Select(m => m.Name(language))],
                document.State, document.PeopleMissing, document.Online, document.PublishedAt, document.StartsAt, hit.FoundBy?.How.ToString());
        }
    }
}
