using System.Globalization;
using Matchmaking.Platform.Data;

namespace Matchmaking.Web.Platform;

/// <summary>Fills <see cref="Me"/> before rights are asked, and the message of the last redirect. A cookie of nobody is taken away.</summary>
internal sealed class LoadMe(RequestDelegate next, StatusCookie status, TimeProvider clock)
{
    public async Task InvokeAsync(HttpContext context, Me me, Here here, MatchmakingDb db)
    {
        here.Status ??= status.Take(context);
        if (context.User.Identity?.IsAuthenticated == true && !await me.LoadAsync(db, context.User, clock.GetUtcNow(), context.RequestAborted))
        {
            await Session.CloseAsync(context);
            context.User = new();
        }
        if (me.TimeZone is { } zone)
        {
            here.LiveBy(zone);
            CultureInfo.CurrentCulture = here.Culture;
        }
        await next(context);
    }
}
