namespace Matchmaking.Web.Components;

/// <summary>One of several to choose from, in a list, as a radio button, a card or a check box.</summary>
/// <param name="Value">What the form sends.</param>
/// <param name="Label">What the reader sees.</param>
/// <param name="Description">A line under the label.</param>
/// <param name="Note">A few words beside the label, such as how many places are left.</param>
/// <param name="Icon">Shown on cards only.</param>
/// <param name="Disabled">Shown, yet not to be chosen; say why in <paramref name="Note"/>.</param>
public sealed record Choice(
    string Value, string Label, string? Description = null, string? Note = null, IconName? Icon = null, bool Disabled = false);
