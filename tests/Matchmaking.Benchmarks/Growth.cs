using System.Diagnostics;
using Matchmaking.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Benchmarks;

/// <summary>List and home pages with 100 000 initiatives within 1.5 of their time with 1 000.</summary>
internal static class Growth
{
    private static readonly string[] Asked = ["/fi/initiatives", "/fi/joensuu", "/fi/"];

    public static async Task<bool> RunAsync(BenchmarkSite site, bool test)
    {
        var (few, many, rounds) = test ? (1_000, 5_000, 10) : (1_000, 100_000, 40);
        await FillAsync(site, few);
        var before = await ShortestAsync(site, rounds);
        await FillAsync(site, many - few);
        var after = await ShortestAsync(site, rounds);
        var holds = true;
        foreach (var path in Asked)
        {
            var ratio = after[path] / before[path];
            holds &= ratio <= (test ? 3 : 1.5);
            Console.WriteLine($"{path} with {many} initiatives: {after[path]:F1} ms, with {few}: {before[path]:F1} ms = {ratio:F2} (at most 1.5) {(ratio <= 1.5 ? "holds" : "DOES NOT HOLD")}");
        }
        return holds;
    }

    /// <summary>Copies of the demo world's initiatives, roles and all, spread over the municipalities.</summary>
    internal static Task FillAsync(BenchmarkSite site, int count) => site.InScopeAsync(async services =>
    {
        var db = services.GetRequiredService<MatchmakingDb>();
        db.Database.SetCommandTimeout(600);
        await db.Database.ExecuteSqlAsync($"""
            with copy as (
                insert into initiative (id, slug, title, why, description, language, state, municipality_id, area_id, online, place, "when", starts_at, weekly_times, theme_ids, purpose_id,
                    starter_id, posted_at, changed_at, first_ready_at, last_life_at, missing, doers, needed)
                select gen_random_uuid(), i.slug, i.title, i.why, i.description, i.language, i.state,
                    (select id from municipality m order by m.id offset (n % 598) limit 1), null, i.online, i.place, i."when", i.starts_at, i.weekly_times, i.theme_ids, i.purpose_id,
                    i.starter_id, i.posted_at - make_interval(mins => n), i.changed_at, i.first_ready_at, i.last_life_at, i.missing, i.doers, i.needed
                from generate_series(1, {count}) n
                join (select *, row_number() over (order by number) - 1 as at, count(*) over () as of from initiative where number <= 44) i on i.at = n % i.of
                returning id, needed)
            insert into role (id, initiative_id, position, title, description, skill_ids, least, most, effort)
            select gen_random_uuid(), id, 0, 'Auttaja', '', array[]::uuid[], needed, greatest(needed, 5), 1 from copy
            """);
        await db.Database.ExecuteSqlAsync($"analyze");
    });

    /// <summary>The shortest time of each: what the work takes when nothing else is in its way.</summary>
    private static async Task<Dictionary<string, double>> ShortestAsync(BenchmarkSite site, int rounds)
    {
        using var client = new HttpClient { BaseAddress = site.Address };
        site.NoCache = true;
        Dictionary<string, List<double>> times = Asked.ToDictionary(p => p, _ => new List<double>());
        for (var round = -2; round < rounds; round++)
            foreach (var path in Asked)
            {
                var clock = Stopwatch.StartNew();
                using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
                answer.EnsureSuccessStatusCode();
                if (round >= 0) times[path].Add(clock.Elapsed.TotalMilliseconds);
            }
        site.NoCache = false;
        return times.ToDictionary(t => t.Key, t => t.Value.Min());
    }
}
