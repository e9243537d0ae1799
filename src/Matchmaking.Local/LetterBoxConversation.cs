using System.Buffers;
using System.IO.Pipelines;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;

namespace Matchmaking.Local;

/// <summary>One sender's conversation with the letter-box.</summary>
internal sealed class LetterBoxConversation(LetterBox box, Socket socket) : IAsyncDisposable
{
    private const int LongestLine = 1 << 20, LongestLetter = 25 << 20;

    private readonly List<string> _to = [];
    private Stream _stream = new NetworkStream(socket, ownsSocket: true);
    private PipeReader _reader = PipeReader.Create(Stream.Null);
    private string? _from, _signedInAs;
    private CancellationToken _stop;

    private bool IsEncrypted => _stream is SslStream;
    private bool OffersTls => box.Certificate is not null && !IsEncrypted;
    private bool OffersSignIn => box.Settings.User is not null && !OffersTls;

    public async Task RunAsync(CancellationToken stop)
    {
        _stop = stop;
        Listen(_stream);
        try
        {
            var goesOn = await PassAsync(LetterBoxStep.Connect, "") && await PassAsync(LetterBoxStep.Banner, "220 letter-box ESMTP");
            while (goesOn && await ReadLineAsync() is { } line) goesOn = await ObeyAsync(Encoding.UTF8.GetString(line));
        }
        catch (OperationCanceledException)
        {
            Reset();
        }
        catch (Exception e) when (e is IOException or SocketException or AuthenticationException)
        {
            // the sender is gone
        }
    }

    public ValueTask DisposeAsync() => _stream.DisposeAsync();

    private async Task<bool> ObeyAsync(string line)
    {
        var words = line.Split(' ', 2);
        var verb = words[0].ToUpperInvariant();
        box.Hear(verb == "AUTH" ? $"AUTH {words[^1].Split(' ')[0]}" : line);
        return verb switch
        {
            "EHLO" or "HELO" => await PassAsync(LetterBoxStep.Hello, Welcome(), Forget),
            "STARTTLS" when OffersTls => await GoOverToTlsAsync(),
            "AUTH" when OffersSignIn => await SignInAsync(words[^1].Split(' ')),
            "MAIL" when OffersSignIn && _signedInAs is null => await SayAsync("530 5.7.0 sign in first"),
            "MAIL" => await NameAsync(LetterBoxStep.From, line, address => _from = address),
            "RCPT" when _from is null => await SayAsync("503 5.5.1 MAIL first"),
            "RCPT" => await NameAsync(LetterBoxStep.To, line, _to.Add),
            "DATA" when _to.Count == 0 => await SayAsync("503 5.5.1 RCPT first"),
            "DATA" => await TakeLetterAsync(),
            "RSET" => await PassAsync(LetterBoxStep.Reset, "250 2.0.0 forgotten", Forget),
            "NOOP" => await SayAsync("250 2.0.0 still here"),
            "QUIT" => await PassAsync(LetterBoxStep.Quit, "221 2.0.0 bye") && false,
            _ => await SayAsync("502 5.5.1 not known here"),
        };
    }

    private string Welcome()
    {
        List<string> lines = ["letter-box", "8BITMIME", "ENHANCEDSTATUSCODES", $"SIZE {LongestLetter}"];
        if (OffersTls) lines.Add("STARTTLS");
        if (OffersSignIn) lines.Add($"AUTH {box.Settings.SignInWays}");
        if (box.Settings.Utf8) lines.Add("SMTPUTF8");
        return string.Join("\r\n", lines.Select((l, i) => $"250{(i == lines.Count - 1 ? ' ' : '-')}{l}"));
    }

