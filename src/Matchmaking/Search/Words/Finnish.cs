using System.Runtime.InteropServices;

namespace Matchmaking.Search.Words;

/// <summary>Finnish by Voikko (<c>libvoikko1</c> and <c>voikko-fi</c> of the system): <c>talkoiden</c> is a form of <c>talkoo</c>, and
/// <c>siivoustalkoot</c> is put together of <c>siivous</c> and <c>talkoo</c>.</summary>
internal sealed class Finnish() : InstalledWords(Library)
{
    private const string Library = "libvoikko.so.1";

    public static readonly Finnish Words = new();

    protected override nint Open() => voikkoInit(out _, "fi", null);

    protected override WordAnalysis? Analyse(nint handle, string word)
    {
        var readings = Read(handle, word);
        if (readings.Count == 0) return null;
        var names = readings.Where(r => r.IsName).Select(r => r.Base).ToHashSet();
        var bases = readings.Select(r => r.Base).Distinct().ToArray();
        // the town of Joensuu is not about rivers and mouths
        var parts = readings.Where(r => !names.Contains(r.Base)).SelectMany(r => r.Parts).Except(bases).Distinct();
        return new(bases, [.. parts], IsKnown: true);
    }

    private static List<Reading> Read(nint handle, string word)
    {
        var readings = new List<Reading>();
        var analyses = voikkoAnalyzeWordCstr(handle, word);
        if (analyses == 0) return readings;
        for (var i = 0; Marshal.ReadIntPtr(analyses, i * nint.Size) is not 0 and var analysis; i++)
            if (Value(analysis, "BASEFORM") is { } @base)
                readings.Add(new(Normal(@base), Value(analysis, "CLASS") is "paikannimi" or "etunimi" or "sukunimi" or "nimi", Parts(Value(analysis, "WORDBASES"))));
        voikko_free_mor_analysis(analyses);
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
