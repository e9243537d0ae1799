using Matchmaking.Local;

namespace Matchmaking.Chaos;

/// <summary>The relay, which fails as it is told, with its ledger. It asks for TLS and sign-in, so that these steps can fail too.</summary>
internal sealed class Relay : IAsyncDisposable
{
    private Action? _onTaken;

    private Relay(LetterBox box, Ledger ledger) => (Box, Ledger) = (box, ledger);

    public LetterBox Box { get; }

    public Ledger Ledger { get; }

    public IReadOnlyDictionary<string, string> Settings { get; private init; } = new Dictionary<string, string>();

    public static async Task<Relay> StartAsync(string folder)
    {
        var box = await LetterBox.StartAsync(settings: new() { StartTls = true, User = "treffitori", Password = "secret", Keep = 100 });
        var (trusted, ledger) = (Path.Combine(folder, $"relay-{box.SmtpPort}.pem"), Path.Combine(folder, $"ledger-{box.SmtpPort}.txt"));
        await File.WriteAllTextAsync(trusted, box.Certificate!.ExportCertificatePem());
        var relay = new Relay(box, new Ledger(ledger))
        {
            Settings = new Dictionary<string, string>
            {
                ["Mail__Host"] = "127.0.0.1",
                ["Mail__Port"] = $"{box.SmtpPort}",
                ["Mail__From"] = "post@treffitori.example.org",
                ["Mail__User"] = "treffitori",
                ["Mail__Password"] = "secret",
                ["Mail__Tls"] = "required",
                ["SSL_CERT_FILE"] = trusted,
            },
        };
        box.Accepted = relay.Take;
        return relay;
    }

    /// <summary>Happens once: the next letter has been kept, and its 250 is not yet said.</summary>
    public void WhenTaken(Action happens) => _onTaken = happens;

    public async ValueTask DisposeAsync()
    {
        await Box.DisposeAsync();
        Ledger.Dispose();
    }

    private void Take(ReceivedLetter letter)
    {
        Ledger.Add(letter);
        Interlocked.Exchange(ref _onTaken, null)?.Invoke();
    }
}
