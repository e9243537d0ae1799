using System.Globalization;
using System.Text.RegularExpressions;

namespace Matchmaking.Web.Initiatives;

/// <summary>Reads which initiative somebody means who types or pastes its number or address.</summary>
internal static partial class InitiativeNumber
{
    private const int Longest = 2_000;

    /// <summary>Nothing when it is neither. Of an address only the path counts, so it may come from a letter, a phone or another language.</summary>
    public static int? Read(string? typed)
    {
        if (typed is null or { Length: > Longest } || Meant().Match(typed.Trim()) is not { Success: true } meant) return null;
        return int.TryParse(meant.Groups[1].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }

    [GeneratedRegex(@"^(?:#|(?:\S*/)?initiatives/)?([0-9]{1,10})(?:[/?#]\S*)?$", RegexOptions.NonBacktracking)]
    private static partial Regex Meant();
}
