namespace Matchmaking.Search.Words;

/// <summary>A piece of text, marked when it is what was asked for.</summary>
public readonly record struct MarkedPiece(string Text, bool IsMarked);

/// <summary>A text in pieces. It is text, never markup.</summary>
public sealed record MarkedText(IReadOnlyList<MarkedPiece> Pieces)
{
    private const int Shown = 220, Before = 60, LongestWord = 40;

    public override string ToString() => string.Concat(Pieces.Select(p => p.Text));

    internal static MarkedText Whole(string text, IReadOnlyList<WordPlace> marks) => Cut(text, marks, 0, text.Length);

    /// <summary>The beginning of the text, or, when the first mark stands later, what stands around it; cut between words.</summary>
    internal static MarkedText Excerpt(string text, IReadOnlyList<WordPlace> marks)
    {
        var from = marks is [var first, ..] && first.End > Shown ? WordStart(text, first.Start - Before) : 0;
        return Cut(text, marks, from, WordEnd(text, from + Shown));
    }

    private static MarkedText Cut(string text, IReadOnlyList<WordPlace> marks, int from, int to)
    {
        var pieces = new List<MarkedPiece>();
        if (from > 0) pieces.Add(new("… ", false));
        var at = from;
        foreach (var mark in marks.Where(m => m.Start >= from && m.End <= to))
        {
            if (mark.Start > at) pieces.Add(new(text[at..mark.Start], false));
            pieces.Add(new(mark.Of(text), true));
            at = mark.End;
        }
        if (at < to) pieces.Add(new(text[at..to], false));
        if (to < text.Length) pieces.Add(new(" …", false));
        return new(pieces);
    }

    private static int WordStart(string text, int at)
    {
        for (var start = at; start > at - LongestWord; start--)
            if (char.IsWhiteSpace(text[start - 1])) return start;
        return NotInsidePair(text, at);
    }

    private static int WordEnd(string text, int at)
    {
        if (at >= text.Length) return text.Length;
        for (var end = at; end > at - LongestWord; end--)
            if (char.IsWhiteSpace(text[end])) return end;
        return NotInsidePair(text, at);
    }

    private static int NotInsidePair(string text, int at) => char.IsLowSurrogate(text[at]) ? at - 1 : at;
}
