using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;

namespace Matchmaking.Tests;

/// <summary>Debian's Python as a second opinion: what it reads was not written by us. Without it a test is skipped with a line that says
/// so; with <c>CI=true</c> it fails.</summary>
internal static class Python
{
    private static readonly ConcurrentDictionary<string, Task<bool>> _found = new();

    /// <summary>Starts a script with its pipes open; the caller ends it. The modules named must be there.</summary>
    public static async Task<Process> StartAsync(string script, string[] modules, params string[] args)
    {
        var start = new ProcessStartInfo(await FindAsync(modules)) { RedirectStandardInput = true, RedirectStandardOutput = true };
        foreach (var arg in (string[])["-c", script, .. args]) start.ArgumentList.Add(arg);
        return Process.Start(start)!;
    }

    /// <summary>What a script prints when it is given these bytes.</summary>
    public static async Task<string> RunAsync(string script, ReadOnlyMemory<byte> input, params string[] modules)
    {
        using var python = await StartAsync(script, modules);
        await python.StandardInput.BaseStream.WriteAsync(input);
        python.StandardInput.Close();
        var printed = await python.StandardOutput.ReadToEndAsync();
        await python.WaitForExitAsync();
        Assert.Equal(0, python.ExitCode);
        return printed;
    }

    private static async Task<string> FindAsync(string[] modules)
    {
        foreach (var python in (string[])["/usr/bin/python3", "python3"])
            if (await _found.GetOrAdd($"{python} {string.Join(' ', modules)}", _ => HasAsync(python, modules))) return python;

        var missing = $"Left out: it needs {string.Join(' ', modules.Select(m => $"python3-{m}").Prepend("python3"))} of Debian.";
        if (Environment.GetEnvironmentVariable("CI") == "true") Assert.Fail(missing);
        Assert.Skip(missing);
        return "";
    }

    private static async Task<bool> HasAsync(string python, string[] modules)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(python, ["-c", string.Join('\n', modules.Select(m => $"import {m}"))]) { RedirectStandardError = true })!;
            await process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
