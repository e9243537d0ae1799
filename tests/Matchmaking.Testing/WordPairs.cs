using Matchmaking.Local;

namespace Matchmaking.Testing;

/// <summary>A word that somebody asks for, and a short text where it stands in another form.</summary>
/// <param name="Kind"><c>form</c>, <c>part</c> (inside a compound), <c>stem</c> (the stem changes), or <c>apart</c>: two words that must not meet.</param>
public sealed record WordPair(string Kind, string Asked, string Stands, string Text);

/// <summary>The lists by which the search is judged: words of this field, chosen by hand before anything analysed them. Of each language 150
/// pairs that must meet, 30 that must not, and a thousand texts in which none of the words stands.</summary>
public static class WordPairs
{
    public static IReadOnlyList<WordPair> Meeting(string language) => [.. Lines($"{language}.tsv").Select(l => l.Split('\t')).Select(c => new WordPair(c[0], c[1], c[2], c[3]))];

    public static IReadOnlyList<WordPair> Apart(string language) => [.. Lines($"{language}.apart.tsv").Select(l => l.Split('\t')).Select(c => new WordPair("apart", c[0], c[1], c[2]))];

    public static IReadOnlyList<string> Distractors(string language) => Lines($"{language}.distractors.txt");

    private static string[] Lines(string file) => File.ReadAllLines(SourceTree.InRoot("tests", "Matchmaking.Testing", "WordPairs", file));
}
