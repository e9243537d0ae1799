using Matchmaking.Search.Words;

namespace Matchmaking.Search;

public enum SearchOrder
{
    /// <summary>The best answer first; without a text the newest.</summary>
    Best,
    /// <summary>What lacks the fewest people first; what lacks nobody last.</summary>
    NeedsHands,
    Newest,
}

/// <summary>What can be filtered by, and counted.</summary>
public enum SearchFacet { Kind, Municipality, Region, Theme, Time, Language, NeedsHands }

/// <summary>What someone looks for. Whatever came from outside is made harmless here: the text is cut, and a value that cannot be one is none.</summary>
public sealed record SearchQuestion
{
    public const int LongestText = 200;
    public const int PageSize = 20;
    public const int LastPage = SearchEngine.MostHits / PageSize;

    /// <summary>As it was typed, without what nobody types, at most <see cref="LongestText"/> characters.</summary>
    public string Text { get; init => field = AskedWords.Clean(value); } = "";

    public string? Kind { get; init => field = Known(value); }
    public Guid? Municipality { get; init; }
    public string? Region { get; init => field = Known(value); }
    public Guid? Theme { get; init; }

    /// <summary>Only what begins from here on and until there: what has no date, such as what goes on every week, is left out.</summary>
    public (DateTimeOffset From, DateTimeOffset Until)? Begins { get; init; }

    public string? Language { get; init => field = Known(value); }

    /// <summary>The language of whoever asks, or nothing: what is written in it comes before what is not, and its words are taken at their word.</summary>
    public string? Reader { get; init => field = Known(value); }

    /// <summary>Asked while it is being written: the last word may be the beginning of another.</summary>
    public bool IsTyping { get; init; }

    /// <summary>Only what lacks people.</summary>
    public bool NeedsHands { get; init; }

    /// <summary>Only what is in one of these states; of any when empty.</summary>
    public IReadOnlyList<string> States { get; init => field = [.. value.Select(Known).OfType<string>()]; } = [];

    public SearchOrder Order { get; init; }

    /// <summary>From 1.</summary>
    public int Page { get; init => field = Math.Clamp(value, 1, LastPage); } = 1;

    /// <summary>What is filtered by now.</summary>
    public IEnumerable<SearchFacet> Filters => Enum.GetValues<SearchFacet>().Where(f => Without(f) != this);

    public SearchQuestion Without(SearchFacet filter) => filter switch
    {
        SearchFacet.Kind => this with { Kind = null },
        SearchFacet.Municipality => this with { Municipality = null },
        SearchFacet.Region => this with { Region = null },
        SearchFacet.Theme => this with { Theme = null },
        SearchFacet.Time => this with { Begins = null },
        SearchFacet.Language => this with { Language = null },
        _ => this with { NeedsHands = false },
    };

    /// <summary>Keys are short and of letters, digits and hyphens; anything else is no key.</summary>
    private static string? Known(string? key) =>
        key is { Length: > 0 and <= 40 } && key.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') ? key : null;
}
