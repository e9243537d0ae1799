using Matchmaking.Platform.Data;

namespace Matchmaking.Vocabulary;

/// <summary>What a thing is about: neighbours, nature, music.</summary>
public sealed class Theme : VocabularyRow
{
    /// <summary>The name of its picture in the icon sprite.</summary>
    [NotPersonal] public required string Icon { get; set; }

    /// <summary>The same concept in the General Finnish Ontology, <c>p916</c> for https://www.yso.fi/onto/yso/p916; null where none fits.</summary>
    [NotPersonal] public string? YsoId { get; set; }
}
