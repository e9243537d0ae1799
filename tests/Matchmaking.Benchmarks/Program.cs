using Matchmaking.Benchmarks;

// Figures of the site against what the same machine can do at all, measured in turn in one run:
//   dotnet run -c Release --project tests/Matchmaking.Benchmarks             everything, with its limits
//   dotnet run -c Release --project tests/Matchmaking.Benchmarks -- search   only those that are named: pages, growth, search, words, digests, country, week
//   dotnet run -c Release --project tests/Matchmaking.Benchmarks -- country --long   beside matching, as many queries to the search engine
//   dotnet run --project tests/Matchmaking.Benchmarks -- --test              each once and small, so that they never rot: it fails only
//                                                                            when a limit is missed by more than a busy machine explains
var (test, beside) = (args.Contains("--test"), args.Contains("--long"));
(string Name, Func<BenchmarkSite, Task<bool>> RunAsync)[] onSite =
    [("pages", site => Pages.RunAsync(site, test)), ("digests", site => DigestLetters.RunAsync(site, test)), ("growth", site => Growth.RunAsync(site, test)), ("search", site => SearchAtSize.RunAsync(site, test))];
(string Name, Func<Task<bool>> RunAsync)[] alone =
    [("words", () => WordsMeeting.RunAsync(test)), ("country", () => CountryMatching.RunAsync(test, beside)), ("week", () => CountryWeek.RunAsync(test))];
var good = true;
if (onSite.Any(b => Asked(b.Name)))
{
    await using var site = await BenchmarkSite.StartAsync();
    foreach (var benchmark in onSite.Where(b => Asked(b.Name))) good &= await benchmark.RunAsync(site);
}
foreach (var benchmark in alone.Where(b => Asked(b.Name))) good &= await benchmark.RunAsync();
return good ? 0 : 1;

bool Asked(string one) => args.All(a => a.StartsWith("--", StringComparison.Ordinal)) || args.Contains(one);
