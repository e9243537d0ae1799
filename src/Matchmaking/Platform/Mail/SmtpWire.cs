using System.Buffers;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Matchmaking.Platform.Mail;

/// <summary>One connection to a relay: lines out, whole answers in, plain or through TLS. It speaks strictly in turn: bytes that came
/// unasked are an <see cref="InvalidDataException"/>, so nothing said before TLS can pass for something said under it.</summary>
internal sealed class SmtpWire : IAsyncDisposable
{
    private const int LongestLine = 4096, MostLines = 100;

    private readonly byte[] _buffer = new byte[LongestLine];
    private Stream _stream;
    private int _start, _end;

    private SmtpWire(Socket socket)
    {
        Local = Plain(socket.LocalEndPoint);
        Remote = Plain(socket.RemoteEndPoint);
        _stream = new NetworkStream(socket, ownsSocket: true);
    }

    public IPAddress Local { get; }
    public IPAddress Remote { get; }
    public bool IsEncrypted => _stream is SslStream;

    public static async Task<SmtpWire> ConnectAsync(string host, int port, CancellationToken ct)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(host, port, ct);
            return new(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Goes over to TLS and proves that the relay is <paramref name="host"/>, to the roots this machine trusts or to
    /// <paramref name="roots"/> instead.</summary>
    public async Task EncryptAsync(string host, X509Certificate2Collection? roots, CancellationToken ct)
    {
        RefuseUnaskedBytes();
        var tls = new SslStream(_stream);
        _stream = tls;
        var options = new SslClientAuthenticationOptions { TargetHost = host };
        if (roots is not null)
        {
            options.CertificateChainPolicy = new() { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            options.CertificateChainPolicy.CustomTrustStore.AddRange(roots);
        }
        await tls.AuthenticateAsClientAsync(options, ct);
    }

    public async Task<SmtpReply> AskAsync(string command, CancellationToken ct)
    {
        if (command.AsSpan().ContainsAny('\r', '\n', '\0')) throw new ArgumentException("A command is one line.");
        await WriteAsync(Encoding.UTF8.GetBytes(command + "\r\n"), ct);
        return await ReadReplyAsync(ct);
    }

    public async Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken ct)
    {
        RefuseUnaskedBytes();
        await _stream.WriteAsync(bytes, ct);
        await _stream.FlushAsync(ct);
    }

    public async Task<SmtpReply> ReadReplyAsync(CancellationToken ct)
    {
        var lines = new List<string>();
        string line;
        do
        {
            line = await ReadLineAsync(ct);
            if (line.Length < 3 || !line[..3].All(char.IsAsciiDigit) || (line.Length > 3 && line[3] is not (' ' or '-')))
                throw new InvalidDataException("not an SMTP answer");
            if (lines.Count > 0 && !line.StartsWith(lines[0][..3], StringComparison.Ordinal)) throw new InvalidDataException("an answer of two codes");
            if (lines.Count == MostLines) throw new InvalidDataException("an answer without end");
            lines.Add(line);
        }
        while (line is [_, _, _, '-', ..]);
        return new(int.Parse(line[..3]), [.. lines.Select(l => l.Length > 4 ? l[4..] : "")]);
    }

    /// <summary>The letter with the dots at the start of its lines doubled, ending in a line end; the closing dot is not in it.</summary>
    /// <exception cref="ArgumentException">A lone CR or LF: relays disagree on whether it ends a line, and a letter could be smuggled in.</exception>
    public static byte[] Stuff(ReadOnlySpan<byte> letter)
    {
        var stuffed = new ArrayBufferWriter<byte>(letter.Length + 64);
        while (!letter.IsEmpty)
        {
            var end = letter.IndexOf("\r\n"u8);
            var line = end < 0 ? letter : letter[..end];
            if (line.ContainsAny((byte)'\r', (byte)'\n')) throw new ArgumentException("A letter has a lone CR or LF.");
            if (line is [(byte)'.', ..]) stuffed.Write("."u8);
            stuffed.Write(line);
            stuffed.Write("\r\n"u8);
            letter = end < 0 ? [] : letter[(end + 2)..];
        }
        return stuffed.WrittenSpan.ToArray();
    }

    public ValueTask DisposeAsync() => _stream.DisposeAsync();

    private async Task<string> ReadLineAsync(CancellationToken ct)
    {
        while (true)
        {
            var length = _buffer.AsSpan(_start.._end).IndexOf((byte)'\n');
            if (length >= 0)
            {
                var line = Encoding.UTF8.GetString(_buffer, _start, length).TrimEnd('\r');
                _start += length + 1;
                return line;
            }
            _buffer.AsSpan(_start.._end).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
            if (_end == _buffer.Length) throw new InvalidDataException("a line without end");
            var read = await _stream.ReadAsync(_buffer.AsMemory(_end), ct);
            if (read == 0) throw new EndOfStreamException();
            _end += read;
        }
    }

    private void RefuseUnaskedBytes()
    {
        if (_start < _end) throw new InvalidDataException("an answer that nobody asked for");
    }

    private static IPAddress Plain(EndPoint? end) => end is IPEndPoint { Address: var address }
        ? address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : new(address.GetAddressBytes())
        : IPAddress.None;
}
