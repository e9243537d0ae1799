using System.ComponentModel;
using System.Diagnostics;

namespace Matchmaking.Local;

/// <summary>A program that runs beside us: its output goes to <c>{name}.log</c>, its number to <c>{name}.pid</c>, so that the next start
/// can end what a killed one left behind.</summary>
internal sealed class Child : IDisposable
{
    private readonly Process _process;
    private readonly string _noted;
    private readonly Task _reading;

    private Child(Process process, string noted, StreamWriter log, Action<string> line)
    {
        _process = process;
        _noted = noted;
        RunningProcess.Find(process.Id)?.Write(noted);
        _reading = CopyAsync(log, line);
    }

    /// <summary>Completes when the program has ended, by itself or because it was asked.</summary>
    public Task Ended => _process.WaitForExitAsync(CancellationToken.None);

    public int Id => _process.Id;

    public bool HasEnded => _process.HasExited;

    /// <summary>Ends what a start that was killed left running, and so frees its port.</summary>
    public static async Task EndLeftOverAsync(string name, string folder, CancellationToken ct = default)
    {
        if (RunningProcess.Read(Noted(name, folder)) is { } leftOver) await leftOver.EndAsync(TimeSpan.FromSeconds(5), ct);
    }

    /// <summary>Runs a program to its end, after ending a left-over of the same name, which would work in the same place. A failure is told
    /// with the end of what it wrote.</summary>
    public static async Task RunAsync(string name, string folder, ProcessStartInfo start, CancellationToken ct)
    {
        Directory.CreateDirectory(folder);
        await EndLeftOverAsync(name, folder, ct);
        var lines = new Queue<string>();
        var child = await StartAsync(name, folder, start, line =>
        {
            lines.Enqueue(line);
            if (lines.Count > 30) lines.Dequeue();
        });
        try
        {
            await child.Ended.WaitAsync(ct);
        }
        finally
        {
            await child.StopAsync(TimeSpan.Zero, ct);
        }
        var code = child._process.ExitCode;
        if (code != 0) throw new CannotStartException(string.Join('\n', [$"{name} ended with {code}:", .. lines]));
    }

    /// <summary>Starts the program. <paramref name="line"/> sees each line of its output.</summary>
    public static async Task<Child> StartAsync(string name, string folder, ProcessStartInfo start, Action<string>? line = null)
    {
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        var log = new StreamWriter(Path.Combine(folder, name + ".log"), append: false) { AutoFlush = true };
        try
        {
            var process = Process.Start(start) ?? throw new CannotStartException($"{start.FileName} did not start.");
            process.StandardInput.Close();
            return new Child(process, Noted(name, folder), log, line ?? (_ => { }));
        }
        catch (Win32Exception problem)
        {
            await log.DisposeAsync();
            throw new CannotStartException(problem.NativeErrorCode == 2 ? $"{start.FileName} was not found" : problem.Message);
        }
    }

    /// <summary>Asks it to end; kills it when patience ends or somebody is in a hurry.</summary>
    public async Task StopAsync(TimeSpan patience, CancellationToken hurry)
    {
        if (!HasEnded)
        {
            Signal.Terminate(_process.Id);
            if (patience > TimeSpan.Zero) await Task.WhenAny(Ended, Task.Delay(patience, hurry));
        }
        Dispose();
        await Task.WhenAny(_reading, Task.Delay(TimeSpan.FromSeconds(1), CancellationToken.None));
    }

    /// <summary>Ends it without asking; for the last moment of a process.</summary>
    public void Dispose()
    {
        if (!HasEnded)
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit(TimeSpan.FromSeconds(5));
        }
        File.Delete(_noted);
    }

    private static string Noted(string name, string folder) => Path.Combine(folder, name + ".pid");

    private async Task CopyAsync(StreamWriter log, Action<string> line)
    {
        await using (log) await Task.WhenAll(CopyAsync(_process.StandardOutput, log, line), CopyAsync(_process.StandardError, log, line));
    }

    private static async Task CopyAsync(StreamReader from, StreamWriter log, Action<string> line)
    {
        while (await from.ReadLineAsync(CancellationToken.None) is { } text)
            lock (log)
            {
                log.WriteLine(text);
                line(text);
            }
    }
}
