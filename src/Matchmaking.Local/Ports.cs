using System.Net;
using System.Net.Sockets;

namespace Matchmaking.Local;

/// <summary>Ports of this machine, loopback only. The ones we wish for lie below 32768, where no outgoing connection takes its own.</summary>
internal static class Ports
{
    /// <summary>The wished port, or the nearest above it on which nobody listens. Another choice than the wish is told.</summary>
    public static int FreeFrom(int wished, Action<string>? say = null, string whose = "")
    {
        var port = Enumerable.Range(wished, 500).First(port => IsFree(IPAddress.Loopback, port) && IsFree(IPAddress.IPv6Loopback, port));
        if (port != wished) say?.Invoke($"{whose} will be on port {port}, since {wished} is taken");
        return port;
    }

    /// <summary>As <see cref="FreeFrom"/>, and kept from other starts of the same user until the lock is let go: a site is begun long before it listens.</summary>
    public static (int Port, FileLock Kept) KeepFrom(int wished, Action<string>? say = null, string whose = "")
    {
        for (var port = wished; ; port++)
        {
            port = FreeFrom(port);
            if (FileLock.TryEnter(Path.Combine(Path.GetTempPath(), $"treffitori-{Environment.UserName}", $"port-{port}")) is not { } kept) continue;
            if (port != wished) say?.Invoke($"{whose} will be on port {port}, since {wished} is taken");
            return (port, kept);
        }
    }

    /// <summary>Asks by knocking. Listening would ask too, but a program that is started in that moment keeps the port for a while.</summary>
    private static bool IsFree(IPAddress address, int port)
    {
        using var knock = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            knock.Connect(address, port);
            return false;
        }
        catch (SocketException)
        {
            return true;
        }
    }
}
