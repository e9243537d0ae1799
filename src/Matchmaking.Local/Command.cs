using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Matchmaking.Local;

/// <summary>Runs another program to its end.</summary>
internal static class Command
{
    /// <summary>Returns what the program wrote; a failure is told with the same text.</summary>
    public static async Task<string> RunAsync(string program, IEnumerable<string> arguments, CancellationToken ct = default)
    {
        var (code, output) = await TryAsync(program, arguments, ct: ct);
        return code == 0 ? output : throw new CannotStartException($"{Path.GetFileName(program)} ended with {code}:\n{output.Trim()}");
    }

    /// <summary>The exit code (127 when there is no such program) and what it wrote. Cancelled, it is ended with all it started;
    /// <paramref name="mayFinish"/> is for programs that must not be cut in the middle: they are asked to stop and waited for.</summary>
    public static async Task<(int Code, string Output)> TryAsync(
        string program, IEnumerable<string> arguments, bool mayFinish = false, CancellationToken ct = default)
    {
        ct.ThrowIfCancellationRequested();
        using var process = Start(program, arguments);
        if (process is null) return (127, $"{program} was not found");
        process.StandardInput.Close();
        var output = new StringBuilder();
        var reading = Task.WhenAll(ReadAsync(process.StandardOutput, output), ReadAsync(process.StandardError, output));
        try
        {
            await process.WaitForExitAsync(ct);
        }
        catch (OperationCanceledException)
        {
            if (mayFinish) Signal.Interrupt(process.Id);
            else process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            throw;
        }
        // a daemon it left behind may hold its output open for ever: what it wrote itself is there within a moment
        await Task.WhenAny(reading, Task.Delay(TimeSpan.FromSeconds(1), CancellationToken.None));
        lock (output) return (process.ExitCode, output.ToString());
    }

    private static Process? Start(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = SourceTree.Root,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            return Process.Start(start);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    private static async Task ReadAsync(StreamReader from, StringBuilder to)
    {
        while (await from.ReadLineAsync(CancellationToken.None) is { } line)
            lock (to) to.AppendLine(line);
    }
}
