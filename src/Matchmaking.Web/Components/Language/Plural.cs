namespace Matchmaking.Web.Components.Language;

/// <summary>Finnish, Swedish and English have the same two: one of a thing, and any other number of it. Text keys end in the name:
/// <c>T[$"Role.Places.{Plurals.Of(n)}", n]</c>.</summary>
public enum Plural { One, Other }

public static class Plurals
{
    public static Plural Of(long count) => count == 1 ? Plural.One : Plural.Other;
}
