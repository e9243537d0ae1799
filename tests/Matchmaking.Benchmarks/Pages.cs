namespace Matchmaking.Benchmarks;

/// <summary>The list page uncached against its queries as JSON (≥ 0.3), and a cached page against a bare "hello" (≥ 0.5).</summary>
internal static class Pages
{
    private const int Rounds = 5;

    public static async Task<bool> RunAsync(BenchmarkSite site, bool test)
    {
        var time = TimeSpan.FromSeconds(test ? 0.8 : 3);
        foreach (var path in (string[])["/fi/initiatives", "/yardstick/hello"]) await Load.PerSecondAsync(new(site.Address, path), TimeSpan.FromSeconds(2)); // compiled as it stays
        var cached = await BestAsync(site, "/fi/initiatives", "/yardstick/hello", time);
        site.NoCache = true;
        var uncached = await BestAsync(site, "/fi/initiatives", "/yardstick/list", time);
        site.NoCache = false;
        return Print("Cached_list_against_hello", cached.Page, cached.Yardstick, 0.5, test) & Print("Uncached_list_against_its_queries_as_json", uncached.Page, uncached.Yardstick, 0.3, test);
    }

    /// <summary>Both in turn, several times, and the best of each: whatever else the machine does meanwhile falls on both.</summary>
    private static async Task<(double Page, double Yardstick)> BestAsync(BenchmarkSite site, string page, string yardstick, TimeSpan time)
    {
        var (best, bestYardstick) = (0.0, 0.0);
        for (var round = 0; round < Rounds; round++)
        {
            best = Math.Max(best, await Load.PerSecondAsync(new(site.Address, page), time));
            bestYardstick = Math.Max(bestYardstick, await Load.PerSecondAsync(new(site.Address, yardstick), time));
        }
        return (best, bestYardstick);
    }

    private static bool Print(string name, double measured, double against, double limit, bool test)
    {
        var ratio = measured / against;
        Console.WriteLine($"{name}: {measured:F0}/s against {against:F0}/s = {ratio:F2} (at least {limit}) {(ratio >= limit ? "holds" : "DOES NOT HOLD")}");
        return ratio >= (test ? limit / 2 : limit);
    }
}
