namespace Matchmaking.Web.Municipalities;

/// <summary>The sixteen colours that pages use, made of one brand colour, for light or for dark. Each has a luminance of its own, so the
/// contrasts between them hold for every brand. The steps and their luminances are those of Designsystemet (@digdir/designsystemet 1.15.0);
/// its own output for a few brands is a test.</summary>
internal sealed class BrandScale
{
    private static readonly (string Step, double Light, double Dark)[] Luminances =
    [
        ("background-default", 1, 0.009), ("background-tinted", 0.9, 0.014),
        ("surface-default", 1, 0.021), ("surface-tinted", 0.81, 0.027), ("surface-hover", 0.7, 0.036), ("surface-active", 0.59, 0.056),
        ("border-subtle", 0.5, 0.08), ("border-default", 0.19, 0.22), ("border-strong", 0.11, 0.39),
        ("text-subtle", 0.11, 0.39), ("text-default", 0.0245, 0.84),
    ];

    private readonly Dictionary<string, Rgb> _steps = [];

    private BrandScale(Rgb brand, bool dark)
    {
        var calm = dark ? brand.WithChroma(0.7) : brand;
        foreach (var (step, light, night) in Luminances) _steps[step] = calm.WithLuminance(dark ? night : light);
        AddBase(brand, dark);
    }

    /// <param name="brand">#rrggbb.</param>
    public static BrandScale Light(string brand) => new(Rgb.Parse(brand), dark: false);

    /// <inheritdoc cref="Light"/>
    public static BrandScale Dark(string brand) => new(Rgb.Parse(brand), dark: true);

    /// <summary>Names as in Designsystemet, without its prefix: text-default, base-hover.</summary>
    public IEnumerable<(string Step, string Hex)> Steps => _steps.Select(s => (s.Key, s.Value.ToString()));

    /// <summary>#rrggbb.</summary>
    public string this[string step] => _steps[step].ToString();

    /// <summary>WCAG's contrast between two steps, 1 to 21.</summary>
    public double Contrast(string step, string on) => Rgb.Contrast(_steps[step], _steps[on]);

    /// <summary>Buttons: the brand itself in the light, its counterpart in the dark, and black or white upon it, whichever is read better.</summary>
    private void AddBase(Rgb brand, bool dark)
    {
        var lightness = brand.Lightness;
        if (dark) lightness = lightness <= 30 ? 70 : 100 - lightness;
        var towards = lightness <= 30 || lightness is >= 49 and <= 65 ? 8 : -8;
        var basis = dark ? brand.WithLightness(lightness) : brand;
        _steps["base-default"] = basis;
        _steps["base-hover"] = brand.WithLightness(lightness + towards);
        _steps["base-active"] = brand.WithLightness(lightness + 2 * towards);

        var whiteIsBetter = Rgb.Contrast(basis, Rgb.White) >= Rgb.Contrast(basis, Rgb.Black);
        var away = basis.Lightness is <= 40 or >= 60 ? 60 : 50;
        _steps["base-contrast-subtle"] = basis.WithLightness(basis.Lightness + (whiteIsBetter ? away : -away));
        _steps["base-contrast-default"] = whiteIsBetter ? Rgb.White : Rgb.Black;
    }
}
