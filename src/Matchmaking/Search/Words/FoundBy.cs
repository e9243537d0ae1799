namespace Matchmaking.Search.Words;

/// <summary>How a word that was asked for met a word that stands there, the plainest first.</summary>
public enum Meeting
{
    /// <summary>It is that word, or begins so.</summary>
    Same,
    /// <summary>Both are forms of one word.</summary>
    Form,
    /// <summary>It is a part of that compound.</summary>
    Part,
    /// <summary>It is nearly that word.</summary>
    Like,
    /// <summary>It leads there, but stands in neither title nor text: a place, a theme, a role.</summary>
    Keyword,
}

/// <summary>Why a thing was found.</summary>
/// <param name="Asked">The word as it was asked for, in small letters.</param>
/// <param name="Met">The word as it stands there; of a keyword the whole name.</param>
public sealed record FoundBy(Meeting How, string Asked, string Met);
