namespace Matchmaking.Web.Components.Language;

/// <summary>Marks the words of dates, numbers and lists.</summary>
public sealed class Texts;
