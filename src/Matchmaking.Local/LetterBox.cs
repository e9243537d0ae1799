using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;

namespace Matchmaking.Local;

/// <summary>A mail server of this machine that delivers nothing: it speaks real SMTP on loopback, keeps the letters in memory, shows them on
/// a page, and can be told to fail at each step.</summary>
public sealed class LetterBox : IAsyncDisposable
{
    private const long KeepBytes = 256 << 20;
    private const int KeepHeard = 20_000;

    private readonly List<ReceivedLetter> _letters = [];
    private readonly ConcurrentQueue<string> _heard = new();
    private readonly ConcurrentDictionary<Task, Task> _talks = new();
    private TaskCompletionSource _arrival = NewArrival();
    private CancellationTokenSource _open = new();
    private Socket? _listener;
    private LetterBoxPage? _page;
    private int _accepted, _connections;
    private long _bytes;

    private LetterBox(LetterBoxSettings settings)
    {
        Settings = settings;
        Certificate = settings.StartTls ? LoopbackCertificate.Make() : null;
    }

    public int SmtpPort { get; private set; }

    /// <summary>Where the letters are shown; null when no page was asked for.</summary>
    public Uri? PageUrl => _page?.Url;

    /// <summary>Self-signed, for <c>localhost</c> and 127.0.0.1; null without STARTTLS.</summary>
    public X509Certificate2? Certificate { get; }

    /// <summary>Oldest first, as of now.</summary>
    public IReadOnlyList<ReceivedLetter> Letters
    {
        get { lock (_letters) return [.. _letters]; }
    }

    /// <summary>All letters ever kept, those since forgotten too.</summary>
    public int AcceptedCount => Volatile.Read(ref _accepted);

    /// <summary>How many connections came in.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>The commands heard, in order, without passwords.</summary>
    public IReadOnlyCollection<string> Heard => _heard;

    /// <summary>Called with each letter before its 250 is answered, so that a ledger outside can hold it first.</summary>
    public Action<ReceivedLetter>? Accepted { get; set; }

    internal LetterBoxSettings Settings { get; }

    internal PlannedFaults Faults { get; } = new();

    /// <summary>Port 0 takes any free one; without <paramref name="pagePort"/> there is no page.</summary>
    /// <exception cref="SocketException">The SMTP port is taken.</exception>
    /// <exception cref="IOException">The page's port is taken.</exception>
    public static async Task<LetterBox> StartAsync(int smtpPort = 0, int? pagePort = null, LetterBoxSettings? settings = null)
    {
        var box = new LetterBox(settings ?? new());
        try
        {
            box.Listen(smtpPort);
            if (pagePort is { } port) box._page = await LetterBoxPage.StartAsync(box, port);
            return box;
        }
        catch
        {
            await box.DisposeAsync();
            throw;
        }
    }

    /// <summary>Fails at a step, the next <paramref name="times"/> it is passed; with <paramref name="every"/> 3, at each third pass.</summary>
    public void Fail(LetterBoxStep step, LetterBoxFault how, int times = 1, int every = 1)
    {
        if (how.Refuses)
        {
            if (step != LetterBoxStep.Connect) throw new ArgumentException("Only a connection can be refused.", nameof(how));
            StopListening();
            return;
        }
        Faults.Plan(step, how, times, every);
    }

    /// <summary>Ends all failing: planned faults are forgotten, hanging conversations closed, and the port listens again.</summary>
    public void Heal()
    {
        Faults.Forget();
        if (_listener is null) Listen(SmtpPort);
    }

    /// <summary>Forgets the letters and what was heard; faults stay (see <see cref="Heal"/>).</summary>
    public void Clear()
    {
        lock (_letters) Forget(_letters.Count);
        _heard.Clear();
    }

    /// <summary>The first letter, already here or still to come, that is wanted.</summary>
    /// <exception cref="TimeoutException">None came (10 seconds, if nothing else is said); names those that did.</exception>
    public async Task<ReceivedLetter> WaitForAsync(Func<ReceivedLetter, bool> wanted, TimeSpan? timeout = null)
    {
        using var limit = new CancellationTokenSource(timeout ?? TimeSpan.FromSeconds(10));
        while (true)
        {
            Task arrival;
            lock (_letters)
            {
                if (_letters.Find(letter => wanted(letter)) is { } found) return found;
                arrival = _arrival.Task;
            }
            await arrival.WaitAsync(limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (limit.IsCancellationRequested)
                throw new TimeoutException($"No such letter came. In the box: {string.Join("; ", Letters.Select(l => $"{l.To}: {l.Subject}"))}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        StopListening();
        await Task.WhenAll(_talks.Keys);
        if (_page is not null) await _page.DisposeAsync();
        Certificate?.Dispose();
    }

    internal void Hear(string command)
    {
        _heard.Enqueue(command);
        while (_heard.Count > KeepHeard) _heard.TryDequeue(out _);
    }

    internal void Keep(ReceivedLetter letter)
    {
        lock (_letters)
        {
            letter = letter with { Number = ++_accepted };
            _letters.Add(letter);
            _bytes += letter.Raw.Length;
            while (_letters.Count > Settings.Keep || (_letters.Count > 1 && _bytes > KeepBytes)) Forget(1);
        }
        Accepted?.Invoke(letter);
        Interlocked.Exchange(ref _arrival, NewArrival()).SetResult();
    }

    private void Forget(int oldest)
    {
        _bytes -= _letters.Take(oldest).Sum(l => (long)l.Raw.Length);
        _letters.RemoveRange(0, oldest);
    }

    private void Listen(int port)
    {
        // A small buffer, so that a sender of a large letter notices while sending when the box stops reading.
        var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 64 << 10 };
        try
        {
            listener.Bind(new IPEndPoint(IPAddress.Loopback, port));
            listener.Listen(512);
        }
        catch
        {
            listener.Dispose();
            throw;
        }
        SmtpPort = ((IPEndPoint)listener.LocalEndPoint!).Port;
        (_listener, _open) = (listener, new());
        Track(AcceptAsync(listener, _open.Token));
    }

    private void StopListening()
    {
        _listener?.Dispose();
        _listener = null;
        _open.Cancel();
    }

    private async Task AcceptAsync(Socket listener, CancellationToken open)
    {
        try
        {
            while (true)
            {
                var socket = await listener.AcceptAsync(open);
                socket.NoDelay = true;
                Interlocked.Increment(ref _connections);
                Track(TalkAsync(socket, open));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // the box has stopped listening
        }
    }

    private async Task TalkAsync(Socket socket, CancellationToken open)
    {
        await using var conversation = new LetterBoxConversation(this, socket);
        await conversation.RunAsync(open);
    }

    private void Track(Task talk)
    {
        _talks[talk] = talk;
        talk.ContinueWith(done => _talks.TryRemove(done, out _), TaskScheduler.Default);
    }

    private static TaskCompletionSource NewArrival() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
