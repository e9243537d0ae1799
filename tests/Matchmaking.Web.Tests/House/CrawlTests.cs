using System.Net;
using AngleSharp;
using AngleSharp.Dom;
using Matchmaking.Testing;

namespace Matchmaking.Web.Tests.House;

/// <summary>Goes through the demo world by its links, as a stranger and as some of the cast: every link leads somewhere, every text is
/// there, and no page asks the database more than it may.</summary>
[Collection(nameof(DemoSite))]
public sealed class CrawlTests(DemoSite site, ITestOutputHelper output)
{
    /// <summary>Who somebody is included.</summary>
    private const int MostQueries = 6;

    /// <summary>Pages that may ask more often, each for its reason.</summary>
    private static readonly Dictionary<string, (int Most, string Reason)> _mayAskMore = new()
    {
        ["/admin/jobs"] = (20, "looks at every work table, every job and the letters; for administrators, a few times a day"),
        ["/me/security/app"] = (10, "Identity reads the person anew at each step; one comes here once in a life"),
    };

    /// <summary>Addresses of one kind that a role looks at.</summary>
    private const int OfAKind = 3;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string, string, bool> Roles => new()
    {
        { "fi", "", false },
        { "sv", "helmi.karvinen", false }, // starts things
        { "en", "tapio.hirvonen", false }, // does things
        { "fi", "ilari.lappalainen", false }, // came two days ago, with a draft
        { "fi", "marjut.sallinen", true }, // coordinator
        { "sv", "mikko.ojala", true }, // moderator
        { "en", "ralf.enlund", true }, // administrator
    };

    [Theory, MemberData(nameof(Roles))]
    public async Task Every_link_leads_somewhere_and_no_page_asks_too_much(string language, string name, bool secondFactor)
    {
        var crawl = new Walk(site, name.Length == 0 ? site.NewVisitor() : await site.SignInAsCastAsync(name, secondFactor), language);
        await crawl.GoAsync(Ct);
        foreach (var (route, most) in crawl.Queries.OrderByDescending(q => q.Value)) output.WriteLine($"{most,3} {route}");
        output.WriteLine($"{crawl.Seen} pages");

        Assert.True(crawl.Seen >= 30, $"only {crawl.Seen} pages were found");
        Assert.True(crawl.Faults.Count == 0, string.Join('\n', crawl.Faults.Distinct()));
        Assert.Empty(site.MissingTexts);
        Assert.Empty(crawl.Queries.Where(q => q.Value > _mayAskMore.GetValueOrDefault(q.Key, (MostQueries, "")).Item1).Select(q => $"{q.Key} asks {q.Value} times"));
    }

    [Fact]
    public async Task A_link_to_nowhere_and_a_place_that_is_not_in_the_page_are_found()
    {
        var crawl = new Walk(site, site.NewVisitor(), "fi");
        crawl.Look("/fi/help", await Planted("""<base href="/fi/"><h1 id="a">x</h1><a href="help#a">a</a><a href="help#b">b</a><a href="initiatives/gone/and/away">c</a><a href="">d</a><form method="post" action="help/x"></form>"""));
        Assert.Equal(4, crawl.Faults.Count);
    }

    [Fact]
    public async Task What_a_page_asks_is_counted()
    {
        site.TakeQueries();
        await (await site.SignInAsCastAsync("helmi.karvinen")).GetPageAsync("/fi/me", Ct);
        Assert.True(site.TakeQueries().Count >= 3);
    }

    private static async Task<IDocument> Planted(string body) =>
        await BrowsingContext.New().OpenAsync(r => r.Address("http://localhost/fi/help").Content(body), Ct);

    private sealed class Walk(DemoSite site, Visitor visitor, string language)
    {
        private readonly Routes _routes = new(site.Services);
        private readonly Queue<(string Address, string From)> _next = [];
        private readonly HashSet<string> _known = [];
        private readonly Dictionary<string, int> _looked = [];

        public List<string> Faults { get; } = [];

        /// <summary>By route, the most that a page asked.</summary>
        public Dictionary<string, int> Queries { get; } = [];

        public int Seen { get; private set; }