    private async Task<bool> GoOverToTlsAsync()
    {
        var agreed = false;
        if (!await PassAsync(LetterBoxStep.StartTls, "220 2.0.0 go ahead", () => agreed = true)) return false;
        if (!agreed) return true;
        if (_reader.TryRead(out var early) && !early.Buffer.IsEmpty) return false; // something said before TLS would count as said under it
        var tls = new SslStream(_stream);
        _stream = tls;
        await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = box.Certificate }, _stop);
        Listen(tls);
        Forget();
        return true;
    }

    private async Task<bool> SignInAsync(string[] words)
    {
        string? user = null, password = null;
        if (words[0].Equals("PLAIN", StringComparison.OrdinalIgnoreCase))
        {
            var parts = (words.Length > 1 ? Plain(words[1]) : await PromptAsync("")).Split('\0');
            if (parts is [_, var u, var p]) (user, password) = (u, p);
        }
        else
        {
            user = await PromptAsync("Username:");
            password = await PromptAsync("Password:");
        }
        return user == box.Settings.User && password == (box.Settings.Password ?? "")
            ? await PassAsync(LetterBoxStep.SignIn, "235 2.7.0 welcome", () => _signedInAs = user)
            : await SayAsync("535 5.7.8 wrong user or password");
    }

    private async Task<string> PromptAsync(string prompt)
    {
        await SayAsync($"334 {Convert.ToBase64String(Encoding.ASCII.GetBytes(prompt))}");
        return Plain(Encoding.ASCII.GetString(await ReadLineAsync() ?? []));
    }

    private static string Plain(string base64)
    {
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length) : "";
    }

    private async Task<bool> NameAsync(LetterBoxStep step, string line, Action<string> take)
    {
        var (start, end) = (line.IndexOf('<'), line.IndexOf('>'));
        if (start < 0 || end < start) return await SayAsync("501 5.5.4 an address stands in angle brackets");
        return await PassAsync(step, "250 2.1.0 noted", () => take(line[(start + 1)..end]));
    }

    private async Task<bool> TakeLetterAsync()
    {
        var agreed = false;
        if (!await PassAsync(LetterBoxStep.Data, "354 go ahead", () => agreed = true)) return false;
        if (!agreed) return true;

        using var letter = new MemoryStream();
        var (isFirst, isWanted) = (true, false);
        for (; await ReadLineAsync() is { } line; isFirst = false)
        {
            if (isFirst && !await PassAsync(LetterBoxStep.Body, "", () => isWanted = true)) return false;
            if (line is [(byte)'.']) return !isWanted || await KeepAsync(letter.ToArray());
            if (!isWanted || letter.Length > LongestLetter) continue;
            letter.Write(line is [(byte)'.', ..] ? line.AsSpan(1) : line);
            letter.Write("\r\n"u8);
        }
        return false;
    }

    private async Task<bool> KeepAsync(byte[] raw)
    {
        if (raw.Length > LongestLetter) return await SayAsync("552 5.3.4 too large");
        var letter = new ReceivedLetter(TimeProvider.System.GetUtcNow(), _from ?? "", [.. _to], raw) { Encrypted = IsEncrypted, SignedInAs = _signedInAs };
        return await PassAsync(LetterBoxStep.Dot, "250 2.0.0 kept", () =>
        {
            box.Keep(letter);
            Forget();
        });
    }

    /// <summary>Does a step and answers it, unless the box has been told to fail there. False when the conversation is over.</summary>
    private async Task<bool> PassAsync(LetterBoxStep step, string answer, Action? does = null)
    {
        var fault = box.Faults.Next(step);
        if (fault is { Hangs: true }) await box.Faults.Forgotten.WaitAsync(_stop);
        if (fault is { Resets: true }) Reset();
        if (fault is { Ends: LetterBoxFault.End.Before }) return false;
        if (fault?.Instead is { } instead) return await SayAsync(instead) && !instead.StartsWith("421", StringComparison.Ordinal);

        does?.Invoke();
        if (fault is { Ends: LetterBoxFault.End.Unanswered }) return false;
        if (answer.Length > 0) await SayAsync(fault?.More is { } more ? $"{answer}\r\n{more}" : answer, fault?.Between ?? default);
        return fault is not { Ends: LetterBoxFault.End.After };
    }

    private async Task<bool> SayAsync(string answer, TimeSpan between = default)
    {
        var bytes = Encoding.UTF8.GetBytes(answer + "\r\n");
        if (between == default) await _stream.WriteAsync(bytes, _stop);
        else
        {
            for (var i = 0; i < bytes.Length; i++)
            {
                await _stream.WriteAsync(bytes.AsMemory(i, 1), _stop);
                await Task.Delay(between, _stop);
            }
        }
        return true;
    }

    /// <summary>A line up to CRLF; a lone CR or LF is part of it. Null when the sender has hung up.</summary>
    private async Task<byte[]?> ReadLineAsync()
    {
        while (true)
        {
            var read = await _reader.ReadAsync(_stop);
            var reader = new SequenceReader<byte>(read.Buffer);
            if (reader.TryReadTo(out ReadOnlySequence<byte> line, "\r\n"u8))
            {
                var bytes = line.ToArray();
                _reader.AdvanceTo(reader.Position);
                return bytes;
            }
            if (read.IsCompleted || read.Buffer.Length > LongestLine) return null;
            _reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private void Listen(Stream stream) => _reader = PipeReader.Create(stream, new(leaveOpen: true));

    private void Forget()
    {
        _from = null;
        _to.Clear();
    }

    private void Reset()
    {
        socket.LingerState = new(true, 0);
        socket.Close();
    }
}
