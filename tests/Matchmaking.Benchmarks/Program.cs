using Matchmaking.Benchmarks;

// Figures of the site against what the same machine can do at all, measured in turn in one run:
//   dotnet run -c Release --project tests/Matchmaking.Benchmarks             everything, with its limits
//   dotnet run --project tests/Matchmaking.Benchmarks -- --test              each once and small, so that they never rot: it fails only
//                                                                            when a limit is missed by more than a busy machine explains
//   dotnet run -c Release --project tests/Matchmaking.Benchmarks words       only the pairs of words, each that fails by name
//   dotnet run -c Release --project tests/Matchmaking.Benchmarks search      only the search with 100 000 documents
var test = args.Contains("--test");
var only = args.FirstOrDefault(a => !a.StartsWith('-'));
if (only == "words") return await WordsMeeting.RunAsync(test) ? 0 : 1;
await using var site = await BenchmarkSite.StartAsync();
if (only == "search") return await SearchAtSize.RunAsync(site, test) ? 0 : 1;
var good = await Pages.RunAsync(site, test) & await FullMatching.RunAsync(site, test) & await Growth.RunAsync(site, test) & await SearchAtSize.RunAsync(site, test)
    & await WordsMeeting.RunAsync(test);
return good ? 0 : 1;
