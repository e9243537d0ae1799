using Matchmaking.Web.Account;
using Matchmaking.Web.Initiatives;
using Matchmaking.Web.Initiatives.Drafts;
using Matchmaking.Web.Matching;
using Matchmaking.Web.Municipalities;
using Matchmaking.Web.Operations;
using Matchmaking.Web.Platform;
using Matchmaking.Web.Search;
using Matchmaking.Web.Vocabulary;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;

namespace Matchmaking.Web;

/// <summary>The way of a request, from the outside in. The order is the meaning: docs/architecture.md tells it.</summary>
internal static class WebPipeline
{
    public static void UseWeb(this WebApplication app)
    {
        var settings = app.Services.GetRequiredService<WebSettings>();
        app.UseMiddleware<SecurityHeaders>();
        if (!settings.Serve)
        {
            app.MapHealth();
            return;
        }
        if (settings.Proxies.Length > 0) app.UseForwardedHeaders();
        app.UseMiddleware<KnownHosts>();
        app.UseWhen(PageCache.MayAskFirst, early => early.UseOutputCache()); // most readers: before anything reads the address
        app.UseMiddleware<LanguagePrefix>();
        app.UseStatusCodePages(ErrorPages.ShowAsync);
        app.UseExceptionHandler(Failures.Options());
        app.UseRouting();
        app.UseMiddleware<AddressRules>();
        app.UseAuthentication();
        app.UseMiddleware<RateLimiting>();
        app.UseWhen(PageCache.HasNotAsked, late => late.UseOutputCache()); // the query is now as the page takes it
        app.UseResponseCompression();
        app.UseMiddleware<LoadMe>();
        app.UseMiddleware<ReaderLanguage>();
        app.UseMiddleware<OfficeDoor>();
        app.UseAuthorization();
        app.UseMiddleware<FormRules>();
        app.UseAntiforgery();

        app.MapStaticAssets().AllowAnonymous().ShortCircuit();
        app.MapRazorComponents<App>().AddAdditionalAssemblies([.. app.Services.GetServices<PagesElsewhere>().Select(p => p.Assembly)]);
        app.MapHealth();
        app.MapWellKnown();
        app.MapSearch();
#if HANGFIRE
        app.UseHangfireClock();
#endif
        app.MapAccount();
        app.MapPasskeys();
        app.MapUnsubscribing();
        app.MapInitiatives();
        app.MapDrafts();
        app.MapMatching();
        app.MapPictures();
        app.MapThemes();
        app.MapMunicipalities();
        app.MapFreeWords();
        app.MapNothingFound();
        app.MapOperations();
    }
}
