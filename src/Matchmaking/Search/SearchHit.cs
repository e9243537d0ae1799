using Matchmaking.Search.Words;

namespace Matchmaking.Search;

/// <summary>A thing that was found, as it is now.</summary>
/// <param name="Excerpt">The part of the text where the words stand, or its beginning.</param>
/// <param name="FoundBy">Nothing when nothing was asked but filters, or the engine found a likeness that we cannot see.</param>
public sealed record SearchHit(SearchDocument Document, MarkedText Title, MarkedText Excerpt, FoundBy? FoundBy)
{
    /// <summary>Farther into a text nobody looks for the words.</summary>
    private const int Scanned = 4_000;

    internal static SearchHit Of(SearchDocument document, IReadOnlyList<AskedWord> words)
    {
        var meetings = new Meetings(words, document.Language);
        var inTitle = meetings.In(document.Title, document.Title.Length);
        var inText = meetings.In(document.Text, Scanned);
        var plainest = inTitle.Concat(inText).Select(m => m.By).MinBy(by => by.How);
        plainest ??= document.Keywords.Split('\n').Select(line => meetings.In(line, line.Length).Select(m => new FoundBy(Meeting.Keyword, m.By.Asked, line)).FirstOrDefault())
            .FirstOrDefault(by => by is not null);
        return new(document,
            MarkedText.Whole(document.Title, [.. inTitle.Select(m => m.Place)]),
            MarkedText.Excerpt(document.Text, [.. inText.Select(m => m.Place)]),
            plainest);
    }
}
