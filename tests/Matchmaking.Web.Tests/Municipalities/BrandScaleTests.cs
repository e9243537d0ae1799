using System.Text.Json;
using Matchmaking.Web.Municipalities;

namespace Matchmaking.Web.Tests.Municipalities;

public sealed class BrandScaleTests
{
    /// <summary>What Designsystemet 1.15.0 made of these colours: brand → light or dark → step → colour.</summary>
    private static readonly Dictionary<string, Dictionary<string, Dictionary<string, string>>> Vectors = JsonSerializer
        .Deserialize<Dictionary<string, Dictionary<string, Dictionary<string, string>>>>(
            typeof(BrandScaleTests).Assembly.GetManifestResourceStream("brand-vectors.json")!)!;

    public static TheoryData<string, string> Brands => [.. Vectors.SelectMany(v => v.Value.Keys.Select(scheme => (v.Key, scheme)))];

    [Theory, MemberData(nameof(Brands))]
    public void It_gives_what_Designsystemet_gives(string brand, string scheme)
    {
        var scale = scheme == "dark" ? BrandScale.Dark(brand) : BrandScale.Light(brand);
        Assert.Equal(Vectors[brand][scheme].OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => (s.Key, s.Value.ToLowerInvariant())),
            scale.Steps.OrderBy(s => s.Step, StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("text-default", 4.5, "background-default", "background-tinted", "surface-default", "surface-tinted", "surface-hover", "surface-active")]
    [InlineData("text-subtle", 4.5, "background-default", "background-tinted", "surface-default", "surface-tinted", "surface-hover")]
    [InlineData("base-contrast-default", 4.5, "base-default")]
    [InlineData("border-default", 3, "background-default", "background-tinted", "surface-default", "surface-tinted")]
    [InlineData("border-strong", 4.5, "background-default", "surface-default")]
    public void Whatever_the_brand_it_can_be_read(string step, double least, params string[] grounds)
    {
        foreach (var brand in ManyBrands())
        {
            foreach (var scale in (BrandScale[])[BrandScale.Light(brand), BrandScale.Dark(brand)])
                Assert.All(grounds, ground => Assert.True(scale.Contrast(step, ground) >= least, $"{brand}: {step} on {ground} is {scale.Contrast(step, ground):0.00}"));
        }
    }

    /// <summary>The control of the one above: the brand itself as text would often fail.</summary>
    [Fact]
    public void The_brand_itself_often_could_not() => Assert.True(
        ManyBrands().Count(b => Rgb.Contrast(Rgb.Parse(b), Rgb.White) < 4.5) > 500);

    [Theory]
    [InlineData("#000000", "#ffffff", 21)]
    [InlineData("#ffffff", "#ffffff", 1)]
    [InlineData("#777777", "#ffffff", 4.48)]
    public void Contrast_is_that_of_WCAG(string one, string other, double contrast) => Assert.Equal(contrast, Rgb.Contrast(Rgb.Parse(one), Rgb.Parse(other)), 2);

    [Theory]
    [InlineData("#c01b1b", Resemblance.Danger)]
    [InlineData("#d6001c", Resemblance.Danger)]
    [InlineData("#f2a900", Resemblance.Warning)]
    [InlineData("#00843d", Resemblance.Success)]
    [InlineData("#0b5d7a", null)]
    [InlineData("#0062ba", null)]
    [InlineData("#6b2c91", null)]
    [InlineData("#333333", null)]
    [InlineData("#4a3f3f", null)]
    public void A_brand_that_looks_like_a_warning_is_pointed_out(string brand, Resemblance? like) => Assert.Equal(like, Resemblances.Of(brand));

    private static IEnumerable<string> ManyBrands()
    {
        var random = new Random(598);
        int[] corners = [0, 1, 127, 128, 254, 255];
        var extreme = from r in corners from g in corners from b in corners select $"#{r:x2}{g:x2}{b:x2}";
        return extreme.Concat(Enumerable.Range(0, 1500).Select(_ => $"#{random.Next(0x1000000):x6}"));
    }
}
