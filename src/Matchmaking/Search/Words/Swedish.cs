using System.Runtime.InteropServices;

namespace Matchmaking.Search.Words;

/// <summary>Swedish by Hunspell and its dictionary (<c>libhunspell-1.7-0</c> and <c>hunspell-sv</c> of the system). It tells the stem of a word
/// and which words may stand first and last in compounds; where the seams of a compound are, is found by asking for each half of the word
/// whether it may stand beside a word that is no compound itself.</summary>
internal sealed class Swedish() : InstalledWords(Library)
{
    private const string Library = "libhunspell-1.7.so.0";
    private const string Dictionary = "/usr/share/hunspell/sv_SE";

    /// <summary>May stand before, or after, whatever may stand in a compound.</summary>
    private const string AnyFirst = "demokrati", AnyLast = "promenad";

    private const int ShortestFirst = 2, ShortestLast = 3, ShortestWord = 4, ShortestUnknown = 6, Deepest = 3;

    /// <summary>Put before a word they make another word, not a compound of both: <c>tillstånd</c> is no <c>stånd</c>.</summary>
    private static readonly HashSet<string> Particles =
        ["an", "av", "be", "bi", "bort", "efter", "er", "från", "för", "före", "genom", "hem", "in", "med", "mot", "ned", "ner", "om", "på", "sam", "till", "under", "upp", "ur", "ut", "vid", "åter", "över"];

    public static readonly Swedish Words = new();

    protected override nint Open() => File.Exists(Dictionary + ".dic") ? Hunspell_create(Dictionary + ".aff", Dictionary + ".dic") : 0;

    protected override WordAnalysis? Analyse(nint handle, string word)
    {
        var small = Normal(word);
        var bases = Bases(handle, word, small);
        if (bases.Count == 0) return null;
        var parts = new HashSet<string>(StringComparer.Ordinal);
        foreach (var @base in bases.Append(small).Distinct()) AddParts(handle, @base, parts, Deepest);
        return new([.. bases], [.. parts.Except(bases)], IsKnown: true);
    }

    /// <summary>What the word is a form of; none when it is not known.</summary>
    private static List<string> Bases(nint handle, string word, string small)
    {
        var readings = Read(handle, word);
        var bases = readings.Select(r => Normal(r.Base(word))).Distinct().ToList();
        if (bases.Count == 0 && SwedishExceptions.Of(small) is null) return bases;
        foreach (var form in bases.Prepend(small).Distinct().ToList())
        {
            if (Exception(handle, form) is not { } known) continue;
            if (known.Alone) bases.Clear();
            bases.AddRange(known.Bases);
        }
        return [.. bases.Distinct()];
    }

    /// <summary>An exception by itself, or at the end of a compound: <c>barnböcker</c> is a form of <c>barnbok</c>.</summary>
    private static ExceptionalForm? Exception(nint handle, string form)
    {
        if (SwedishExceptions.Of(form) is { } whole) return whole;
        for (var seam = ShortestFirst; seam <= form.Length - ShortestLast; seam++)
            if (SwedishExceptions.OfLast(form[seam..]) is { } last && MayBegin(handle, form[..seam])) return last with { Bases = [.. last.Bases.Select(b => form[..seam] + b)] };
        return null;
    }

    private static void AddParts(nint handle, string word, HashSet<string> parts, int depth)
    {
        if (depth == 0) return;
        for (var seam = ShortestFirst; seam <= word.Length - ShortestLast; seam++)
        {
            var (first, last) = (word[..seam], word[seam..]);
            if (Particles.Contains(first) || !IsSeam(handle, first, last)) continue;
            foreach (var part in FirstPart(handle, first).Concat(Bases(handle, last, last).DefaultIfEmpty(last)))
            {
                if (parts.Add(part)) AddParts(handle, part, parts, depth - 1);
            }
        }
    }

