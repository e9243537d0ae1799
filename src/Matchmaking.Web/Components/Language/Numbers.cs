using System.Globalization;
using Microsoft.Extensions.Localization;

namespace Matchmaking.Web.Components.Language;

/// <summary>Numbers as people write them in the reader's language, whatever the country.</summary>
public sealed class Numbers(IStringLocalizer<Texts> T)
{
    private const string Space = "\u00A0";

    private static readonly NumberFormatInfo Nordic = Form(groups: Space, point: ",", percentPattern: 0);
    private static readonly NumberFormatInfo English = Form(groups: ",", point: ".", percentPattern: 1);

    private static NumberFormatInfo Current => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en" ? English : Nordic;

    /// <summary>12 345 · in English 12,345</summary>
    public string Count(long count) => count.ToString("N0", Current);

    /// <summary>2,5 · in English 2.5; no more than one decimal, and none when it is whole</summary>
    public string Tenths(double number) => number.ToString("#,0.#", Current);

    /// <summary>45 % of 0.45 · in English 45%</summary>
    public string Percent(double share) => share.ToString("P0", Current);

    /// <summary>about 2 km. Distances are between areas, so they are rough: whole kilometres to ten, fives to a hundred, then tens; what is
    /// nearer than one is "less than 1 km".</summary>
    public string Distance(double kilometres)
    {
        if (kilometres < 1) return T["Numbers.Distance.Near"];
        var step = kilometres < 10 ? 1 : kilometres < 100 ? 5 : 10;
        return T["Numbers.Distance.About", Count((long)Math.Round(kilometres / step, MidpointRounding.AwayFromZero) * step)];
    }

    private static NumberFormatInfo Form(string groups, string point, int percentPattern) => NumberFormatInfo.ReadOnly(new NumberFormatInfo
    {
        NumberGroupSeparator = groups,
        NumberDecimalSeparator = point,
        PercentGroupSeparator = groups,
        PercentDecimalSeparator = point,
        PercentPositivePattern = percentPattern,
        NegativeSign = "−",
    });
}
