using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Matchmaking.Local;

namespace Matchmaking.Chaos;

/// <summary>What the world saw: each letter the relay took on, written to a file of its own and forced to the disk before the relay says 250. It
/// outlives every process and knows nothing of the database.</summary>
internal sealed partial class Ledger : IDisposable
{
    private readonly FileStream _file;
    private readonly Lock _lock = new();

    public Ledger(string path)
    {
        Path = path;
        _file = new(path, FileMode.Create, FileAccess.Write, FileShare.Read);
    }

    public string Path { get; }

    public void Add(ReceivedLetter letter)
    {
        var things = string.Join(',', Thing.Matches(letter.Text).Select(m => m.Value).Distinct());
        var line = $"{letter.At:O}\t{letter.Headers["Message-ID"].Single()}\t{letter.To}\t{things}\n";
        lock (_lock)
        {
            _file.Write(System.Text.Encoding.UTF8.GetBytes(line));
            _file.Flush(flushToDisk: true);
        }
    }

    /// <summary>As it stands on the disk.</summary>
    public List<Taken> Read() => [.. File.ReadLines(Path).Select(line => line.Split('\t')).Select(p => new Taken(DateTimeOffset.Parse(p[0]), p[1], p[2], p[3].Split(',', StringSplitOptions.RemoveEmptyEntries)))];

    public void Dispose() => _file.Dispose();

    /// <summary>What the rig calls the things that letters tell of.</summary>
    [GeneratedRegex(@"Asia\d+x\d+x\d")]
    private static partial Regex Thing { get; }
}

/// <summary>One letter in the ledger.</summary>
/// <param name="Things">Titles it tells of.</param>
internal sealed record Taken(DateTimeOffset At, string MessageId, string To, string[] Things);
