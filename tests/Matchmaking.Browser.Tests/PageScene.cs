using Matchmaking.Initiatives;
using Matchmaking.Matching;
using Matchmaking.Municipalities;
using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Search;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Matchmaking.Browser.Tests;

/// <summary>A look at a page: where, and as whom.</summary>
/// <param name="Path">Without the language.</param>
/// <param name="Who">The address of one of the cast, or empty: a stranger.</param>
/// <param name="Status">What the page answers.</param>
public sealed record PageVisit(string Path, string Who, bool SecondFactor = false, int Status = 200)
{
    /// <summary>Another kind of session than an open one.</summary>
    public string? Scheme { get; init; }

    /// <summary>Where one gets by it, when it is but a way to another page.</summary>
    public string? LeadsTo { get; init; }

    /// <summary>Its whole address in a language.</summary>
    public string In(string language) => HasLanguage ? $"/{language}{Path.TrimEnd('/')}" : Path;

    /// <summary>The address of the page that is seen in the end.</summary>
    public string EndsAt(string language) => LeadsTo is { } other ? $"/{language}{other}" : In(language);

    /// <summary>Whether the language stands in the address; otherwise it is the reader's.</summary>
    public bool HasLanguage { get; init; } = true;
}

/// <summary>For every page that the site has, an address of the demo world with something on it, and somebody who may see it.</summary>
public sealed class PageScene
{
    private readonly Dictionary<string, PageVisit> _known = [];

    private PageScene()
    {
    }

    public static async Task<PageScene> MakeAsync(BrowserSite site)
    {
        await site.RunAsync<RefreshMatches>();
        var scene = new PageScene();
        var newcomer = await site.NewPersonAsync("Tulokas");
        await site.InDatabaseAsync(async db => { await scene.FindAsync(db, newcomer); return true; });
        return scene;
    }

    /// <summary>The routes of all pages.</summary>
    public static IEnumerable<string> Routes(IServiceProvider site) => site.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .Where(e => e.Metadata.GetMetadata<ComponentTypeMetadata>() is not null).Select(e => "/" + e.RoutePattern.RawText!.Trim('/')).Distinct().Order(StringComparer.Ordinal);

    /// <summary>Where a page is looked at. A page with a hole in its address that nobody here can fill is not looked at by anyone: say what stands there.</summary>
    public PageVisit Of(string route)
    {
        if (_known.TryGetValue(route, out var known)) return known;
        var kind = _known.Where(k => k.Key.EndsWith("/*", StringComparison.Ordinal) && route.StartsWith(k.Key[..^1], StringComparison.Ordinal)).Select(k => k.Value).FirstOrDefault();
        return kind is null ? new(Filled(route, route), "") : kind with { Path = Filled(route.Replace("/{Number:int}/{Slug}", kind.Path, StringComparison.Ordinal), route) };
    }

    private static string Filled(string path, string route) => path.Contains('{', StringComparison.Ordinal)
        ? throw new InvalidOperationException($"Say in PageScene what stands in {route}.")
        : path;

