using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace Matchmaking.Search.Words;

/// <summary>Finnish by Voikko (<c>libvoikko1</c> and <c>voikko-fi</c> of the system): <c>talkoiden</c> is a form of <c>talkoo</c>, and
/// <c>siivoustalkoot</c> is put together of <c>siivous</c> and <c>talkoo</c>. Without Voikko words stand for themselves; when it appears
/// on the machine it is used within a minute.</summary>
internal sealed class Finnish : WordForms
{
    private const string Library = "libvoikko.so.1";
    private const int LongestWord = 100;
    private const int MostRemembered = 50_000;
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromMinutes(1);

    // a handle serves one thread at a time; there are never more than threads that analyse at once
    private readonly ConcurrentBag<nint> _handles = [];
    private readonly ConcurrentDictionary<string, WordAnalysis> _remembered = new(StringComparer.Ordinal);
    private readonly Lock _opening = new();
    private long _lookAgainAt;
    private volatile bool _isHere;

    private Finnish() => LookForVoikko();

    public static readonly Finnish Words = new();

    public override int Level => IsHere ? 1 : 0;

    /// <summary>Whether Voikko and its Finnish dictionary are installed.</summary>
    public bool IsHere
    {
        get
        {
            if (!_isHere && Environment.TickCount64 >= Interlocked.Read(ref _lookAgainAt)) LookForVoikko();
            return _isHere;
        }
    }

    public override WordAnalysis Of(string word)
    {
        if (!IsHere || word.Length > LongestWord) return WordAnalysis.Unknown(word);
        if (_remembered.TryGetValue(word, out var known)) return known;
        if (_remembered.Count >= MostRemembered) _remembered.Clear();
        return _remembered[word] = Analyse(word);
    }

    private WordAnalysis Analyse(string word)
    {
        var readings = Read(word);
        if (readings.Count == 0) return Joined(word);
        var names = readings.Where(r => r.IsName).Select(r => r.Base).ToHashSet();
        var bases = readings.Select(r => r.Base).Distinct().ToArray();
        // the town of Joensuu is not about rivers and mouths
        var parts = readings.Where(r => !names.Contains(r.Base)).SelectMany(r => r.Parts).Except(bases).Distinct();
        return new(bases, [.. parts]);
    }

    /// <summary>Voikko does not know the word: if a hyphen joins it, its pieces may be known.</summary>
    private WordAnalysis Joined(string word)
    {
        var unknown = WordAnalysis.Unknown(word);
        return unknown.Parts.Length == 0 ? unknown
            : new(unknown.Bases, [.. TextWords.Pieces(word).SelectMany(p => Of(p) is var a ? a.Bases.Concat(a.Parts) : []).Distinct()]);
    }

    private List<Reading> Read(string word)
    {
        if (!_handles.TryTake(out var handle)) handle = Open();
        var readings = new List<Reading>();
        var analyses = voikkoAnalyzeWordCstr(handle, word);
        if (analyses != 0)
        {
            for (var i = 0; Marshal.ReadIntPtr(analyses, i * nint.Size) is not 0 and var analysis; i++)
                if (Value(analysis, "BASEFORM") is { } @base)
                    readings.Add(new(Normal(@base), Value(analysis, "CLASS") is "paikannimi" or "etunimi" or "sukunimi" or "nimi", Parts(Value(analysis, "WORDBASES"))));
            voikko_free_mor_analysis(analyses);
        }
        _handles.Add(handle);
        return readings;
    }

    /// <summary>From <c>+siivous(siivous)+talkoo(talkoo)</c> what stands in parentheses; endings that make new words begin with a plus there,
    /// and a base form may show its own seam: <c>hyvin=vointi</c>.</summary>
    private static List<string> Parts(string? wordBases)
    {
        var parts = new List<string>();
        for (var open = wordBases?.IndexOf('(') ?? -1; open >= 0; open = wordBases!.IndexOf('(', open + 1))
        {
            var close = wordBases!.IndexOf(')', open);
            if (close < 0) break;
            var part = wordBases[(open + 1)..close];
            if (part.StartsWith('+')) continue;
            parts.Add(Normal(part));
            if (part.Contains('=', StringComparison.Ordinal)) parts.AddRange(part.Split('=', StringSplitOptions.RemoveEmptyEntries).Select(Normal));
        }
        return parts;
    }

    private static string? Value(nint analysis, string key)
    {
        var value = voikko_mor_analysis_value_cstr(analysis, key);
        if (value == 0) return null;
        var text = Marshal.PtrToStringUTF8(value);
        voikko_free_mor_analysis_value_cstr(value);
        return text;
    }

    private void LookForVoikko()
    {
        Interlocked.Exchange(ref _lookAgainAt, Environment.TickCount64 + (long)LookAgainAfter.TotalMilliseconds);
        if (!NativeLibrary.TryLoad(Library, out _)) return;
        lock (_opening)
        {
            var handle = voikkoInit(out _, "fi", null);
            if (handle == 0) return;
            _handles.Add(handle);
            _isHere = true;
        }
    }

    private nint Open()
    {
        lock (_opening)
        {
            var handle = voikkoInit(out var problem, "fi", null);
            return handle != 0 ? handle : throw new InvalidOperationException($"Voikko: {Marshal.PtrToStringUTF8(problem)}");
        }
    }

    private readonly record struct Reading(string Base, bool IsName, List<string> Parts);

    [DllImport(Library, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    private static extern nint voikkoInit(out nint error, [MarshalAs(UnmanagedType.LPUTF8Str)] string language, [MarshalAs(UnmanagedType.LPUTF8Str)] string? path);

    [DllImport(Library, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    private static extern nint voikkoAnalyzeWordCstr(nint handle, [MarshalAs(UnmanagedType.LPUTF8Str)] string word);

    [DllImport(Library, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    private static extern nint voikko_mor_analysis_value_cstr(nint analysis, [MarshalAs(UnmanagedType.LPUTF8Str)] string key);

    [DllImport(Library, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    private static extern void voikko_free_mor_analysis(nint analyses);

    [DllImport(Library, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    private static extern void voikko_free_mor_analysis_value_cstr(nint value);
}
