using System.Reflection;
using Matchmaking.Testing;

namespace Matchmaking.Web.Tests.House;

/// <summary>Every address that <see cref="Links"/> makes is one that the site answers to.</summary>
public sealed class LinksTests(TestSite site) : IClassFixture<TestSite>
{
    [Fact]
    public void Every_link_leads_to_a_page_or_an_endpoint()
    {
        var routes = new Routes(site.Services);
        var links = All(typeof(Links)).ToList();
        Assert.True(links.Count > 60);
        Assert.Empty(Dead(links, routes));
    }

    [Fact]
    public void A_dead_link_is_found() => Assert.Equal(["Dead", "DeadOf"], Dead(All(typeof(Planted)), new Routes(site.Services)).Select(d => d.Split(' ')[0]).Order());

    private static IEnumerable<string> Dead(IEnumerable<(string Name, string Address)> links, Routes routes) =>
        links.Where(l => !routes.Has("GET", l.Address) && !routes.Has("POST", l.Address)).Select(l => $"{l.Name} ({l.Address})");

    private static IEnumerable<(string Name, string Address)> All(Type links) => links.GetFields(BindingFlags.Public | BindingFlags.Static).Where(f => f.FieldType == typeof(string))
        .Select(f => (f.Name, (string)f.GetValue(null)!))
        .Concat(links.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly).Where(m => m.ReturnType == typeof(string))
            .Select(m => (m.Name, (string)m.Invoke(null, [.. m.GetParameters().Select(Some)])!)));

    private static object? Some(ParameterInfo parameter) => parameter.ParameterType switch
    {
        var t when t == typeof(string) => parameter.Name switch { "municipality" => "joensuu", "path" => Links.Initiatives, "size" => "small", "returnTo" or "address" => "/fi/me", _ => "x" },
        var t when t == typeof(int) => 1,
        var t when t == typeof(long) => 1L,
        var t when t == typeof(Guid) => Guid.Empty,
        var t when t.IsEnum => Enum.GetValues(t).GetValue(0),
        var t when t == typeof(IEnumerable<(string, string?)>) => Array.Empty<(string, string?)>(),
        var t => throw new InvalidOperationException($"Say in LinksTests what a {t.Name} may be."),
    };

    private static class Planted
    {
        public const string Live = "initiatives/new";
        public const string Dead = "initiatives/old/and/gone";
        public static string LiveOf(int number, string slug) => $"initiatives/{number}/{slug}";
        public static string DeadOf(Guid id) => $"initiatives/{id}/a/b/c/d/e";
    }
}