        public async Task GoAsync(CancellationToken ct)
        {
            foreach (var page in Routes.Of(site.Services).Where(e => !e.RoutePattern.RawText!.Contains('{') && e.Metadata.Any(m => m is Microsoft.AspNetCore.Components.Endpoints.ComponentTypeMetadata)))
                Find($"/{language}{page.RoutePattern.RawText}", "");
            while (_next.TryDequeue(out var next)) await VisitAsync(next.Address, next.From, ct);
        }

        private async Task VisitAsync(string address, string from, CancellationToken ct)
        {
            site.Clock.Move(TimeSpan.FromSeconds(2)); // nobody clicks faster; searches are limited
            site.TakeQueries();
            var page = await visitor.GetPageAsync(address, ct);
            var asked = site.TakeQueries();
            if (asked.Count > MostQueries && page.Status == HttpStatusCode.OK) // the lists that are kept in memory may just have grown old
            {
                page = await visitor.GetPageAsync(address, ct);
                asked = site.TakeQueries();
            }
            var route = page.Headers.GetValueOrDefault(DemoSite.RouteHeader, "");
            if ((int)page.Status is >= 300 and < 400)
            {
                Find(new Uri(new Uri("http://localhost" + address), page.Location).PathAndQuery, address);
                return;
            }
            if (page.Status != HttpStatusCode.OK)
            {
                if (from.Length > 0) Faults.Add($"{(int)page.Status} {address} (from {from})");
                else if ((int)page.Status >= 500) Faults.Add($"{(int)page.Status} {address}");
                return;
            }
            if (page.Headers.GetValueOrDefault("Content-Type", "").StartsWith("text/html", StringComparison.Ordinal) == false) return;
            Seen++;
            if (asked.Count > Queries.GetValueOrDefault(route)) Queries[route] = asked.Count;
            if (asked.Count > MostQueries && Environment.GetEnvironmentVariable("CRAWL_QUERIES") is not null) Faults.Add($"{address} asks {asked.Count}:\n" + string.Join("\n--\n", asked));
            if (page.Document.Body!.TextContent is var text && (text.Contains("{0}", StringComparison.Ordinal) || text.Contains("{1}", StringComparison.Ordinal))) Faults.Add($"{address}: a value is missing in a text");
            Look(address, page.Document);
        }

        public void Look(string address, IDocument page)
        {
            foreach (var link in page.QuerySelectorAll("a, area, link[rel=stylesheet], script[src], img, form, use"))
            {
                var (name, method) = link.LocalName switch { "script" or "img" => ("src", "GET"), "form" => ("action", link.GetAttribute("method")?.ToUpperInvariant() ?? "GET"), _ => ("href", "GET") };
                if (link.GetAttribute(name) is not { } written || link.LocalName == "form" && written.Length == 0) continue;
                if (written.Length == 0)
                {
                    Faults.Add($"{address} has an empty link: {link.OuterHtml}");
                    continue;
                }
                var target = new Uri(new Uri(page.BaseUri), written);
                if (target.Scheme is not ("http" or "https") || target.Host != "localhost") continue;
                if (link.LocalName == "a" && target.Fragment.Length > 1 && target.AbsolutePath == new Uri(page.DocumentUri).AbsolutePath && page.GetElementById(Uri.UnescapeDataString(target.Fragment[1..])) is null)
                    Faults.Add($"{address}: nothing is called {target.Fragment}");
                if (!_routes.Has(method, target.AbsolutePath)) Faults.Add($"{address} leads to {method} {target.PathAndQuery}, which is nowhere");
                else if (method == "GET" && link.LocalName is not "form") Find(target.PathAndQuery, address);
            }
        }

        private void Find(string address, string from)
        {
            if (!address.StartsWith($"/{language}", StringComparison.Ordinal) && address.Length > 3 && address[3..].StartsWith('/') && address[1..3] is "fi" or "sv" or "en") return; // the other languages have their own walk
            if (!_known.Add(address)) return;
            var kind = Kind(address);
            if (from.Length > 0 && (_looked[kind] = _looked.GetValueOrDefault(kind) + 1) > OfAKind) return;
            _next.Enqueue((address, from));
        }

        /// <summary>What differs from address to address left out: numbers, names of things, values of the query.</summary>
        private string Kind(string address) => _routes.Find("GET", address.Split('?')[0]) + "?"
            + (address.Split('?', 2) is [_, var query] ? string.Join('&', query.Split('#')[0].Split('&').Select(q => q.Split('=')[0]).Order()) : "");
    }
}
