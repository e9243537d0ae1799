using Matchmaking.Platform.Data;

namespace Matchmaking.Vocabulary;

/// <summary>What a thing is good for, as a municipality reports it: public health, democracy, welfare.</summary>
public sealed class Purpose : VocabularyRow
{
    /// <summary>One line under the choice that says what is meant.</summary>
    [NotPersonal] public required string MeaningFi { get; set; }

    /// <inheritdoc cref="MeaningFi"/>
    [NotPersonal] public required string MeaningSv { get; set; }

    /// <inheritdoc cref="MeaningFi"/>
    [NotPersonal] public required string MeaningEn { get; set; }

    /// <param name="language">fi, sv or en.</param>
    public string Meaning(string language) => language switch { "fi" => MeaningFi, "sv" => MeaningSv, _ => MeaningEn };
}
