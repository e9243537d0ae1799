using System.Diagnostics;
using Matchmaking.Local;

namespace Matchmaking.Chaos;

/// <summary>A worker as the rig holds it: started, stopped where it stands, killed without a word.</summary>
internal sealed class WorkerProcess : IAsyncDisposable
{
    private const string Failpoint = "failpoint ";
    private readonly Process _process;
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<string> _said = [];
    private readonly Task _reading;
    private readonly List<string> _struck = [];
    private bool _buried;

    private WorkerProcess(Process process)
    {
        (_process, Id) = (process, process.Id);
        _reading = Task.WhenAll(ReadAsync(process.StandardOutput), ReadAsync(process.StandardError));
    }

    public int Id { get; }

    /// <summary>Its name in the work tables.</summary>
    public string Owner => $"{Environment.MachineName}/{Id}";

    public bool HasEnded => _process.HasExited;

    public Task Ended => _process.WaitForExitAsync();

    public Task Ready => Task.WhenAny(_ready.Task, Ended);

    /// <summary>The failpoints that came about.</summary>
    public IReadOnlyList<string> Struck
    {
        get { lock (_said) return [.. _struck]; }
    }

    /// <summary>The end of what it wrote.</summary>
    public string Said
    {
        get { lock (_said) return string.Join('\n', _said); }
    }

    /// <param name="failpoints">As the environment variable FAILPOINTS.</param>
    public static WorkerProcess Start(IReadOnlyDictionary<string, string> settings, string failpoints, IEnumerable<string> jobs)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, [.. Environment.ProcessPath!.EndsWith("dotnet", StringComparison.Ordinal) ? [typeof(Worker).Assembly.Location] : Array.Empty<string>(), "worker", .. jobs])
        {
            WorkingDirectory = SourceTree.InRoot("src", "Matchmaking.Web"),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in settings) start.Environment[name] = value;
        start.Environment["FAILPOINTS"] = failpoints;
        start.Environment["DOTNET_TieredPGO"] = "0"; // it lives for seconds
        start.Environment["DOTNET_gcServer"] = "0";
        return new(Process.Start(start) ?? throw new InvalidOperationException("No worker started."));
    }

    public void Kill() => Signal.Kill(Id);

    public void Stop() => Signal.Stop(Id);

    public void Continue() => Signal.Continue(Id);

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _buried, true)) return;
        if (!HasEnded) Kill();
        await Ended;
        await _reading;
        _process.Dispose();
    }

    private async Task ReadAsync(StreamReader output)
    {
        while (await output.ReadLineAsync() is { } line)
        {
            if (line == Worker.Ready) _ready.TrySetResult();
            lock (_said)
            {
                if (line.StartsWith(Failpoint, StringComparison.Ordinal)) _struck.Add(line[Failpoint.Length..]);
                _said.Add(line);
                if (_said.Count > 60) _said.RemoveAt(0);
            }
        }
    }
}
