using Matchmaking.Web.Platform;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;

namespace Matchmaking.Web.Account;

/// <summary>Between the code of the letter and the second factor: a sealed cookie of five minutes that opens nothing by itself.</summary>
internal static class HalfSession
{
    public static Task OpenAsync(HttpContext context, Guid personId, string stamp)
    {
        var person = Session.Of(personId, stamp, secondFactor: false, context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow());
        return context.SignInAsync(IdentityConstants.TwoFactorUserIdScheme, person);
    }

    /// <summary>Whose it is, and under which stamp it was given.</summary>
    public static async Task<(Guid PersonId, string Stamp)?> ReadAsync(HttpContext context) =>
        await context.AuthenticateAsync(IdentityConstants.TwoFactorUserIdScheme) is { Succeeded: true, Principal: { } person } && Session.PersonOf(person) is { } id
            ? (id, Session.StampOf(person)) : null;

    public static Task CloseAsync(HttpContext context) => context.SignOutAsync(IdentityConstants.TwoFactorUserIdScheme);
}
