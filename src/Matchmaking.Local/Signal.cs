using System.Runtime.InteropServices;

namespace Matchmaking.Local;

/// <summary>Asks a process to end; what .NET's <c>Process.Kill</c> does not offer.</summary>
internal static class Signal
{
    /// <summary>As Ctrl-C. PostgreSQL: shut down now, without waiting for its clients.</summary>
    public static void Interrupt(int process) => _ = Kill(process, 2);

    /// <summary>PostgreSQL: stop at once and recover at the next start.</summary>
    public static void Quit(int process) => _ = Kill(process, 3);

    public static void Terminate(int process) => _ = Kill(process, 15);

    public static void Kill(int process) => _ = Kill(process, 9);

    /// <summary>It stands still, wherever it is, and knows nothing of it, until <see cref="Continue"/>.</summary>
    public static void Stop(int process) => _ = Kill(process, 19);

    public static void Continue(int process) => _ = Kill(process, 18);

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int process, int signal);
}
