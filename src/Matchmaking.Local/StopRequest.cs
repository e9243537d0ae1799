using System.Runtime.InteropServices;

namespace Matchmaking.Local;

/// <summary>Ctrl-C, SIGTERM or a closed terminal asks to stop; the second time, without patience. So does the end of the <c>dotnet run</c>
/// that started us, which would otherwise leave everything running when it is killed.</summary>
internal sealed class StopRequest : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _hurry = new();
    private readonly List<PosixSignalRegistration> _registrations = [];

    public StopRequest()
    {
        foreach (var signal in (PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP])
            _registrations.Add(PosixSignalRegistration.Create(signal, context =>
            {
                context.Cancel = true;
                Ask();
            }));
        _ = WatchParentAsync();
    }

    public CancellationToken Asked => _stop.Token;

    public CancellationToken Hurry => _hurry.Token;

    /// <summary>The first time: stop. Again: at once.</summary>
    private void Ask()
    {
        if (_stop.IsCancellationRequested) _hurry.Cancel();
        _stop.Cancel();
    }

    /// <summary>For an end that nobody asked for: what still runs beside is asked to stop.</summary>
    public void Begin() => _stop.Cancel();

    private async Task WatchParentAsync()
    {
        var parent = getppid();
        if (RunningProcess.Find(parent) is not { } running || !running.IsCalled("dotnet")) return;
        while (running.Lives)
        {
            if (_stop.IsCancellationRequested) return; // to ask again would be to hurry
            await Task.Delay(500);
        }
        Ask();
    }

    public void Dispose() => _registrations.ForEach(registration => registration.Dispose());

    [DllImport("libc", EntryPoint = "getppid")]
    private static extern int getppid();
}
