namespace Matchmaking.Benchmarks;

/// <summary>The list page uncached against its queries as JSON (≥ 0.3), and a cached page against a bare "hello" (≥ 0.5).</summary>
internal static class Pages
{
    public static async Task<bool> RunAsync(BenchmarkSite site, bool test)
    {
        var time = TimeSpan.FromSeconds(test ? 0.5 : 10);
        var list = await Load.PerSecondAsync(new(site.Address, "/fi/initiatives"), time);
        var hello = await Load.PerSecondAsync(new(site.Address, "/yardstick/hello"), time);
        var cached = Print("Cached_list_against_hello", list, hello, 0.5);

        var uncached = await UncachedAsync(site, time);
        var json = await Load.PerSecondAsync(new(site.Address, "/yardstick/list"), time);
        return Print("Uncached_list_against_its_queries_as_json", uncached, json, 0.3) & cached;
    }

    private static async Task<double> UncachedAsync(BenchmarkSite site, TimeSpan time)
    {
        site.NoCache = true;
        try
        {
            return await Load.PerSecondAsync(new(site.Address, "/fi/initiatives"), time);
        }
        finally
        {
            site.NoCache = false;
        }
    }

    public static bool Print(string name, double measured, double against, double limit)
    {
        var ratio = measured / against;
        Console.WriteLine($"{name}: {measured:F0}/s against {against:F0}/s = {ratio:F2} (at least {limit}) {(ratio >= limit ? "holds" : "DOES NOT HOLD")}");
        return ratio >= limit;
    }
}
