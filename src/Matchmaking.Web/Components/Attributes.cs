namespace Matchmaking.Web.Components;

/// <summary>Our words as the attribute values of Designsystemet.</summary>
internal static class Attributes
{
    /// <summary>The value of Designsystemet's data-color.</summary>
    public static string Color(this Tone tone) => tone is Tone.Warm ? "brand1" : tone.ToString().ToLowerInvariant();

    /// <summary>The value of Designsystemet's data-variant.</summary>
    public static string Variant(this Weight weight) => weight.ToString().ToLowerInvariant();
}
