using System.Globalization;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Matchmaking.Web.Platform;

/// <summary>The three languages of the site, as they stand in addresses.</summary>
public static class Languages
{
    public static readonly string[] All = ["fi", "sv", "en"];

    private static readonly Dictionary<string, CultureInfo> Words = All.ToDictionary(l => l, CultureInfo.GetCultureInfo);

    public static bool Has(string? text) => text is not null && Words.ContainsKey(text);

    /// <summary>The culture that chooses the words.</summary>
    public static CultureInfo WordsOf(string language) => Words[language];

    /// <summary>The culture that writes dates and numbers. Swedish is written otherwise in Finland than in Sweden, so the country of the
    /// municipality decides; without one it is Sweden's way.</summary>
    /// <param name="country">FI or SE.</param>
    public static CultureInfo FormatsOf(string language, string? country) => CultureInfo.GetCultureInfo((language, country) switch
    {
        ("sv", "FI") => "sv-FI",
        ("sv", _) => "sv-SE",
        ("en", _) => "en-GB",
        _ => "fi-FI",
    });

    /// <summary>The first of our languages that the reader's browser asks for; Finnish when it asks for none of them.</summary>
    public static string Preferred(StringValues acceptLanguage)
    {
        if (!StringWithQualityHeaderValue.TryParseList(acceptLanguage, out var wishes)) return All[0];
        return wishes.Where(w => w.Quality != 0).OrderByDescending(w => w.Quality ?? 1)
            .Select(w => w.Value.ToString().Split('-')[0].ToLowerInvariant()).FirstOrDefault(Has) ?? All[0];
    }
}
