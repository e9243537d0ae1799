using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Web.Tests.House;

/// <summary>What the site answers to, and whether an address is one of them.</summary>
internal sealed class Routes(IServiceProvider site)
{
    private readonly List<(TemplateMatcher Pattern, RouteEndpoint Endpoint)> _known =
        [.. Of(site).Select(e => (new TemplateMatcher(TemplateParser.Parse(e.RoutePattern.RawText!), []), e))];

    /// <summary>Pages and endpoints, without what stands in for a missing file.</summary>
    public static IEnumerable<RouteEndpoint> Of(IServiceProvider site) => site.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .Where(e => !e.RoutePattern.RawText!.StartsWith("{*", StringComparison.Ordinal));

    public static IEnumerable<string> MethodsOf(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"];

    public bool Has(string method, string path) => Find(method, path) is not null;

    /// <summary>The route that an address takes; of several the one that says most of it.</summary>
    /// <param name="path">With or without a language, with or without a leading slash; its query does not count.</param>
    public string? Find(string method, string path)
    {
        var plain = "/" + path.Split('?', '#')[0].TrimStart('/');
        if (plain.Length >= 3 && plain[1..3] is "fi" or "sv" or "en" && (plain.Length == 3 || plain[3] == '/')) plain = plain.Length == 3 ? "/" : plain[3..];
        if (plain == "/.") plain = "/";
        return _known.Where(k => MethodsOf(k.Endpoint).Contains(method) && k.Pattern.TryMatch(Uri.UnescapeDataString(plain), []))
            .Select(k => k.Endpoint.RoutePattern.RawText!).OrderBy(r => r.Count(c => c == '{')).FirstOrDefault();
    }
}