    /// <summary>The dictionary lists many compounds whole, and then does not always say of their halves that they may stand in others: what is
    /// there said of one half, and the other is a word, is enough if that is not too short to be chance (<c>kul-tur</c>).</summary>
    private static bool IsSeam(nint handle, string first, string last)
    {
        if (MayBegin(handle, first))
            return MayEnd(handle, last) || ((last.Length >= ShortestWord || first[^1] == 's') && Hunspell_spell(handle, last) != 0)
                || (first.Length >= ShortestWord && last.Length >= ShortestUnknown);
        return last.Length >= ShortestWord && first.Length > ShortestFirst && MayEnd(handle, last) && FirstWord(handle, first) is not null;
    }

    private static bool MayBegin(nint handle, string first) =>
        Read(handle, first + AnyLast).Any(r => r.Pieces.Count == 0 || (r.Pieces.Count <= 2 && r.Pieces[^1] == AnyLast));

    private static bool MayEnd(nint handle, string last) =>
        Read(handle, AnyFirst + last).Any(r => r.Pieces.Count == 0 || (r.Pieces is [AnyFirst, var piece] && piece == last));

    /// <summary>What stands first in a compound is a word, a word with an s, or a word that has lost or changed its vowel:
    /// <c>skolgård</c>, <c>kyrkogård</c>, <c>gatumusik</c>, <c>arbetsgrupp</c>, <c>föräldramöte</c>.</summary>
    private static List<string> FirstPart(nint handle, string first) => FirstWord(handle, first) ?? [first];

    private static List<string>? FirstWord(nint handle, string first)
    {
        var stem = first.TrimEnd('s');
        var cut = first.Length > 2 && first[^1] is 'o' or 'u' or 'e' or 'a' ? first[..^1] : first;
        foreach (var candidate in new[] { first, stem, cut + "a", cut + "e", stem + "e", first + "r", cut + "er", first.EndsWith("el", StringComparison.Ordinal) ? first[..^2] + "le" : cut })
        {
            if (Hunspell_spell(handle, candidate) == 0) continue;
            var bases = Bases(handle, candidate, candidate);
            if (bases.Count > 0) return candidate == first && stem != first && Hunspell_spell(handle, stem) != 0 ? [.. bases.Union(Bases(handle, stem, stem))] : bases;
        }
        return null;
    }

    private static List<Reading> Read(nint handle, string word)
    {
        var readings = new List<Reading>();
        var count = Hunspell_analyze(handle, out var list, word);
        for (var i = 0; i < count; i++)
            if (Marshal.PtrToStringUTF8(Marshal.ReadIntPtr(list, i * nint.Size)) is { } text) readings.Add(Reading.Of(text));
        if (count > 0) Hunspell_free_list(handle, ref list, count);
        return readings;
    }

    /// <param name="Pieces">Of a compound as they stand there; the first is missing when it carries an s.</param>
    /// <param name="Stem">Of the word, or of the last piece; nothing when that stands in its base form.</param>
    private sealed record Reading(List<string> Pieces, string? Stem)
    {
        /// <summary>From <c>pa:demokrati st:demokrati pa:gården st:gård fl:D</c>.</summary>
        public static Reading Of(string text)
        {
            var (pieces, stem) = (new List<string>(), (string?)null);
            foreach (var field in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                if (field.StartsWith("pa:", StringComparison.Ordinal))
                {
                    pieces.Add(field[3..]);
                    stem = null;
                }
                else if (field.StartsWith("st:", StringComparison.Ordinal)) stem = field[3..];
            }
            return new(pieces, stem);
        }

        public string Base(string word)
        {
            if (Pieces.Count == 0) return Stem ?? word;
            var seam = word.Length - Pieces[^1].Length;
            return Stem is null || seam < 0 ? word : word[..seam] + Stem;
        }
    }

    [DllImport(Library, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    private static extern nint Hunspell_create([MarshalAs(UnmanagedType.LPUTF8Str)] string affixes, [MarshalAs(UnmanagedType.LPUTF8Str)] string words);

    [DllImport(Library, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    private static extern int Hunspell_spell(nint handle, [MarshalAs(UnmanagedType.LPUTF8Str)] string word);

    [DllImport(Library, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    private static extern int Hunspell_analyze(nint handle, out nint list, [MarshalAs(UnmanagedType.LPUTF8Str)] string word);

    [DllImport(Library, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    private static extern void Hunspell_free_list(nint handle, ref nint list, int count);
}
