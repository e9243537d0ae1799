using System.Globalization;

namespace Matchmaking.Web.Municipalities;

/// <summary>A colour of a screen (sRGB), each part from 0 to 255; not rounded while it is reckoned with.</summary>
internal readonly record struct Rgb(double R, double G, double B)
{
    public static readonly Rgb Black = new(0, 0, 0);
    public static readonly Rgb White = new(255, 255, 255);

    /// <param name="hex">#rrggbb.</param>
    public static Rgb Parse(string hex)
    {
        var value = int.Parse(hex.AsSpan().TrimStart('#'), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        return new(value >> 16 & 255, value >> 8 & 255, value & 255);
    }

    /// <summary>#rrggbb, the nearest that a screen can show.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"#{Whole(R):x2}{Whole(G):x2}{Whole(B):x2}");

    public Rgb Rounded() => new(Whole(R), Whole(G), Whole(B));

    /// <summary>Relative luminance as WCAG reckons it, 0 to 1.</summary>
    public double Luminance => 0.2126 * Wcag(R) + 0.7152 * Wcag(G) + 0.0722 * Wcag(B);

    /// <summary>WCAG's contrast, 1 to 21.</summary>
    public static double Contrast(Rgb one, Rgb other)
    {
        var (a, b) = (one.Luminance, other.Luminance);
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    /// <summary>How light it looks, 0 to 100 (CIE L*, which is also the lightness of HSLuv).</summary>
    public double Lightness
    {
        get
        {
            var y = 0.21263900587151 * Linear(R) + 0.71516867876775 * Linear(G) + 0.07219231536073 * Linear(B);
            return y <= 0.0088564516 ? y * 903.2962962 : 116 * Math.Cbrt(y) - 16;
        }
    }

    /// <summary>The same hue, darker or lighter: mixed with black or white until it has the luminance, within what eyes can tell.</summary>
    public Rgb WithLuminance(double luminance)
    {
        if (luminance <= 0) return Black;
        if (luminance >= 1) return White;
        var (dark, light) = Luminance > luminance ? (Black, this) : (this, White);
        for (var halvings = 0; ; halvings++)
        {
            var middle = new Rgb((dark.R + light.R) / 2, (dark.G + light.G) / 2, (dark.B + light.B) / 2);
            var reached = middle.Luminance;
            if (Math.Abs(luminance - reached) < 1e-7 || halvings >= 20) return middle.Rounded();
            if (reached > luminance) light = middle; else dark = middle;
        }
    }

    /// <inheritdoc cref="WithLuminance"/>
    public Rgb WithLightness(double lightness)
    {
        var l = Math.Clamp(lightness, 0, 100);
        var grey = Encoded(l <= 8 ? l / 903.2962962 : Math.Pow((l + 16) / 116, 3));
        return WithLuminance(new Rgb(grey, grey, grey).Rounded().Luminance);
    }

    /// <summary>The same lightness and hue with less or more colour in it.</summary>
    public Rgb WithChroma(double factor)
    {
        var (lightness, a, b) = ToOklab();
        return FromOklab(lightness, a * factor, b * factor).Rounded();
    }

    /// <summary>Hue in degrees and chroma (0 for grey, about 0.3 for the most vivid), in OKLCH.</summary>
    public (double Hue, double Chroma) Hue()
    {
        var (_, a, b) = ToOklab();
        return ((double.RadiansToDegrees(Math.Atan2(b, a)) + 360) % 360, Math.Sqrt(a * a + b * b));
    }

    private (double Lightness, double A, double B) ToOklab()
    {
        var (red, green, blue) = (Linear(R), Linear(G), Linear(B));
        var l = Math.Cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
        var m = Math.Cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
        var s = Math.Cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
        return (0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
            1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
            0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s);
    }

    private static Rgb FromOklab(double lightness, double a, double b)
    {
        var l = Math.Pow(lightness + 0.3963377774 * a + 0.2158037573 * b, 3);
        var m = Math.Pow(lightness - 0.1055613458 * a - 0.0638541728 * b, 3);
        var s = Math.Pow(lightness - 0.0894841775 * a - 1.2914855480 * b, 3);
        return new(Encoded(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
            Encoded(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
            Encoded(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s));
    }

    private static int Whole(double part) => (int)Math.Clamp(Math.Floor(part + 0.5), 0, 255);

    /// <summary>WCAG 2 keeps the threshold of an early draft of sRGB.</summary>
    private static double Wcag(double part) => part / 255 <= 0.03928 ? part / 255 / 12.92 : Math.Pow((part / 255 + 0.055) / 1.055, 2.4);

    private static double Linear(double part) => part / 255 > 0.04045 ? Math.Pow((part / 255 + 0.055) / 1.055, 2.4) : part / 255 / 12.92;

    private static double Encoded(double light) => 255 * (light <= 0.0031308 ? 12.92 * light : 1.055 * Math.Pow(light, 1 / 2.4) - 0.055);
}
