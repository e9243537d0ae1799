using System.Linq.Expressions;
using System.Text.Json.Serialization;

namespace Matchmaking.Search;

/// <summary>A document as Meilisearch holds it. Names are those of the index's settings (<see cref="SearchEngine"/>); times are seconds since 1970.</summary>
/// <param name="PeopleMissing">Absent when nobody is missing: then it stands last in the order of those that need hands.</param>
internal sealed record EngineDocument(
    string Id, long Version, [property: JsonIgnore] bool IsGone, string Title, string TitleWords, string Keywords,
    string KeywordWords, string Text, string Words, string Kind,
    Guid[] Municipalities, string[] Regions, Guid[] Themes, string Language, string State, bool Online, bool NeedsHands, int? PeopleMissing, int IsOver,
    long PublishedAt, long? StartsAt)
{
    public static readonly Expression<Func<SearchDocument, EngineDocument>> Of = d => new EngineDocument(
        IdOf(d.Kind, d.ObjectId), d.Version, d.IsGone, d.Title, d.TitleWords, d.Keywords, d.KeywordWords,
        d.Text, d.Words, d.Kind, d.Municipalities, d.Regions, d.Themes,
        d.Language, d.State, d.Online, d.PeopleMissing > 0, d.PeopleMissing > 0 ? d.PeopleMissing : null, d.IsOver ? 1 : 0,
        d.PublishedAt.ToUnixTimeSeconds(), Seconds(d.StartsAt));

    public static string IdOf(string kind, Guid objectId) => $"{kind}-{objectId:N}";

    public static bool TryParseId(string id, out string kind, out Guid objectId)
    {
        var seam = id.LastIndexOf('-');
        (kind, objectId) = ("", default);
        if (seam <= 0 || !Guid.TryParseExact(id[(seam + 1)..], "N", out objectId)) return false;
        kind = id[..seam];
        return true;
    }

    private static long? Seconds(DateTimeOffset? time) => time?.ToUnixTimeSeconds();
}
