using Matchmaking.Platform;

namespace Matchmaking.Chaos;

/// <summary>Workers that each die at a place of its own, one after the other, while others go on.</summary>
internal sealed class Blows(Rig rig, Random random)
{
    /// <summary>How many workers were killed, by the place.</summary>
    public Dictionary<string, int> Kills { get; } = [];

    /// <summary>How many were made to throw.</summary>
    public int Throws { get; private set; }

    public int Killed => Kills.Values.Sum();

    /// <summary>The places that the jobs pass.</summary>
    public static IEnumerable<string> At(params string[] prefixes) => Fail.Points.Where(point => prefixes.Any(p => point.StartsWith(p, StringComparison.Ordinal)));

    /// <summary>Keeps so many workers at it until each blow has fallen or nothing is left to do.</summary>
    /// <param name="blows">Places with what is to happen there: <c>kill</c> or <c>throw</c>.</param>
    /// <returns>The blows that were left over.</returns>
    public async Task<Queue<(string Point, string How)>> StrikeAsync(Queue<(string Point, string How)> blows, int workers, string[] jobs, Func<Task<bool>> isLeft)
    {
        var atIt = new List<(WorkerProcess Worker, string Point, string How)>();
        while (blows.Count > 0 || atIt.Count > 0)
        {
            while (atIt.Count < workers && blows.TryDequeue(out var blow))
                atIt.Add((rig.Work(jobs, $"{blow.Point}={blow.How}@{random.Next(1, 4)}"), blow.Point, blow.How));
            await Task.WhenAny([.. atIt.Select(a => a.How == "kill" ? a.Worker.Ended : a.Worker.Failing), Task.Delay(500)]);
            foreach (var struck in atIt.Where(a => a.How == "kill" ? a.Worker.HasEnded : a.Worker.Failing.IsCompleted).ToList())
            {
                if (struck.How == "throw") Throws++;
                else if (struck.Worker.Failing.IsCompleted) Kills[struck.Point] = Kills.GetValueOrDefault(struck.Point) + 1;
                else throw new InvalidOperationException($"A worker ended before it was killed:\n{struck.Worker.Said}");
                await rig.BuryAsync(struck.Worker);
                atIt.Remove(struck);
            }
            if (await isLeft()) continue;
            foreach (var idle in atIt)
            {
                blows.Enqueue((idle.Point, idle.How));
                await rig.BuryAsync(idle.Worker);
            }
            break;
        }
        return blows;
    }
}
