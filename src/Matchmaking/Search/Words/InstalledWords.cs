using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace Matchmaking.Search.Words;

/// <summary>A language whose words a library of the system knows. Without it words stand for themselves; when it appears on the machine it is
/// used within a minute.</summary>
/// <param name="library">As the loader finds it, e.g. <c>libvoikko.so.1</c>.</param>
internal abstract class InstalledWords(string library) : WordForms
{
    private const int LongestWord = 100;
    private const int MostRemembered = 100_000;
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromMinutes(1);

    // a handle serves one thread at a time and costs memory: whoever comes when all are busy waits for one
    private static readonly SemaphoreSlim Free = new(Environment.ProcessorCount);
    private readonly ConcurrentBag<nint> _handles = [];
    private readonly ConcurrentDictionary<string, WordAnalysis> _remembered = new(StringComparer.Ordinal);
    private readonly Lock _opening = new();
    private long _lookAgainAt;
    private volatile bool _isHere;

    public override int Level => IsHere ? Documents + 1 : Documents;

    /// <summary>Whether the library and its dictionary are installed.</summary>
    public bool IsHere
    {
        get
        {
            if (!_isHere && Environment.TickCount64 >= Interlocked.Read(ref _lookAgainAt)) Look();
            return _isHere;
        }
    }

    public override WordAnalysis Of(string word)
    {
        if (!IsHere || word.Length > LongestWord) return WordAnalysis.Unknown(word);
        if (_remembered.TryGetValue(word, out var known)) return known;
        if (_remembered.Count >= MostRemembered) _remembered.Clear();
        return _remembered[word] = Ask(word) ?? Joined(word);
    }

    /// <summary>A handle of the library; 0 when it or its dictionary is not installed.</summary>
    protected abstract nint Open();

    /// <summary>Nothing when the library does not know the word.</summary>
    protected abstract WordAnalysis? Analyse(nint handle, string word);

    private WordAnalysis? Ask(string word)
    {
        Free.Wait();
        try
        {
            if (!_handles.TryTake(out var handle)) handle = OpenAlone();
            try
            {
                return Analyse(handle, word);
            }
            finally
            {
                _handles.Add(handle);
            }
        }
        finally
        {
            Free.Release();
        }
    }

    /// <summary>If a hyphen joins a word that is not known, its pieces may be.</summary>
    private WordAnalysis Joined(string word)
    {
        var unknown = WordAnalysis.Unknown(word);
        if (unknown.Parts.Length == 0) return unknown;
        var pieces = TextWords.Pieces(word).Select(Of).ToList();
        return new(unknown.Bases, [.. pieces.SelectMany(a => a.Bases.Concat(a.Parts)).Distinct()], pieces.All(a => a.IsKnown));
    }

    private void Look()
    {
        Interlocked.Exchange(ref _lookAgainAt, Environment.TickCount64 + (long)LookAgainAfter.TotalMilliseconds);
        if (!NativeLibrary.TryLoad(library, out _)) return;
        lock (_opening)
        {
            if (_isHere || Open() is not (not 0 and var handle)) return;
            _handles.Add(handle);
            _isHere = true;
        }
    }

    private nint OpenAlone()
    {
        lock (_opening) return Open() is not 0 and var handle ? handle : throw new InvalidOperationException($"{library} was here and is not any more.");
    }
}
