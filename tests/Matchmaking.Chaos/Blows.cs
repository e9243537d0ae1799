using Matchmaking.Platform;
using Matchmaking.Platform.Mail;

namespace Matchmaking.Chaos;

/// <summary>What befalls one worker: it is killed at a place, or throws once at each of several.</summary>
internal sealed record Blow(string How, params string[] Points)
{
    public bool Kills => How == "kill";

    /// <summary>Places that are passed once for hundreds of letters: where digests are composed, and where a connection is made.</summary>
    private static readonly HashSet<string> Rare = [.. Fail.Points.Where(p => p.StartsWith("digest.", StringComparison.Ordinal)), .. Enum.GetValues<SmtpStep>().Where(s => s < SmtpStep.From).Select(s => $"smtp.{s}")];

    /// <summary>As FAILPOINTS; which of the first passes it is, is left to chance.</summary>
    public string ToFailpoints(Random random) => string.Join(';', Points.Select(point => $"{point}={How}@{(Rare.Contains(point) ? 1 : random.Next(1, 4))}"));

    /// <summary>What is left of it after it fell at these places.</summary>
    public Blow After(IEnumerable<string> struck) => this with { Points = [.. Points.Except(struck)] };
}

/// <summary>Workers that are struck one after the other, while others go on.</summary>
internal sealed class Blows(Rig rig, Random random)
{
    /// <summary>The places at which a blow has fallen.</summary>
    public HashSet<string> Struck { get; } = [];

    public int Kills { get; private set; }

    public int Throws { get; private set; }

    /// <summary>The places that the jobs pass.</summary>
    public static IEnumerable<string> PlacesOf(params string[] prefixes) => Fail.Points.Where(point => prefixes.Any(p => point.StartsWith(p, StringComparison.Ordinal)));

    /// <summary>Keeps so many workers at it until each blow has fallen or nothing is left to do.</summary>
    /// <returns>The blows that were left over.</returns>
    public async Task<Queue<Blow>> StrikeAsync(Queue<Blow> blows, int workers, string[] jobs, Func<Task<bool>> isLeft)
    {
        var atIt = new List<(WorkerProcess Worker, Blow Blow)>();
        while (blows.Count > 0 || atIt.Count > 0)
        {
            while (atIt.Count < workers && blows.TryDequeue(out var blow)) atIt.Add((rig.Work(jobs, blow.ToFailpoints(random)), blow));
            await Task.WhenAny([.. atIt.Select(a => a.Worker.Ended), Task.Delay(200)]);
            foreach (var (worker, blow) in atIt.Where(a => a.Worker.HasEnded || (!a.Blow.Kills && a.Worker.Struck.Count == a.Blow.Points.Length)).ToList())
            {
                await EndAsync(worker, blow);
                if (worker.Struck.Count == 0) throw new InvalidOperationException($"A worker ended before it was killed:\n{worker.Said}");
                atIt.Remove((worker, blow));
            }
            if (await isLeft()) continue;
            foreach (var (worker, blow) in atIt)
            {
                await EndAsync(worker, blow);
                blows.Enqueue(blow.After(worker.Struck));
            }
            break;
        }
        return blows;
    }

    private async Task EndAsync(WorkerProcess worker, Blow blow)
    {
        await rig.BuryAsync(worker);
        if (!blow.Kills) Throws += worker.Struck.Count;
        else if (worker.Struck.Count > 0) Kills++;
        Struck.UnionWith(worker.Struck);
    }
}