    /// <summary>Whole addresses first; those with a star are of all pages below that have no line of their own.</summary>
    private async Task FindAsync(MatchmakingDb db, string newcomer)
    {
        const string one = "/initiatives/{Number:int}/{Slug}";
        var cleanUp = await InitiativeAsync(db, "Siivoustalkoot Pielisjoen rantaan");
        var gym = await InitiativeAsync(db, "Puistojumppa Niinivaaralla");
        var done = await InitiativeAsync(db, "Rantakylän kirppis ja kahvit");
        var fleaMarket = await InitiativeAsync(db, "Loppis på torget i Bankeryd");
        var cast = await db.People().ToDictionaryAsync(p => p.Id, p => p.Email!);

        _known["/{municipality}"] = new("/joensuu", "");
        _known["/{municipality}/initiatives"] = new("/joensuu/initiatives", "");
        _known["/{Municipality}/want"] = new("/kontiolahti/want", "");
        _known["/error/{Code:int}"] = new("/error/404", "", Status: 404);
        _known["/welcome"] = new("/welcome", newcomer);
        _known["/sign-in/second-factor"] = new("/sign-in/second-factor", newcomer) { Scheme = IdentityConstants.TwoFactorUserIdScheme };
        _known["/me"] = new("/me", "heidi.kivela@example.org");
        _known["/me/*"] = new("", "heidi.kivela@example.org");

        _known[one] = new(cleanUp.Path, "");
        _known[$"{one}/join"] = new($"{cleanUp.Path}/join", "");
        _known["/initiatives/{Number:int}/*"] = new(gym.Path[12..], "riina.mononen@example.org");
        _known[$"{one}/doers"] = new($"{fleaMarket.Path}/doers", "gunnar.hedin@example.org");
        _known[$"{one}/thanks"] = new($"{done.Path}/thanks", "helmi.karvinen@example.org");
        var question = await db.InitiativeQuestions().Where(q => q.AnsweredAt == null && q.HiddenAt == null)
            .Join(db.Initiatives().Where(i => i.StarterId != null), q => q.InitiativeId, i => i.Id, (q, i) => new { q.Id, i.Number, i.Slug, i.StarterId }).OrderBy(q => q.Id).FirstAsync();
        _known[$"{one}/answer/{{Id:guid}}"] = new($"/initiatives/{question.Number}/{question.Slug}/answer/{question.Id}", cast[question.StarterId!.Value]);
        _known["/initiatives/new"] = new("/initiatives/new", newcomer);
        var draft = await db.InitiativeDrafts().Where(d => d.PostedAsId == null && d.OwnerId == db.People().Single(p => p.Email == "ilari.lappalainen@example.org").Id).Select(d => d.Id).FirstAsync();
        foreach (var page in new[] { "1", "2", "3", "discard" })
            _known[$"/initiatives/drafts/{{DraftId:guid}}/{page}"] = new($"/initiatives/drafts/{draft}/{page}", "ilari.lappalainen@example.org");

        var match = await db.Matches().Where(m => db.Initiatives().TakingDoers().Any(i => i.Id == m.InitiativeId)).OrderByDescending(m => m.Score).ThenBy(m => m.Id).FirstAsync();
        foreach (var page in new[] { "not-this-kind", "wrong" }) _known[$"/me/matches/{{Id:guid}}/{page}"] = new($"/me/matches/{match.Id}/{page}", cast[match.PersonId]);
        _known["/me/matches"] = new("/me/matches", cast[match.PersonId]);
        var proof = await db.Proofs().OrderBy(p => p.Id).FirstAsync();
        _known["/proofs/{Token}"] = new($"/proofs/{proof.Token}", cast[proof.PersonId]);
        _known["/u/{Token}"] = new($"/u/{await db.UnsubscribeTokenAsync(cast.Single(p => p.Value == "heidi.kivela@example.org").Key, Subscription.Digest, default)}", "") { HasLanguage = false };

        const string administrator = "ralf.enlund@example.org";
        _known[$"{one}/invite"] = new($"{cleanUp.Path}/invite", administrator, SecondFactor: true);
        var area = await db.Areas().Where(a => a.RemovedAt == null && a.NameFi == "Rantakylä").Select(a => a.Id).FirstAsync();
        _known["/me/security/codes"] = new("/me/security/codes", administrator, SecondFactor: true);
        _known["/admin"] = new("/admin", administrator, SecondFactor: true) { LeadsTo = "/admin/municipalities" };
        _known["/admin/*"] = new("", administrator, SecondFactor: true);
        await SearchInVainAsync(db);
        _known["/admin/municipalities/{Municipality}"] = new("/admin/municipalities/joensuu", administrator, SecondFactor: true);
        _known["/admin/municipalities/{Municipality}/appointments/new"] = new("/admin/municipalities/joensuu/appointments/new", administrator, SecondFactor: true);
        var appointment = await db.Appointments().Where(a => a.EndedAt == null && a.Office == Office.Coordinator).OrderBy(a => a.Id).Select(a => a.Id).FirstAsync();
        _known["/admin/appointments/{AppointmentId:guid}/end"] = new($"/admin/appointments/{appointment}/end", administrator, SecondFactor: true);
        _known["/admin/municipalities/{Municipality}/areas/new"] = new("/admin/municipalities/joensuu/areas/new", administrator, SecondFactor: true);
        _known["/admin/municipalities/{Municipality}/areas/{AreaId:guid}"] = new($"/admin/municipalities/joensuu/areas/{area}", administrator, SecondFactor: true);
        _known["/admin/municipalities/{Municipality}/areas/{AreaId:guid}/remove"] = new($"/admin/municipalities/joensuu/areas/{area}/remove", administrator, SecondFactor: true);
        _known["/admin/moderation/{Kind}/{Id:guid}"] = new($"/admin/moderation/initiative/{cleanUp.Id}", administrator, SecondFactor: true);
        _known["/report/{Kind}/{Id:guid}"] = new($"/report/initiative/{cleanUp.Id}", "");
    }

    /// <summary>What coordinators then find on their list.</summary>
    private static async Task SearchInVainAsync(MatchmakingDb db)
    {
        if (await db.NothingFound().AnyAsync()) return;
        foreach (var (text, language, people) in new[] { ("juustonteko", "fi", 9), ("släktforskning för nybörjare", "sv", 6), ("pyöräilykerho ikäihmisille keskustan lähellä", "fi", 5) })
            for (short who = 0; who < people; who++) db.Add(new NothingFound { Text = text, Who = who, Language = language, Day = new(2027, 3, 1) });
        await db.SaveChangesAsync();
    }

    private static async Task<(Guid Id, string Path)> InitiativeAsync(MatchmakingDb db, string title)
    {
        var i = await db.Initiatives().Where(i => i.Title == title).Select(i => new { i.Id, i.Number, i.Slug }).SingleAsync();
        return (i.Id, $"/initiatives/{i.Number}/{i.Slug}");
    }
}
