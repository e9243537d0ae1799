namespace Matchmaking.Web.Municipalities;

/// <summary>A colour with a meaning on every page, which a brand may look like.</summary>
public enum Resemblance { Danger, Warning, Success }

internal static class Resemblances
{
    private const double Greyish = 0.06;
    private const double Degrees = 18;

    /// <summary>The base colours of Designsystemet, as in theme.css.</summary>
    private static readonly (Resemblance Meaning, double Hue)[] Hues =
    [
        (Resemblance.Danger, Rgb.Parse("#c01b1b").Hue().Hue),
        (Resemblance.Warning, Rgb.Parse("#ea9b1b").Hue().Hue),
        (Resemblance.Success, Rgb.Parse("#068718").Hue().Hue),
    ];

    /// <summary>What readers could take the brand for; null for most colours. No colour is refused for it: words say it too.</summary>
    public static Resemblance? Of(string brand)
    {
        var (hue, chroma) = Rgb.Parse(brand).Hue();
        if (chroma < Greyish) return null;
        var (meaning, away) = Hues.Select(h => (h.Meaning, Away: Math.Abs((hue - h.Hue + 540) % 360 - 180))).MinBy(h => h.Away);
        return away <= Degrees ? meaning : null;
    }
}
