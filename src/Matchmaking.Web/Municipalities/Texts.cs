namespace Matchmaking.Web.Municipalities;

/// <summary>The words of this folder: Texts.{fi,sv,en}.resx.</summary>
public sealed class Texts;
