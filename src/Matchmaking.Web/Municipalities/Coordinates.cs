using System.Globalization;
using System.Text.RegularExpressions;

namespace Matchmaking.Web.Municipalities;

/// <summary>A point as people copy it from a map: "62.6010, 29.7636", with points or commas.</summary>
internal static partial class Coordinates
{
    /// <summary>Degrees north and east; null of anything else. Only what a map of Northern Europe gives: no signs, no minutes.</summary>
    public static (double Latitude, double Longitude)? Read(string? typed)
    {
        if (Pair().Match(typed?.Trim() ?? "") is not { Success: true } pair) return null;
        return (Number(pair.Groups[1].Value), Number(pair.Groups[2].Value));
    }

    /// <summary>To about a metre, in the form that <see cref="Read"/> reads.</summary>
    public static string Write(double latitude, double longitude) => string.Create(CultureInfo.InvariantCulture, $"{latitude:0.#####}, {longitude:0.#####}");

    private static double Number(string text) => double.Parse(text.Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^([0-9]{1,2}(?:[.,][0-9]{1,10})?)°?\s*[NP]?\s*[,;\s]\s*([0-9]{1,3}(?:[.,][0-9]{1,10})?)°?\s*[EIÖ]?$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Pair();
}
