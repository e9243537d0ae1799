using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Matchmaking.Benchmarks;

/// <summary>Asks for an address over and over, from a few connections at once, for a bounded time. It shares the machine with the site, so it
/// does as little as it can: one request is sent, and of the answer only its status and its end are read. With <see cref="HttpClient"/>, taking
/// a page's fifteen headers apart cost as much as making the answer.</summary>
internal static class Load
{
    private const int AtOnce = 8;

    /// <summary>Answers per second, after a warm-up of a fifth of the time.</summary>
    public static async Task<double> PerSecondAsync(Uri address, TimeSpan time)
    {
        await AskAsync(address, time / 5);
        var clock = Stopwatch.StartNew();
        return await AskAsync(address, time) / clock.Elapsed.TotalSeconds;
    }

    private static async Task<int> AskAsync(Uri address, TimeSpan time)
    {
        var clock = Stopwatch.StartNew();
        var answers = await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(async _ =>
        {
            using var connection = new Connection(address);
            await connection.OpenAsync();
            var count = 0;
            for (; clock.Elapsed < time; count++) await connection.AskAsync();
            return count;
        }));
        return answers.Sum();
    }

    private sealed class Connection(Uri address) : IDisposable
    {
        private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        private readonly byte[] _answer = new byte[1024 * 1024];

        // As a browser asks: the page at the size it is sent.
        private readonly byte[] _request = Encoding.ASCII.GetBytes(
            $"GET {address.PathAndQuery} HTTP/1.1\r\nHost: {address.Authority}\r\nAccept: text/html\r\nAccept-Encoding: gzip, deflate, br, zstd\r\n\r\n");

        public Task OpenAsync() => _socket.ConnectAsync(address.Host, address.Port);

        public async Task AskAsync()
        {
            await _socket.SendAsync(_request);
            for (var read = 0; !IsWhole(_answer.AsSpan(0, read));)
            {
                var more = await _socket.ReceiveAsync(_answer.AsMemory(read));
                if (more == 0) throw new IOException($"{address} hung up in the middle of an answer.");
                read += more;
            }
        }

        /// <summary>Whether the answer has come to its end, by its length or by its last chunk.</summary>
        private bool IsWhole(ReadOnlySpan<byte> answer)
        {
            var head = answer.IndexOf("\r\n\r\n"u8);
            if (head < 0) return false;
            if (!answer.StartsWith("HTTP/1.1 200 "u8)) throw new HttpRequestException($"{address}: {Encoding.ASCII.GetString(answer[..head])}");
            var at = answer[..head].IndexOf("\r\nContent-Length: "u8);
            if (at < 0) return answer.EndsWith("\r\n0\r\n\r\n"u8);
            var length = answer[(at + "\r\nContent-Length: ".Length)..(head + 2)];
            return answer.Length >= head + 4 + int.Parse(length[..length.IndexOf("\r\n"u8)], CultureInfo.InvariantCulture);
        }

        public void Dispose() => _socket.Dispose();
    }
}
