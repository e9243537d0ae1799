using System.Globalization;
using System.Text.RegularExpressions;

namespace Matchmaking.Web.Components;

/// <summary>Which addresses a text written by people may point to: pages of the web, a letter, a telephone, and pages of our own. Every
/// other scheme is refused, known or not, and so is whatever a browser would read otherwise than we do.</summary>
internal static partial class SafeLink
{
    public const int MaxLength = 2_000;

    /// <summary>The address as it may stand in <c>href</c> (still to be escaped), or null.</summary>
    public static string? Clean(string? address)
    {
        if (string.IsNullOrEmpty(address) || address.Length > MaxLength || address.Any(IsRefused)) return null;
        var colon = address.IndexOf(':');
        var path = address.AsSpan().IndexOfAny('/', '?', '#');
        if (colon < 0 || path >= 0 && path < colon) return IsOurs(address) ? address : null;
        return address[..colon].ToLowerInvariant() switch
        {
            "http" or "https" => IsOfTheWeb(address) ? address : null,
            "mailto" => Mail().IsMatch(address) ? address : null,
            "tel" => Telephone().IsMatch(address) ? address : null,
            _ => null,
        };
    }

    /// <summary>Browsers drop or turn some of these before they read an address, which is how <c>java&#9;script:</c> works; none of them
    /// stands in an address that somebody copied.</summary>
    private static bool IsRefused(char c) => c is '"' or '\'' or '<' or '>' or '`' or '\\' || char.IsWhiteSpace(c) || char.IsControl(c)
        || char.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse;

    /// <summary>Two slashes at the start would name another host.</summary>
    private static bool IsOurs(string address) => !address.StartsWith("//", StringComparison.Ordinal);

    /// <summary>A name before the host is refused: <c>https://joensuu.example@elsewhere.example</c> leads elsewhere.</summary>
    private static bool IsOfTheWeb(string address) => WebStart().IsMatch(address)
        && Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Host.Length > 0 && uri.UserInfo.Length == 0;

    private const RegexOptions Plain = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking;

    [GeneratedRegex(@"^https?://[^/?#@]+", Plain)]
    private static partial Regex WebStart();

    [GeneratedRegex(@"^mailto:[A-Z0-9._%+-]{1,64}@[A-Z0-9.-]{1,190}(\?subject=[A-Z0-9%._~+-]{0,300})?\z", Plain)]
    private static partial Regex Mail();

    [GeneratedRegex(@"^tel:\+?[0-9()./-]{3,30}\z", Plain)]
    private static partial Regex Telephone();
}
