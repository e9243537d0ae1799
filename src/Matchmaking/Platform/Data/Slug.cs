using System.Globalization;
using System.Text;

namespace Matchmaking.Platform.Data;

/// <summary>A title as the readable end of an address: <c>Siivoustalkoot Särkiniemessä!</c> is <c>siivoustalkoot-sarkiniemessa</c>. It says
/// nothing that the number beside it does not, so two titles may have the same.</summary>
public static class Slug
{
    public const int MaxLength = 60;

    /// <summary>Letters whose bar or hook Unicode does not take apart, Sámi ones among them, and what they become.</summary>
    private const string Barred = "øðđłŋŧħıʒǥ", Plain = "oddlnthizg";

    /// <summary>Small letters a–z, digits and single hyphens; 1–60 of them. A title without any letter known here is <c>x</c>.</summary>
    public static string Of(string? title)
    {
        var slug = new StringBuilder();
        foreach (var rune in WellFormed(title).Normalize(NormalizationForm.FormD).EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark || rune.Value is '\'' or '’') continue;
            var ascii = Ascii(Rune.ToLowerInvariant(rune));
            if (ascii.Length > 0) slug.Append(ascii);
            else if (slug.Length > 0 && slug[^1] != '-') slug.Append('-');
        }
        return Shorten(slug.ToString());
    }

    private static string WellFormed(string? title) =>
        string.Concat((title ?? "").EnumerateRunes().Where(r => (r.Value & 0xFFFE) != 0xFFFE).Select(r => r.ToString()));

    private static string Ascii(Rune rune) => rune.Value switch
    {
        >= 'a' and <= 'z' or >= '0' and <= '9' => rune.ToString(),
        'æ' => "ae",
        'œ' => "oe",
        'ß' => "ss",
        'þ' => "th",
        _ when rune.IsBmp && Barred.IndexOf((char)rune.Value) is >= 0 and var at => Plain[at..(at + 1)],
        _ => "",
    };

    private static string Shorten(string slug)
    {
        slug = slug.Trim('-');
        if (slug.Length > MaxLength)
        {
            var word = slug.LastIndexOf('-', MaxLength);
            slug = slug[..(word > MaxLength / 2 ? word : MaxLength)].TrimEnd('-');
        }
        return slug.Length > 0 ? slug : "x";
    }
}
