using System.Diagnostics;
using System.Net;

namespace Matchmaking.Benchmarks;

/// <summary>Asks for an address over and over, from a few connections at once, for a bounded time.</summary>
internal static class Load
{
    private const int AtOnce = 8;

    /// <summary>Answers per second, after a warm-up of a fifth of the time.</summary>
    public static async Task<double> PerSecondAsync(Uri address, TimeSpan time)
    {
        using var client = new HttpClient(new SocketsHttpHandler { AutomaticDecompression = DecompressionMethods.None, MaxConnectionsPerServer = AtOnce });
        client.DefaultRequestHeaders.AcceptEncoding.ParseAdd("gzip, deflate, br, zstd"); // as a browser asks: the page at the size it is sent
        await AskAsync(client, address, time / 5);
        var clock = Stopwatch.StartNew();
        return await AskAsync(client, address, time) / clock.Elapsed.TotalSeconds;
    }

    private static async Task<int> AskAsync(HttpClient client, Uri address, TimeSpan time)
    {
        var clock = Stopwatch.StartNew();
        var answers = await Task.WhenAll(Enumerable.Range(0, AtOnce).Select(async _ =>
        {
            var count = 0;
            for (; clock.Elapsed < time; count++)
            {
                using var answer = await client.GetAsync(address, HttpCompletionOption.ResponseContentRead);
                answer.EnsureSuccessStatusCode();
            }
            return count;
        }));
        return answers.Sum();
    }
}
