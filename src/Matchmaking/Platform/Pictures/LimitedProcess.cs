using System.ComponentModel;
using System.Diagnostics;

namespace Matchmaking.Platform.Pictures;

/// <summary>A program of the system that reads what strangers sent. It gets little memory, little time, a folder of its own, none of our
/// settings and secrets, and no network where the kernel lets us take it away.</summary>
internal sealed class LimitedProcess(TimeSpan timeout, int megabytes)
{
    private readonly Lazy<Task<string[]>> _withoutNetwork = new(FindWayWithoutNetworkAsync);

    /// <returns>Whether it ended well. It is killed when the time is up or the caller goes away.</returns>
    public async Task<bool> RunAsync(string program, IEnumerable<string> arguments, string folder, CancellationToken ct)
    {
        using var time = CancellationTokenSource.CreateLinkedTokenSource(ct);
        time.CancelAfter(timeout);
        try
        {
            string[] command = [.. await _withoutNetwork.Value, program, .. arguments];
            return await StartAsync(command, folder, megabytes, (int)timeout.TotalSeconds + 1, time.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return false;
        }
    }

    /// <summary>Whether the kernel lets us take the network away here.</summary>
    public async Task<bool> HasNoNetworkAsync() => (await _withoutNetwork.Value).Length > 0;

    /// <summary>The full path of a program of this system, or null.</summary>
    public static string? Find(string program) => !OperatingSystem.IsLinux()
        ? null
        : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(f => Path.Combine(f, program)).FirstOrDefault(File.Exists);

    private static async Task<bool> StartAsync(string[] command, string folder, int megabytes, int seconds, CancellationToken ct)
    {
        var limits = $"ulimit -c 0 && ulimit -v {megabytes * 1024} && ulimit -t {seconds} && ulimit -f 800000";
        var script = $"exec </dev/null >/dev/null 2>&1; {limits} && exec \"$@\"";
        var start = new ProcessStartInfo("/bin/sh", ["-c", script, "sh", .. command]) { WorkingDirectory = folder };
        var path = start.Environment["PATH"];
        start.Environment.Clear();
        foreach (var (name, value) in new[] { ("PATH", path), ("HOME", folder), ("TMPDIR", folder), ("MALLOC_ARENA_MAX", "2"),
            ("VIPS_BLOCK_UNTRUSTED", "1"), ("VIPS_CONCURRENCY", "1") }) start.Environment[name] = value;

        using var process = Process.Start(start)!;
        try
        {
            await process.WaitForExitAsync(ct);
            return process.ExitCode == 0;
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
                await process.WaitForExitAsync(CancellationToken.None);
            }
        }
    }

    /// <summary>As root a new network is ours to ask for; as anyone else it takes a user namespace, which some containers refuse.</summary>
    private static async Task<string[]> FindWayWithoutNetworkAsync()
    {
        foreach (var way in new string[][] { ["unshare", "--net", "--"], ["unshare", "--user", "--map-current-user", "--net", "--"] })
        {
            try
            {
                using var time = new CancellationTokenSource(TimeSpan.FromSeconds(5));
                if (await StartAsync([.. way, "true"], "/", 200, 5, time.Token)) return way;
            }
            catch (Exception e) when (e is Win32Exception or OperationCanceledException) { }
        }
        return [];
    }
}
