using System.Diagnostics;
using Matchmaking.Initiatives;
using Matchmaking.Platform.Data;
using Matchmaking.Search;
using Matchmaking.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Benchmarks;

/// <summary>With 100 000 documents: the search page against the same question sent to the engine by itself, and the time from a write until
/// the search finds it.</summary>
internal static class SearchAtSize
{
    private static readonly string[] Asked =
        ["talkoiden", "kirjasto", "puutarhan hoito", "polkupyörä", "ruoka", "konsretti", "lasten kerhot", "ilta", "nuorten tila", "vanhojen valokuvien näyttely", "kahvila sunnuntaina", "uimahalli"];

    public static async Task<bool> RunAsync(BenchmarkSite site, bool test)
    {
        var documents = test ? 2_000 : 100_000;
        await FillAsync(site, documents);
        var clock = Stopwatch.StartNew();
        await IndexAsync(site);
        Console.WriteLine($"{await CountAsync(site)} documents made and taken in by the engine: {clock.Elapsed.TotalSeconds:F0} s");
        return await PageAgainstEngineAsync(site, test ? 3 : 30) & await WriteToFoundAsync(site, test ? 5 : 60);
    }

    /// <summary>The growth of the pages has left so many initiatives; each gets words of its own, drawn from the texts of the lists.</summary>
    private static Task FillAsync(BenchmarkSite site, int count) => site.InScopeAsync(async services =>
    {
        var db = services.GetRequiredService<MatchmakingDb>();
        db.Database.SetCommandTimeout(600);
        await Growth.FillAsync(site, Math.Max(0, count * 11 / 10 - await db.Initiatives().CountAsync())); // some are withdrawn, and found by nobody
        var words = WordPairs.Distractors("fi").Concat(WordPairs.Meeting("fi").Select(p => p.Text)).ToArray();
        await db.Database.ExecuteSqlAsync($"""
            update initiative i set title = left(w.words[1 + n % 1150], 80), description = w.words[1 + n * 7 % 1150] || '. ' || w.words[1 + n * 13 % 1150] || '. ' || w.words[1 + n * 29 % 1150] || '.',
                why = w.words[1 + n * 31 % 1150] || '. ' || w.words[1 + n * 37 % 1150] || '. ' || w.words[1 + n * 41 % 1150] || '. ' || w.words[1 + n * 43 % 1150] || '.'
            from (select id, row_number() over (order by id)::int as n from initiative) o, (select {words}::text[] as words) w where o.id = i.id
            """);
        await services.GetRequiredService<ReconcileSearch>().RunAsync(CancellationToken.None);
    });

    private static async Task IndexAsync(BenchmarkSite site)
    {
        while (await site.InScopeAsync(s => s.GetRequiredService<UpdateSearch>().RunAsync(CancellationToken.None)) > 0) { }
    }

    private static Task<int> CountAsync(BenchmarkSite site) => site.InScopeAsync(s => s.GetRequiredService<MatchmakingDb>().SearchDocuments().CountAsync(d => d.EngineVersion == d.Version));

