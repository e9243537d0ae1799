namespace Matchmaking.Web.Letters;

/// <summary>What stands around the words of every letter.</summary>
/// <param name="Greeting">Empty where the person's name is not known.</param>
public sealed record LetterFrame(string Language, string Greeting, string Sender, string HomeUrl, string SettingsText, string? SettingsUrl, string UnsubscribeText);
