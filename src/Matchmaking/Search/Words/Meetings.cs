namespace Matchmaking.Search.Words;

/// <summary>Finds, in a text of a language, the words that meet those of a question, whichever engine found it.</summary>
internal sealed class Meetings(IReadOnlyList<AskedWord> asked, string language)
{
    /// <summary>Matches what the engine tolerates: one error in words of five letters, two in words of nine.</summary>
    private const int OneErrorFrom = 5, TwoErrorsFrom = 9;

    private readonly WordForms _forms = WordForms.For(language);

    /// <summary>The words of the text that meet, in order, each with its plainest meeting.</summary>
    public List<(WordPlace Place, FoundBy By)> In(string text, int until)
    {
        var met = new List<(WordPlace, FoundBy)>();
        if (asked.Count == 0) return met;
        foreach (var place in TextWords.In(text))
        {
            if (place.Start > until) break;
            if (Meet(place.Of(text)) is { } by) met.Add((place, by));
        }
        return met;
    }

    private FoundBy? Meet(string word)
    {
        var normal = WordForms.Normal(word);
        FoundBy? best = null;
        foreach (var question in asked)
            if (How(question, word, normal) is { } how && (best is null || how < best.How)) best = new(how, question.Typed, word);
        return best;
    }

    private Meeting? How(AskedWord question, string word, string normal)
    {
        if (question.IsMeant ? normal == question.Typed : normal.StartsWith(question.Typed, StringComparison.Ordinal)) return Meeting.Same;
        var analysis = _forms.Of(word);
        if (analysis.Bases.Any(question.Forms.Contains)) return Meeting.Form;
        if (analysis.Parts.Any(p => question.Forms.Contains(p) || p == question.Typed)) return Meeting.Part;
        return !question.IsMeant && IsLike(question.Typed, normal) ? Meeting.Like : null;
    }

    internal static bool IsLike(string asked, string word)
    {
        var errors = asked.Length >= TwoErrorsFrom ? 2 : asked.Length >= OneErrorFrom ? 1 : 0;
        if (errors == 0 || word.Length < asked.Length - errors || asked[0] != word[0]) return false;
        // like the beginning of a longer word is enough
        return Enumerable.Range(asked.Length - errors, (2 * errors) + 1).Any(length => length <= word.Length && Distance(asked, word[..length], errors) <= errors);
    }

    /// <summary>Letters to add, drop, change or swap with their neighbour; more than <paramref name="most"/> are not counted exactly.</summary>
    private static int Distance(string a, string b, int most)
    {
        if (Math.Abs(a.Length - b.Length) > most) return most + 1;
        var (before, last, now) = (new int[b.Length + 1], new int[b.Length + 1], new int[b.Length + 1]);
        for (var j = 0; j <= b.Length; j++) last[j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            now[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                now[j] = Math.Min(Math.Min(now[j - 1], last[j]) + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) now[j] = Math.Min(now[j], before[j - 2] + 1);
            }
            (before, last, now) = (last, now, before);
        }
        return last[b.Length];
    }
}
