using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Matchmaking.Testing;
using Matchmaking.Web.Platform;
using Matchmaking.Web.Tests.Platform.Probes;

namespace Matchmaking.Web.Tests.Platform;

/// <summary>What only a real server and raw bytes show.</summary>
public sealed class HostTests(HostTests.KestrelSite site) : IClassFixture<HostTests.KestrelSite>
{
    public sealed class KestrelSite : ProbeSite
    {
        private int? _port;

        public int Port
        {
            get
            {
                if (_port is not null) return _port.Value;
                UseKestrel(0);
                StartServer();
                return (_port = ClientOptions.BaseAddress.Port).Value;
            }
        }
    }

    [Theory]
    [InlineData("GET /fi/probes/plain HTTP/1.1\r\nHost: localhost", 200)]
    [InlineData("GET /fi/probes/plain HTTP/1.1\r\nHost: localhost:80", 200)]
    [InlineData("GET /fi/probes/plain HTTP/1.1\r\nHost: evil.example", 400)]
    [InlineData("GET /fi/probes/plain HTTP/1.1\r\nHost: localhost.evil.example", 400)]
    [InlineData("GET /fi/probes/plain HTTP/1.1\r\nHost: localhost:0", 400)]
    [InlineData("GET /fi/probes/plain HTTP/1.1\r\nHost: localhost:99999", 400)]
    [InlineData("GET /fi/probes/plain HTTP/1.1\r\nHost: localhost\r\nHost: evil.example", 400)]
    [InlineData("GET /fi/probes/plain HTTP/1.1\r\nHost: localhost@evil.example", 400)]
    [InlineData("GET /fi/probes/plain HTTP/1.1\r\nHost: ", 400)]
    [InlineData("GET /fi/probes/plain HTTP/1.1\r\nX-Nothing: x", 400)]
    [InlineData("GET http://evil.example/fi/probes/plain HTTP/1.1\r\nHost: localhost", 400)]
    [InlineData("GET http://evil.example/fi/probes/plain HTTP/1.1\r\nHost: evil.example", 400)]
    [InlineData("TRACE /fi/probes/plain HTTP/1.1\r\nHost: localhost", 405)]
    [InlineData("BREW /fi/probes/plain HTTP/1.1\r\nHost: localhost", 405)]
    [InlineData("HEAD /fi/probes/plain HTTP/1.1\r\nHost: localhost", 200)]
    [InlineData("GET /fi/probes/plain?q=%0d%0aSet-Cookie:x=1 HTTP/1.1\r\nHost: localhost", 200)]
    [InlineData("GET /fi/%00 HTTP/1.1\r\nHost: localhost", 400)]
    [InlineData("GET /fi/%ED%A0%BD HTTP/1.1\r\nHost: localhost", 404)]
    [InlineData("GET /fi/../../etc/passwd HTTP/1.1\r\nHost: localhost", 404)]
    [InlineData("GET /fi/..%2f..%2fetc%2fpasswd HTTP/1.1\r\nHost: localhost", 404)]
    public async Task A_request_is_answered_as_it_deserves(string head, int status)
    {
        var answer = await SendAsync($"{head}\r\nConnection: close\r\n\r\n");

        Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("\r\nServer:", answer, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("\r\nSet-Cookie:x", answer, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_body_beyond_a_megabyte_is_413_and_told_kindly()
    {
        var body = "a=" + new string('b', (int)FormRules.MostBytes);
        var answer = await SendAsync($"POST /sv/probes/form HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {body.Length}\r\n\r\n");

        Assert.StartsWith("HTTP/1.1 413 ", answer, StringComparison.Ordinal);
        Assert.Contains("Du skickade för mycket på en gång", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(16_000, 200)]
    [InlineData(200_000, 431)]
    public async Task A_huge_cookie_is_no_fault_of_ours(int length, int status) => Assert.StartsWith($"HTTP/1.1 {status} ",
        await SendAsync($"GET /fi/probes/plain HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nCookie: session={new string('a', length)}\r\n\r\n"), StringComparison.Ordinal);

    [Theory]
    [InlineData("X-Forwarded-Proto: https")]
    [InlineData("X-Forwarded-Host: evil.example")]
    [InlineData("X-Forwarded-Prefix: /evil")]
    [InlineData("Forwarded: host=evil.example;proto=https")]
    [InlineData("X-Original-URL: /fi/probes/private")]
    public async Task What_a_client_says_of_a_proxy_is_not_believed(string header)
    {
        var answer = await SendAsync($"GET /fi/probes/private HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{header}\r\n\r\n");

        Assert.Contains("\r\nLocation: /fi/sign-in?returnUrl=%2Ffi%2Fprobes%2Fprivate\r\n", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("Strict-Transport-Security", answer, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("evil", answer, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_client_cannot_pass_for_another_address()
    {
        await using var alone = new ProbeSite { Database = site.Database };
        Assert.Equal(HttpStatusCode.TooManyRequests, await SearchOftenAsync(alone, from: "203.0.113.1"));
    }

    [Fact]
    public async Task Our_own_proxy_is_believed_and_only_ours()
    {
        await using var behind = new ProbeSite { Database = site.Database, Settings = { ["Web:Proxies:0"] = "192.0.2.0/24" } };

        Assert.Equal(HttpStatusCode.OK, await SearchOftenAsync(behind, from: "192.0.2.10"));
        Assert.Equal(HttpStatusCode.TooManyRequests, await SearchOftenAsync(behind, from: "203.0.113.1"));
    }

    /// <summary>Each request says to come from another address; the last one's status tells whether that was believed. While they are sent a
    /// few more become free, one a second, so there are more than sixty.</summary>
    private static async Task<HttpStatusCode> SearchOftenAsync(TestSite site, string from)
    {
        var last = HttpStatusCode.Unused;
        for (var i = 0; i < 200 && last != HttpStatusCode.TooManyRequests; i++)
        {
            var visitor = site.NewVisitor(from: IPAddress.Parse(from));
            visitor.Client.DefaultRequestHeaders.Add("X-Forwarded-For", string.Create(CultureInfo.InvariantCulture, $"198.51.100.{i}"));
            last = (await visitor.GetPageAsync("/fi/probes/search?q=talkoot", TestContext.Current.CancellationToken)).Status;
        }
        return last;
    }

    private async Task<string> SendAsync(string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, site.Port, TestContext.Current.CancellationToken);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.UTF8.GetBytes(request), TestContext.Current.CancellationToken);
        using var answer = new MemoryStream();
        try
        {
            await stream.CopyToAsync(answer, TestContext.Current.CancellationToken);
        }
        catch (IOException)
        {
            // cut off after the answer
        }
        return Encoding.UTF8.GetString(answer.ToArray());
    }
}
