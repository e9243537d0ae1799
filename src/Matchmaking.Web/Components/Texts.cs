namespace Matchmaking.Web.Components;

/// <summary>The words of the components: Texts.{fi,sv,en}.resx.</summary>
public sealed class Texts;
