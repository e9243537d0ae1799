using Matchmaking.Benchmarks;

// Figures of the site against what the same machine can do at all, measured in turn in one run:
//   dotnet run -c Release --project tests/Matchmaking.Benchmarks             everything, with its limits
//   dotnet run -c Release --project tests/Matchmaking.Benchmarks -- country  one of them: country, week, pages, growth
//   dotnet run -c Release --project tests/Matchmaking.Benchmarks -- country --long   beside matching, as many queries to the search engine
//   dotnet run --project tests/Matchmaking.Benchmarks -- --test              each once and small, so that they never rot: it fails only
//                                                                            when a limit is missed by more than a busy machine explains
var (test, beside) = (args.Contains("--test"), args.Contains("--long"));
var good = !Asked("country") || await CountryMatching.RunAsync(test, beside);
if (Asked("week")) good &= await CountryWeek.RunAsync(test);
if (!Asked("pages") && !Asked("growth")) return good ? 0 : 1;
await using var site = await BenchmarkSite.StartAsync();
if (Asked("pages")) good &= await Pages.RunAsync(site, test);
if (Asked("growth")) good &= await Growth.RunAsync(site, test);
return good ? 0 : 1;

bool Asked(string one) => args.All(a => a.StartsWith("--", StringComparison.Ordinal)) || args.Contains(one);
