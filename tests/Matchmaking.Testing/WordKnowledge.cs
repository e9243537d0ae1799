using Matchmaking.Search.Words;

namespace Matchmaking.Testing;

/// <summary>What the whole process knows of words, changed for a while: to measure what the knowledge is worth.</summary>
public sealed class WordKnowledge : IDisposable
{
    private readonly IReadOnlyDictionary<string, WordForms> _before = WordForms.Known;

    private WordKnowledge(IReadOnlyDictionary<string, WordForms> known) => WordForms.Known = known;

    public static WordKnowledge Only(IReadOnlyDictionary<string, WordForms> known) => new(known);

    public void Dispose() => WordForms.Known = _before;
}
