using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Matchmaking.Municipalities;

namespace Matchmaking.Web.Municipalities;

/// <summary>The stylesheet with a municipality's own colours. It lies in a layer above the product's and below everything else.</summary>
internal sealed class BrandTheme
{
    /// <summary>One for each pair of colours that is in use; there are fewer of these than municipalities.</summary>
    private static readonly ConcurrentDictionary<(string? Brand, string? Support), BrandTheme> Made = new();

    private BrandTheme(string? brand, string? support)
    {
        Css = Write(brand, support);
        Hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Css)))[..12];
    }

    public string Css { get; }

    /// <summary>Of the stylesheet: another one has another address, so each can be kept for ever.</summary>
    public string Hash { get; }

    /// <summary>Null when the municipality has chosen no colours.</summary>
    public static BrandTheme? Of(MunicipalitySettings settings) => (settings.BrandColour, settings.SupportColour) is (null, null) ? null
        : Made.GetOrAdd((settings.BrandColour, settings.SupportColour), colours => new(colours.Brand, colours.Support));

    /// <summary>Where the stylesheet is; null when the municipality has none.</summary>
    public static string? AddressOf(MunicipalityEntry municipality) => Of(municipality.Settings) is { } theme ? Links.Theme(municipality.Slug, theme.Hash) : null;

    private static string Write(string? brand, string? support)
    {
        (string Name, string? Hex)[] colours = [("accent", brand), ("brand1", support)];
        var light = Declare(BrandScale.Light);
        var dark = Declare(BrandScale.Dark);
        return $$"""
            @layer ds.theme.municipality{
            :root,[data-color-scheme="light"]{
            {{light}}}
            [data-color-scheme="dark"]{
            {{dark}}}
            @media (prefers-color-scheme:dark){[data-color-scheme="auto"]{
            {{dark}}} }
            }

            """;

        string Declare(Func<string, BrandScale> scale) => string.Concat(
            from colour in colours
            where colour.Hex is not null
            from step in scale(colour.Hex).Steps
            select $"--ds-color-{colour.Name}-{step.Step}:{step.Hex};");
    }
}
