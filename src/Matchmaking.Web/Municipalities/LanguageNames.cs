using Microsoft.Extensions.Localization;

namespace Matchmaking.Web.Municipalities;

internal static class LanguageNames
{
    /// <summary>The name of a language in the reader's; of one unknown here its code.</summary>
    /// <param name="code">ISO 639.</param>
    public static string OfLanguage(this IStringLocalizer<Texts> T, string code) => code switch
    {
        "fi" => T["Language.Finnish"],
        "sv" => T["Language.Swedish"],
        "en" => T["Language.English"],
        "fit" => T["Language.Meankieli"],
        "se" => T["Language.NorthernSami"],
        "sma" => T["Language.SouthernSami"],
        "smj" => T["Language.LuleSami"],
        "smn" => T["Language.InariSami"],
        "sms" => T["Language.SkoltSami"],
        "smi" => T["Language.Sami"],
        "rom" => T["Language.Romani"],
        "yi" => T["Language.Yiddish"],
        _ => code,
    };
}
