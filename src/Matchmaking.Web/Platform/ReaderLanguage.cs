using System.Globalization;
using Matchmaking.People;
using Matchmaking.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Platform;

/// <summary>The page that a letter's /u/… leads to speaks the language of the letter's reader, whatever the browser asks for.</summary>
internal sealed class ReaderLanguage(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context, Here here, MatchmakingDb db)
    {
        if (context.Request.Path.StartsWithSegments("/u") && !here.HasLanguageInAddress
            && await db.UnsubscribeLinks().AsNoTracking().ByTokenAsync(context.GetRouteValue("token") as string, context.RequestAborted) is { } link
            && await db.People().Where(p => p.Id == link.PersonId).Select(p => p.Language).SingleOrDefaultAsync(context.RequestAborted) is { } language && Languages.Has(language))
        {
            here.Speak(language);
            CultureInfo.CurrentUICulture = Languages.WordsOf(language);
            CultureInfo.CurrentCulture = here.Culture;
        }
        await next(context);
    }
}
