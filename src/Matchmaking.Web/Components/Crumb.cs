namespace Matchmaking.Web.Components;

/// <summary>A page above this one, in the <see cref="Breadcrumbs"/>.</summary>
public sealed record Crumb(string Text, string Href);
