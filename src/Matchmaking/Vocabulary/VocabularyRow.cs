using Matchmaking.Platform.Data;

namespace Matchmaking.Vocabulary;

/// <summary>A word that matching, search and reports know, the same row in every language. Rows come with the product and have the same
/// ids in every installation.</summary>
[NotPersonal]
public abstract class VocabularyRow
{
    public Guid Id { get; init; }

    /// <summary>Its name in the file and in addresses; never changes, e.g. <c>first-aid</c>.</summary>
    public required string Key { get; init; }

    public required string NameFi { get; set; }
    public required string NameSv { get; set; }
    public required string NameEn { get; set; }

    /// <summary>Words people use for the same thing; found by them, never shown.</summary>
    public string[] SynonymsFi { get; set; } = [];

    /// <inheritdoc cref="SynonymsFi"/>
    public string[] SynonymsSv { get; set; } = [];

    /// <inheritdoc cref="SynonymsFi"/>
    public string[] SynonymsEn { get; set; } = [];

    /// <summary>Its place in lists of choices, from 0.</summary>
    public int Position { get; set; }

    /// <param name="language">fi, sv or en.</param>
    public string Name(string language) => language switch { "fi" => NameFi, "sv" => NameSv, _ => NameEn };

    /// <inheritdoc cref="Name"/>
    public IReadOnlyList<string> Synonyms(string language) => language switch { "fi" => SynonymsFi, "sv" => SynonymsSv, _ => SynonymsEn };
}
