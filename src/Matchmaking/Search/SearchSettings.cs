namespace Matchmaking.Search;

/// <summary>Where the engine is: section <c>Search</c> of the configuration.</summary>
public sealed class SearchSettings
{
    /// <summary>Meilisearch's address. Without one PostgreSQL answers alone.</summary>
    public Uri? Url { get; set; }

    /// <summary>A key that may search, write documents and settings, swap and delete indexes.</summary>
    public string Key { get; set; } = "";

    /// <summary>The index; several installations can share a server under different names.</summary>
    public string Index { get; set; } = "things";

    /// <summary>Nobody waits longer than this for the engine; PostgreSQL then still answers within the second.</summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromMilliseconds(600);
}
