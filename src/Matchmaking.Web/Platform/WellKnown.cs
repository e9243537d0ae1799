using System.Globalization;
using System.Text;

namespace Matchmaking.Web.Platform;

/// <summary>Files that others expect at fixed addresses.</summary>
internal static class WellKnown
{
    /// <summary>Not for search engines: what is personal, what needs a token, and results of searches.</summary>
    private static readonly string[] NotForRobots = ["me", "office", "host", "admin", "search", "sign-in", "registrations"];

    public static void MapWellKnown(this IEndpointRouteBuilder app)
    {
        app.MapGet("/robots.txt", Robots).AllowAnonymous();
        app.MapGet("/.well-known/security.txt", Security).AllowAnonymous();
    }

    private static IResult Robots()
    {
        var text = new StringBuilder("User-agent: *\n");
        foreach (var path in NotForRobots.SelectMany(p => Languages.All.Select(l => $"/{l}/{p}")).Concat(["/j/", "/u/", "/checkin/", "/cal/", "/drafts/", "/api/"]))
            text.Append(CultureInfo.InvariantCulture, $"Disallow: {path}\n");
        return Results.Text(text.ToString());
    }

    /// <summary>RFC 9116. It says of itself that it holds for half a year from today.</summary>
    private static IResult Security(WebSettings settings, TimeProvider clock)
    {
        if (settings.SecurityContact is null) return Results.NotFound();
        var expires = clock.GetUtcNow().UtcDateTime.Date.AddDays(180);
        return Results.Text(string.Create(CultureInfo.InvariantCulture, $"""
            Contact: {settings.SecurityContact}
            Expires: {expires:yyyy-MM-dd'T'HH:mm:ss'Z'}
            Preferred-Languages: fi, sv, en
            Canonical: {settings.Absolute("/.well-known/security.txt")}

            """));
    }
}
