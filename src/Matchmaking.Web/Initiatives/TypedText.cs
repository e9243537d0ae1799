using Matchmaking.Platform.Data;
using Matchmaking.Web.Components;
using Microsoft.Extensions.Localization;

namespace Matchmaking.Web.Initiatives;

/// <summary>Reads the one text of a small form.</summary>
internal static class TypedText
{
    /// <summary>The clean text; null when it cannot be taken, and then the error says what to do.</summary>
    /// <param name="most">As many characters as its column holds, counted as the browser counts them.</param>
    /// <param name="missing">What to say when nothing was written; null where the field may be left empty.</param>
    public static string? Read(FormErrors errors, IStringLocalizer<Texts> t, string field, string? typed, int most, string? missing = null)
    {
        var clean = TextRules.Clean(typed, TextKind.MultiLine, most, maxBytes: 4 * most);
        var problem = clean.IsGood && clean.Text.Length > most ? TextProblem.TooLong : clean.Problem;
        switch (problem)
        {
            case TextProblem.None: return clean.Text;
            case TextProblem.Empty when missing is null: return "";
            case TextProblem.Empty: errors.Add(field, missing); return null;
            case TextProblem.TooLong: errors.Add(field, t["Text.TooLong", most]); return null;
            default: errors.Add(field, t["Text.NotText"]); return null;
        }
    }
}
