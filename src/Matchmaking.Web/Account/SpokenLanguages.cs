using System.Globalization;
using Matchmaking.Web.Components;

namespace Matchmaking.Web.Account;

/// <summary>Languages that one may say to act in: the three of the site, the minority languages of both countries, and those that most people
/// here speak besides. Other languages can be added to the list at any time; matching takes any code.</summary>
public static class SpokenLanguages
{
    private static readonly string[] Site = ["fi", "sv", "en"];

    private static readonly string[] Others =
        ["ar", "bs", "de", "es", "et", "fa", "fit", "fr", "ku", "pl", "rom", "ru", "se", "so", "sq", "th", "tr", "uk", "vi", "yi", "zh"];

    /// <summary>Two or three letters of ISO 639.</summary>
    public static bool Has(string code) => Site.Contains(code) || Others.Contains(code);

    public static IReadOnlyList<Choice> Choices(Func<string, string> name, CultureInfo culture) =>
        [.. Site.Select(c => new Choice(c, name(c))), .. Others.Select(c => new Choice(c, name(c))).OrderBy(c => c.Label, StringComparer.Create(culture, ignoreCase: true))];
}
