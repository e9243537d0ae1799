using System.Reflection;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;

namespace Matchmaking.Web.Tests.House;

/// <summary>A page is for everybody because it stands on this list; every other asks who is there.</summary>
public sealed class PublicPagesTests
{
    private static readonly string[] _public =
    [
        "FrontPage", "MunicipalityHomePage", "ChooseMunicipalityPage", "WantHerePage", "SearchPage",
        "InitiativeListPage", "InitiativePage", "JoinInitiativePage",
        "ProofPage", // shows a proof of doing only while its doer shares it
        "UnsubscribePage", // the link in the letter is all the right there is
        "ReportPage", // whoever sees something may say that it breaks the rules
        "SignInPage", "SignInCodePage", "SecondFactorPage",
        "AccessibilityPage", "ContactPage", "CookiesPage", "HelpPage", "PrivacyPage", "TermsPage",
        "ErrorPage", "StyleguidePage",
    ];

    [Fact]
    public void Every_page_is_on_the_list_or_asks_who_is_there()
    {
        var pages = typeof(App).Assembly.GetTypes().Where(t => t.GetCustomAttributes<RouteAttribute>().Any()).ToList();
        Assert.Empty(pages.Select(p => FaultOf(p, _public)).OfType<string>());
        Assert.Empty(_public.Except(pages.Select(p => p.Name)));
    }

    [Fact]
    public void Each_fault_is_found()
    {
        Assert.NotNull(FaultOf(typeof(Forgotten), []));
        Assert.NotNull(FaultOf(typeof(Open), []));
        Assert.NotNull(FaultOf(typeof(Closed), [nameof(Closed)]));
        Assert.Null(FaultOf(typeof(Open), [nameof(Open)]));
        Assert.Null(FaultOf(typeof(Closed), []));
    }

    private static string? FaultOf(Type page, string[] open) => (page.IsDefined(typeof(AllowAnonymousAttribute)), page.IsDefined(typeof(AuthorizeAttribute)), open.Contains(page.Name)) switch
    {
        (true, false, true) or (false, true, false) => null,
        (true, _, false) => $"{page.Name} lets everybody in and is not on the list of public pages",
        (false, false, _) => $"{page.Name} says neither that everybody may come nor that one must have signed in",
        _ => $"{page.Name} is on the list of public pages and asks who is there",
    };

    private sealed class Forgotten;

    [AllowAnonymous]
    private sealed class Open;

    [Authorize]
    private sealed class Closed;
}
