using Matchmaking.Chaos;

// Kills, cuts and restarts real processes and then compares what the world saw with what the database says (docs/testing.md):
//   dotnet run -c Release --project tests/Matchmaking.Chaos -- M1        one trial in its long form: M1, M2, M4, J1 or S1
//   dotnet run --project tests/Matchmaking.Chaos -- --test               all of them, short
//   dotnet run --project tests/Matchmaking.Chaos -- --test J1            one of them, short
if (args is ["worker", .. var jobs]) return await Worker.RunAsync(jobs);

Dictionary<string, Func<Rig, bool, Task<bool>>> trials = new()
{
    ["M1"] = DigestTrial.RunAsync,
    ["M2"] = RelayTrial.RunAsync,
    ["M4"] = WithdrawalTrial.RunAsync,
    ["J1"] = JobTrial.RunAsync,
    ["S1"] = SearchTrial.RunAsync,
};
var test = args.Contains("--test");
string[] wanted = [.. args.Where(a => a != "--test")];
if ((wanted.Length == 0 && !test) || wanted.Any(name => !trials.ContainsKey(name)))
{
    Console.Error.WriteLine($"Say which: {string.Join(", ", trials.Keys)}; or --test for all of them in their short form.");
    return 2;
}
await using var servers = await Servers.StartAsync();
var good = true;
foreach (var (name, run) in trials.Where(t => wanted.Length == 0 || wanted.Contains(t.Key)))
{
    var begun = TimeProvider.System.GetTimestamp();
    await using (var rig = await Rig.StartAsync(servers)) good &= await run(rig, test);
    Console.WriteLine($"{name}: {TimeProvider.System.GetElapsedTime(begun).TotalSeconds:F0} s");
}
return good ? 0 : 1;
