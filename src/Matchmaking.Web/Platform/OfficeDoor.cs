using Matchmaking.People;
using Microsoft.Extensions.Localization;

namespace Matchmaking.Web.Platform;

/// <summary>An official who opens a page of the office without a second factor is led to where it is shown or set up. Nobody else learns
/// by this that the page exists: to those without an office it is not found.</summary>
internal sealed class OfficeDoor(RequestDelegate next, StatusCookie status)
{
    private static readonly PathString Admin = "/admin", Office = "/office";

    public async Task InvokeAsync(HttpContext context, Me me, Here here, ReadSecondFactors factors, IStringLocalizer<Texts> t)
    {
        var request = context.Request;
        if (me is not { HoldsOffice: true, SecondFactor: false, IsSuspended: false } || !HttpMethods.IsGet(request.Method) || context.GetEndpoint() is null
            || !(request.Path.StartsWithSegments(Admin) || request.Path.StartsWithSegments(Office)))
        {
            await next(context);
            return;
        }
        var hasApp = (await factors.RunAsync(me.Id)).App;
        status.Say(context, t[hasApp ? "Office.ShowFactor" : "Office.NeedsFactor"], isReason: true);
        context.Response.Redirect(here.Base + (hasApp ? Links.SecondFactor(here.Address) : Links.MySecurity));
    }
}
