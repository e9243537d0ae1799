using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;

namespace Matchmaking.Search;

/// <summary>The engine as this installation uses it: its index, the settings that index must have, and what is known of its health.
/// Asking and feeding fail apart: an index may answer while it cannot be written, and be written while it is not whole.</summary>
public sealed class SearchEngine(MeilisearchClient client, IOptions<SearchSettings> settings, TimeProvider clock)
{
    internal const string NeedsHands = "needsHands";

    /// <summary>All texts are read as Swedish ones: then ä is another letter than a, as in both languages, on both sides. Left to guess, the engine
    /// guesses a text and a question apart.</summary>
    internal const string Alphabet = "swe";

    private static readonly string[] Filterable =
        ["kind", "municipalities", "regions", "themes", "language", "state", "online", NeedsHands, "peopleMissing", "startsAt"];

    /// <summary>Where a document's base forms stand, in the alphabetical order in which the engine gives them back.</summary>
    internal static readonly string[] BaseForms = ["keywordWords", "titleWords", "words"];

    private long _lookedAt;

    public MeilisearchClient Client { get; } = client;

    public bool IsConfigured => Client.IsConfigured;

    public string Index { get; } = settings.Value.Index;

    internal TimeSpan Patience { get; } = settings.Value.Patience;

    /// <summary>Shared by everyone who searches in this process.</summary>
    internal Breaker Asking { get; } = new(clock);

    /// <summary>Shared by the jobs that write to the engine.</summary>
    internal Breaker Feeding { get; } = new(clock);

    /// <summary>True every quarter of a minute: a lost index is noticed even when nothing is written.</summary>
    internal bool IsTimeToLook()
    {
        var (now, last) = (clock.GetUtcNow().UtcTicks, Interlocked.Read(ref _lookedAt));
        return now - last > TimeSpan.TicksPerSecond * 15 && Interlocked.CompareExchange(ref _lookedAt, now, last) == last;
    }

    /// <summary>What the index must be set to. A difference, by a new release or by hand, makes the index be built anew.</summary>
    internal static JsonObject Settings() => new()
    {
        // before it is found in a text, a word is found in a title, then in a keyword
        ["searchableAttributes"] = List("title", "titleWords", "keywords", "keywordWords", "text", "words"),
        ["displayedAttributes"] = List("id", "version"),
        ["filterableAttributes"] = List(Filterable),
        ["sortableAttributes"] = List("peopleMissing", "publishedAt", "startsAt"),
        // an order that was asked for is kept to; otherwise what is done comes last, and newer things win between equals. Scores of several
        // questions are held against each other as far as the first rule that is an order, so such a rule stands before or after all others
        ["rankingRules"] = List("sort", "isOver:asc", "words", "typo", "proximity", "attribute", "exactness", "publishedAt:desc"),
        // base forms are made by us on both sides and are never misspelt
        ["typoTolerance"] = new JsonObject { ["enabled"] = true, ["disableOnAttributes"] = List(BaseForms), ["disableOnNumbers"] = true },
        ["localizedAttributes"] = new JsonArray(new JsonObject { ["attributePatterns"] = List("*"), ["locales"] = List(Alphabet) }),
        ["stopWords"] = List(),
        ["faceting"] = new JsonObject { ["maxValuesPerFacet"] = 700 },
        ["pagination"] = new JsonObject { ["maxTotalHits"] = MostHits },
        ["searchCutoffMs"] = 400,
    };

    /// <summary>Nobody reads on after so many.</summary>
    internal const int MostHits = 1000;

    /// <summary>Whether something that we set is set otherwise; what we do not set may be as it likes.</summary>
    internal static bool HasSettings(JsonObject actual) => Agrees(Settings(), actual);

    private static bool Agrees(JsonNode? wanted, JsonNode? actual) => wanted is JsonObject wantedObject
        ? actual is JsonObject actualObject && wantedObject.All(p => p.Key == "filterableAttributes" || p.Key == "sortableAttributes"
            ? SameSet(p.Value, actualObject[p.Key])
            : Agrees(p.Value, actualObject[p.Key]))
        : JsonNode.DeepEquals(wanted, actual);

    private static bool SameSet(JsonNode? wanted, JsonNode? actual) =>
        actual is JsonArray there && ((JsonArray)wanted!).Select(n => n!.ToJsonString()).ToHashSet().SetEquals(there.Select(n => n!.ToJsonString()));

    private static JsonArray List(params string[] values) => [.. values.Select(v => JsonValue.Create(v))];
}
