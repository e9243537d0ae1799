using System.Globalization;
using System.Security.Claims;
using Matchmaking.People;
using Matchmaking.Platform.Data;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Platform;

/// <summary>What the session's cookie says: whose it is, under which security stamp it was given, when, and whether a second factor was shown.
/// Nothing else: names and offices are asked of the database at each request.</summary>
public static class Session
{
    private const string Stamp = "stamp";
    private const string Means = "amr";
    private const string Since = "auth_time";

    /// <summary>What cannot be undone asks for a code again after this time.</summary>
    public static readonly TimeSpan FreshFor = TimeSpan.FromMinutes(10);

    /// <param name="at">When the person showed who they are; kept while the session is prolonged.</param>
    public static ClaimsPrincipal Of(Guid personId, string stamp, bool secondFactor, DateTimeOffset at) => new(new ClaimsIdentity(
        [new(ClaimTypes.NameIdentifier, personId.ToString()), new(Stamp, stamp), new(Since, at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)), .. secondFactor ? [new Claim(Means, "mfa")] : Array.Empty<Claim>()],
        IdentityConstants.ApplicationScheme));

    /// <summary>Signs the person in on this browser.</summary>
    public static Task OpenAsync(HttpContext context, Guid personId, string stamp, bool secondFactor) =>
        context.SignInAsync(IdentityConstants.ApplicationScheme, Of(personId, stamp, secondFactor, context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow()),
            new AuthenticationProperties { IsPersistent = true });

    /// <summary>The same session after a second factor was taken away: it counts as shown only while there is another.</summary>
    public static async Task GoOnAsync(HttpContext context, Guid personId, ReadSecondFactors factors, MatchmakingDb db, CancellationToken ct) =>
        await OpenAsync(context, personId, await db.People().Where(p => p.Id == personId).Select(p => p.SecurityStamp!).SingleAsync(ct), (await factors.RunAsync(personId)).Any);

    public static Task CloseAsync(HttpContext context) => context.SignOutAsync(IdentityConstants.ApplicationScheme);

    public static Guid? PersonOf(ClaimsPrincipal user) =>
        Guid.TryParse(user.FindFirstValue(ClaimTypes.NameIdentifier), out var id) ? id : null;

    /// <summary>Changes when every session of the person must end.</summary>
    public static string StampOf(ClaimsPrincipal user) => user.FindFirstValue(Stamp) ?? "";

    /// <summary>Whether the person showed who they are within the last ten minutes.</summary>
    public static bool IsFresh(ClaimsPrincipal user, DateTimeOffset now) =>
        long.TryParse(user.FindFirstValue(Since), NumberStyles.None, CultureInfo.InvariantCulture, out var at) && now - DateTimeOffset.FromUnixTimeSeconds(at) < FreshFor;

    public static bool HasSecondFactor(ClaimsPrincipal user) => user.HasClaim(Means, "mfa");
}
