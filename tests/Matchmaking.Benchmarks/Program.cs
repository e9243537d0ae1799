using Matchmaking.Benchmarks;

// Figures of the site against what the same machine can do at all, measured in turn in one run:
//   dotnet run -c Release --project tests/Matchmaking.Benchmarks             everything, with its limits
//   dotnet run --project tests/Matchmaking.Benchmarks -- --test              each once and small, so that they never rot: it fails only
//                                                                            when a limit is missed by more than a busy machine explains
//   … Matchmaking.Benchmarks -- DigestLetters                                only those that are named
var test = args.Contains("--test");
(string Name, Func<BenchmarkSite, bool, Task<bool>> RunAsync)[] all =
    [(nameof(Pages), Pages.RunAsync), (nameof(DigestLetters), DigestLetters.RunAsync), (nameof(FullMatching), FullMatching.RunAsync), (nameof(Growth), Growth.RunAsync)];
var named = all.Where(b => args.Contains(b.Name)).ToList();
await using var site = await BenchmarkSite.StartAsync();
var good = true;
foreach (var benchmark in named.Count > 0 ? named : [.. all]) good &= await benchmark.RunAsync(site, test);
return good ? 0 : 1;