    /// <summary>Each question in turn to the page, which is not cached, and to the engine.</summary>
    private static async Task<bool> PageAgainstEngineAsync(BenchmarkSite site, int rounds)
    {
        using var client = new HttpClient { BaseAddress = site.Address };
        var (page, code, engine) = (new List<double>(), new List<double>(), new List<double>());
        site.NoCache = true;
        for (var round = -2; round < rounds; round++)
            foreach (var text in Asked)
            {
                var question = new SearchQuestion { Text = text, Reader = "fi" };
                var toPage = await TimeAsync(() => client.GetStringAsync(new Uri($"/fi/search?q={Uri.EscapeDataString(text)}", UriKind.Relative)));
                var toCode = await TimeAsync(() => site.InScopeAsync(s => s.GetRequiredService<FindThings>().RunAsync(question, CancellationToken.None)));
                var toEngine = await SearchByItself.TimeAsync(site.Services, question);
                if (round < 0) continue;
                page.Add(toPage);
                code.Add(toCode);
                engine.Add(toEngine);
            }
        site.NoCache = false;
        var holds = P(code, 95) <= P(engine, 95) + 10;
        Console.WriteLine($"search, {page.Count} times: the engine by itself p50 {P(engine, 50):F1} p95 {P(engine, 95):F1} ms; our code over it p50 {P(code, 50):F1} p95 {P(code, 95):F1} ms "
            + $"(at most {P(engine, 95) + 10:F1}) {(holds ? "holds" : "DOES NOT HOLD")}; the whole page p50 {P(page, 50):F1} p95 {P(page, 95):F1} ms");
        return rounds < 10 ? P(code, 50) <= P(engine, 50) + 50 : holds; // a few questions beside everything else tell only of a fault that all of them have
    }

    /// <summary>A title changes, once a second, while the job runs each second as it does in the site; and somebody looks for the new word.</summary>
    private static async Task<bool> WriteToFoundAsync(BenchmarkSite site, int writes)
    {
        using var done = new CancellationTokenSource();
        var job = Task.Run(async () =>
        {
            while (!done.IsCancellationRequested)
            {
                await site.InScopeAsync(s => s.GetRequiredService<UpdateSearch>().RunAsync(CancellationToken.None));
                await Task.Delay(1_000);
            }
        });
        var ids = await site.InScopeAsync(s => s.GetRequiredService<MatchmakingDb>().SearchDocuments().Where(d => d.Kind == InitiativeSearchDocument.Kind)
            .OrderBy(d => d.ObjectId).Select(d => d.ObjectId).Take(writes).ToListAsync()); // those that anyone may find
        var lags = new List<Task<double>>();
        foreach (var (n, id) in ids.Index())
        {
            lags.Add(Task.Run(() => WriteAndFindAsync(site, id, "zq" + new string([.. $"{n:000}".Select(c => (char)('b' + c - '0'))]) + "xw")));
            await Task.Delay(1_000);
        }
        var times = await Task.WhenAll(lags);
        await done.CancelAsync();
        await job;
        var holds = P(times, 99) <= 10_000;
        Console.WriteLine($"from a write until it is found, {times.Length} writes: p50 {P(times, 50):F0} p99 {P(times, 99):F0} ms (at most 10000) {(holds ? "holds" : "DOES NOT HOLD")}");
        return holds;
    }

    private static async Task<double> WriteAndFindAsync(BenchmarkSite site, Guid id, string word)
    {
        var clock = Stopwatch.StartNew();
        await site.InScopeAsync(async services =>
        {
            var db = services.GetRequiredService<MatchmakingDb>();
            await db.InTransactionAsync(async () =>
            {
                await db.Initiatives().Where(i => i.Id == id).ExecuteUpdateAsync(s => s.SetProperty(i => i.Title, word));
                db.SearchPending(InitiativeSearchDocument.Kind, id);
                await db.SaveChangesAsync();
            });
        });
        while (clock.Elapsed < TimeSpan.FromMinutes(1))
        {
            var answer = await site.InScopeAsync(s => s.GetRequiredService<FindThings>().RunAsync(new SearchQuestion { Text = word, Reader = "fi" }, CancellationToken.None));
            if (answer.Engine == EngineUsed.Meilisearch && answer.Hits.Any(h => h.Document.ObjectId == id)) break;
            await Task.Delay(50);
        }
        return clock.Elapsed.TotalMilliseconds;
    }

    private static async Task<double> TimeAsync(Func<Task> work)
    {
        var clock = Stopwatch.StartNew();
        await work();
        return clock.Elapsed.TotalMilliseconds;
    }

    private static double P(IReadOnlyCollection<double> times, int percent) => times.Order().ElementAt(Math.Min(times.Count - 1, times.Count * percent / 100));
}
