using Matchmaking.Web.Components;

namespace Matchmaking.Web.Layout;

/// <summary>A place that the frame of every page links to.</summary>
/// <param name="Text">The key of its name in Texts.</param>
/// <param name="Href">Its address, relative to the language.</param>
/// <param name="Icon">Its icon in the bottom bar.</param>
/// <param name="IconHere">The same icon, filled: one is there now.</param>
public sealed record SitePlace(string Text, string Href, IconName Icon = default, IconName IconHere = default);

/// <summary>The menus, in one place: a new module adds its line here. Only pages that exist.</summary>
public static class SiteMap
{
    public static IReadOnlyList<SitePlace> Menu(Here here) =>
    [
        new("Nav.Ideas", Ideas(here)),
        new("Nav.Search", Links.Search),
        new("Nav.Help", Links.Help),
    ];

    /// <summary>Left and right of "Share an idea" at the foot of a small screen.</summary>
    public static (SitePlace[] Left, SitePlace[] Right) Bottom(Here here) =>
    (
        [new("Nav.Home", Home(here), IconName.House, IconName.HouseFill), new("Nav.Ideas", Ideas(here), IconName.LightBulb, IconName.LightBulbFill)],
        [
            new("Nav.Search", Links.Search, IconName.MagnifyingGlass, IconName.MagnifyingGlassFill),
            new("Nav.Me", Links.Me, IconName.PersonCircle, IconName.PersonCircleFill),
        ]
    );

    public static readonly IReadOnlyList<SitePlace> Footer =
    [
        new("Footer.Help", Links.Help),
        new("Footer.Contact", Links.Contact),
        new("Footer.Accessibility", Links.Accessibility),
        new("Footer.Privacy", Links.Privacy),
        new("Footer.Cookies", Links.Cookies),
        new("Footer.Terms", Links.Terms),
    ];

    public static string Home(Here here) => here.Municipality is { } municipality ? Links.Municipality(municipality.Slug) : Links.Home;

    /// <summary>Whether the page shown is this place, or stands under it.</summary>
    public static bool IsHere(this SitePlace place, Here here)
    {
        var path = here.Path.Trim('/');
        return path == place.Href.Trim('.', '/') || (place.Text != "Nav.Home" && path.StartsWith(place.Href + "/", StringComparison.Ordinal))
            || (place.Text == "Nav.Me" && path.StartsWith(Links.Admin + "/", StringComparison.Ordinal))
            || (place.Text == "Nav.Ideas" && (path == Links.Initiatives || path.StartsWith(Links.Initiatives + "/", StringComparison.Ordinal)));
    }

    /// <summary>Where an idea is begun; on a municipality's pages it is meant for there.</summary>
    public static string Share(Here here) => here.Municipality is { } municipality ? Links.NewInitiativeIn(municipality.Slug) : Links.NewInitiative;

    private static string Ideas(Here here) => here.Municipality is { } municipality ? Links.InitiativesOf(municipality.Slug) : Links.Initiatives;
}
