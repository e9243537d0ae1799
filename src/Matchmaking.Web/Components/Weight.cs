namespace Matchmaking.Web.Components;

/// <summary>How loud a button is. One primary on a page.</summary>
public enum Weight
{
    Primary,
    Secondary,
    Tertiary,
}
