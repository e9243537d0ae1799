namespace Matchmaking.Web.Layout;

/// <summary>The words around every page: Texts.{fi,sv,en}.resx.</summary>
public sealed class Texts;
