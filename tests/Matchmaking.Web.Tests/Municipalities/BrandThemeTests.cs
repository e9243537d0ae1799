using Matchmaking.Municipalities;
using Matchmaking.Web.Municipalities;

namespace Matchmaking.Web.Tests.Municipalities;

public sealed class BrandThemeTests
{
    [Fact]
    public void Without_colours_there_is_none() => Assert.Null(BrandTheme.Of(new MunicipalitySettings()));

    [Fact]
    public void It_names_every_step_for_light_dark_and_what_the_reader_prefers()
    {
        var css = BrandTheme.Of(new MunicipalitySettings { BrandColour = "#0062ba", SupportColour = "#c2410c" })!.Css;
        Assert.Equal(3 * 2 * 16, css.Split("--ds-color-").Length - 1);
        Assert.StartsWith("@layer ds.theme.municipality{", css);
        Assert.Contains(":root,[data-color-scheme=\"light\"]{\n--ds-color-accent-background-default:#ffffff;", css);
        Assert.Contains("[data-color-scheme=\"dark\"]{\n--ds-color-accent-background-default:#0c1927;", css);
        Assert.Contains("@media (prefers-color-scheme:dark){[data-color-scheme=\"auto\"]{\n--ds-color-accent-background-default:#0c1927;", css);
        Assert.Equal(css.Count(c => c == '{'), css.Count(c => c == '}'));
    }

    [Fact]
    public void Only_what_was_chosen_is_changed()
    {
        Assert.DoesNotContain("brand1", BrandTheme.Of(new MunicipalitySettings { BrandColour = "#0062ba" })!.Css);
        Assert.DoesNotContain("accent", BrandTheme.Of(new MunicipalitySettings { SupportColour = "#0062ba" })!.Css);
    }

    [Fact]
    public void Other_colours_have_another_address_and_the_same_ones_the_same()
    {
        var settings = new MunicipalitySettings { BrandColour = "#0062ba" };
        Assert.Equal(BrandTheme.Of(settings)!.Hash, BrandTheme.Of(settings with { ReplyDeadlineDays = 3 })!.Hash);
        Assert.NotEqual(BrandTheme.Of(settings)!.Hash, BrandTheme.Of(settings with { BrandColour = "#0062bb" })!.Hash);
        Assert.NotEqual(BrandTheme.Of(settings)!.Hash, BrandTheme.Of(new MunicipalitySettings { SupportColour = "#0062ba" })!.Hash);
    }
}
