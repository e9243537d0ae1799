namespace Matchmaking.Web.Letters;

/// <summary>The words around every letter: greeting, address under the button, footer.</summary>
public sealed class Texts;
