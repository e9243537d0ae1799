using Matchmaking.Platform.Data;
using Matchmaking.Search.Words;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Search;

/// <summary>Asks PostgreSQL, when the engine is away: every word must begin a word of the document or be a form of one. When that finds
/// nothing, words of titles that are nearly the same are taken for it. Plainer than the engine, and always there.</summary>
public sealed class DatabaseSearch(MatchmakingDb db)
{
    /// <summary>So many titles are looked through for the word that was meant.</summary>
    private const int TitlesLookedThrough = 50;

    /// <param name="anyWords">Things that meet only some of the words are wanted too.</param>
    internal async Task<Found> FindAsync(SearchQuestion question, List<AskedWord> words, int take, bool anyWords, CancellationToken ct)
    {
        var found = await ReadAsync(question, words, anyWords, ct);
        if (found.Count > 0 || words.Count == 0 || anyWords) return Page(found, question, take, anyWords ? Reach.SomeWords : Reach.Words);
        var nearly = AskedWords.Nearly(words);
        var near = await NearAsync(nearly ?? words, ct);
        found = await ReadAsync(question, near, anyWords: false, ct);
        if (found.Count > 0 || words.Count == 1) return Page(found, question, take, nearly is null ? Reach.Words : Reach.NearlyWords);
        return Page(await ReadAsync(question, near, anyWords: true, ct), question, take, Reach.SomeWords);
    }

    private static Found Page(List<Row> found, SearchQuestion question, int take, Reach reach) =>
        new([.. found.Skip((question.Page - 1) * take).Take(take).Select(r => new FoundThing(r.Kind, r.ObjectId))], found.Count, Counts(found), reach);

    /// <summary>The first thousand, with what they are counted by.</summary>
    private Task<List<Row>> ReadAsync(SearchQuestion question, List<AskedWord> words, bool anyWords, CancellationToken ct)
    {
        var lexemes = string.Join(anyWords ? " | " : " & ", words.Select(Lexemes));
        var documents = Filtered(question);
        if (words.Count > 0) documents = documents.Where(d => d.Lexemes.Matches(EF.Functions.ToTsQuery("simple", lexemes)));
        var ordered = question.Order switch
        {
            SearchOrder.NeedsHands => documents.OrderByDescending(d => d.PeopleMissing > 0).ThenBy(d => d.PeopleMissing).ThenByDescending(d => d.PublishedAt),
            SearchOrder.Best when words.Count > 0 => documents.OrderBy(d => d.IsOver)
                .ThenByDescending(d => d.Lexemes.Rank(EF.Functions.ToTsQuery("simple", lexemes)) * (question.Reader == null || d.Language == question.Reader ? 1 : 0.98))
                .ThenByDescending(d => d.PublishedAt),
            _ => documents.OrderByDescending(d => d.PublishedAt),
        };
        return ordered.ThenBy(d => d.ObjectId).Take(SearchEngine.MostHits)
            .Select(d => new Row(d.Kind, d.ObjectId, d.Municipalities, d.Regions, d.Themes, d.Language, d.PeopleMissing > 0)).ToListAsync(ct);
    }

    private IQueryable<SearchDocument> Filtered(SearchQuestion question)
    {
        var documents = db.SearchDocuments().AsNoTracking();
        if (question.Kind is { } kind) documents = documents.Where(d => d.Kind == kind);
        if (question.Municipality is { } municipality) documents = documents.Where(d => d.Municipalities.Contains(municipality));
        if (question.Region is { } region) documents = documents.Where(d => d.Regions.Contains(region));
        if (question.Theme is { } theme) documents = documents.Where(d => d.Themes.Contains(theme));
        if (question.Begins is var (from, until)) documents = documents.Where(d => d.StartsAt >= from && d.StartsAt <= until);
        if (question.Language is { } language) documents = documents.Where(d => d.Language == language);
        if (question.NeedsHands) documents = documents.Where(d => d.PeopleMissing > 0);
        if (question.States is { Count: > 0 } states) documents = documents.Where(d => states.Contains(d.State));
        return documents;
    }

    /// <summary><c>(talkoiden:* | talkoo)</c>: letters and digits, hence nothing that the query language would read. What is meant as it stands
    /// does not begin other words.</summary>
    private static string Lexemes(AskedWord word)
    {
        var begins = word.IsMeant ? "" : ":*";
        return $"({string.Join(" & ", word.Pieces.Select(p => $"'{p}'{begins}"))} | {string.Join(" | ", word.Forms.Append(word.Typed).Distinct().Select(f => $"'{f}'"))})";
    }

    /// <summary>The same words, each also as the beginning of another, and in the spelling of title words that it nearly is.</summary>
    private async Task<List<AskedWord>> NearAsync(List<AskedWord> words, CancellationToken ct)
    {
        await using var reading = await db.Database.BeginTransactionAsync(ct);
        // a word of n letters has n + 1 trigrams, of which an error breaks three; what is like enough is then measured letter by letter
        await db.Database.ExecuteSqlAsync($"set local pg_trgm.word_similarity_threshold = 0.25", ct);
        var near = new List<AskedWord>();
        foreach (var word in words)
        {
            if (word.IsMeant)
            {
                near.Add(word);
                continue;
            }
            var typed = word.Typed;
            var titles = await db.SearchDocuments().Where(d => EF.Functions.TrigramsAreWordSimilar(typed, d.Title))
                .OrderByDescending(d => EF.Functions.TrigramsWordSimilarity(typed, d.Title)).Take(TitlesLookedThrough).Select(d => d.Title).ToListAsync(ct);
            var alike = titles.SelectMany(t => TextWords.In(t).Select(w => WordForms.Normal(w.Of(t)))).Where(w => Meetings.IsLike(typed, w));
            near.Add(word with { Forms = [.. word.Forms.Concat(alike).Distinct()] });
        }
        return near;
    }

    private static FacetCounts Counts(List<Row> rows) => new(
        Count(rows.Select(r => r.Kind)), Count(rows.SelectMany(r => r.Municipalities)), Count(rows.SelectMany(r => r.Regions)),
        Count(rows.SelectMany(r => r.Themes)), Count(rows.Select(r => r.Language)), rows.Count(r => r.NeedsHands));

    private static List<FacetCount<T>> Count<T>(IEnumerable<T> values) where T : notnull =>
        [.. values.CountBy(v => v).OrderByDescending(c => c.Value).ThenBy(c => c.Key).Select(c => new FacetCount<T>(c.Key, c.Value))];

    private sealed record Row(string Kind, Guid ObjectId, Guid[] Municipalities, string[] Regions, Guid[] Themes, string Language, bool NeedsHands);
}
