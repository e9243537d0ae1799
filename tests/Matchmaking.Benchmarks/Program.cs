using Matchmaking.Benchmarks;

// Figures of the site against what the same machine can do at all, measured in turn in one run:
//   dotnet run -c Release --project tests/Matchmaking.Benchmarks             everything, with its limits
//   dotnet run --project tests/Matchmaking.Benchmarks -- --test              each once and small, so that they never rot: it fails only
//                                                                            when a limit is missed by more than a busy machine explains
var test = args.Contains("--test");
await using var site = await BenchmarkSite.StartAsync();
var good = await Pages.RunAsync(site, test) & await FullMatching.RunAsync(site, test) & await Growth.RunAsync(site, test);
return good ? 0 : 1;
