namespace Matchmaking.Vocabulary;

/// <summary>What someone can do or bring: first aid, baking, a van.</summary>
public sealed class Skill : VocabularyRow;
