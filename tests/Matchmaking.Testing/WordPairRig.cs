using Matchmaking.Platform;
using Matchmaking.Platform.Data;
using Matchmaking.Search;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Matchmaking.Testing;

/// <summary>The texts of <see cref="WordPairs"/>, of all languages together, in the product's own search: a database and an index of their own.</summary>
public sealed class WordPairRig : IAsyncDisposable
{
    private const string Kind = "text";
    private const int Shown = 5;

    private readonly Dictionary<Guid, (string Language, string Text)> _texts = [];
    private readonly Dictionary<(string Language, string Text), Guid> _ids = [];
    private readonly string _index = $"pairs-{Guid.CreateVersion7():N}";
    private TestDatabase _database = null!;
    private ServiceProvider _engine = null!, _alone = null!;

    public static async Task<WordPairRig> StartAsync()
    {
        var rig = new WordPairRig { _database = await TestDatabase.CreateAsync() };
        foreach (var language in new[] { "fi", "sv", "en" })
        {
            var texts = WordPairs.Meeting(language).Concat(WordPairs.Apart(language)).Select(p => p.Text).Concat(WordPairs.Distractors(language));
            foreach (var text in texts) rig.Keep(language, text);
        }
        rig._engine = rig.Connect(await TestServers.MeilisearchAsync());
        rig._alone = rig.Connect((null, ""));
        await using var scope = rig._engine.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<MatchmakingDb>();
        foreach (var id in rig._texts.Keys) db.SearchPending(Kind, id);
        await db.SaveChangesAsync();
        while (await InScopeAsync<UpdateSearch, int>(rig._engine, job => job.RunAsync(CancellationToken.None)) > 0) { }
        return rig;
    }

    /// <summary>The product with its engine, asked by a reader of the language.</summary>
    public Task<WordFigures> WithEngineAsync(string language) => MeasureAsync(language, pair => AskAsync(_engine, language, pair));

    /// <summary>The product without its engine.</summary>
    public Task<WordFigures> WithDatabaseAsync(string language) => MeasureAsync(language, pair => AskAsync(_alone, language, pair));

    /// <summary>Meilisearch asked by itself, for the words as they were typed in the words as they stand.</summary>
    public Task<WordFigures> PlainEngineAsync(string language) => MeasureAsync(language, async pair =>
    {
        var client = _engine.GetRequiredService<MeilisearchClient>();
        var answer = await client.SearchAsync(new(new(0, SearchQuestion.PageSize), [new(_index, pair.Asked, []) { AttributesToSearchOn = ["title"] }]), CancellationToken.None);
        return (Reach.Words, [.. answer.Hits.Select(h => EngineDocument.TryParseId(h.Id, out _, out var id) ? id : Guid.Empty)]);
    });

    public async ValueTask DisposeAsync()
    {
        await _engine.GetRequiredService<MeilisearchClient>().DeleteIndexAsync(_index, CancellationToken.None);
        await _engine.DisposeAsync();
        await _alone.DisposeAsync();
        await _database.DisposeAsync();
    }

    private static Task<(Reach, Guid[])> AskAsync(ServiceProvider services, string language, WordPair pair) => InScopeAsync<FindThings, (Reach, Guid[])>(services, async find =>
    {
        var answer = await find.RunAsync(new SearchQuestion { Text = pair.Asked, Reader = language }, CancellationToken.None);
        return (answer.Reach, [.. answer.Hits.Select(h => h.Document.ObjectId)]);
    });

    private async Task<WordFigures> MeasureAsync(string language, Func<WordPair, Task<(Reach Reach, Guid[] Hits)>> askAsync)
    {
        var figures = new WordFigures();
        foreach (var pair in WordPairs.Meeting(language))
        {
            var (id, first) = (_ids[(language, pair.Text)], (await askAsync(pair)).Hits.Take(Shown).ToList());
            figures.Asked(pair, found: first.Contains(id), first.Where(hit => hit != id).Select(hit => _texts[hit].Text));
        }
        foreach (var pair in WordPairs.Apart(language))
        {
            var (reach, hits) = await askAsync(pair);
            if (hits.Contains(_ids[(language, pair.Text)])) figures.Met(pair, reach);
        }
        return figures;
    }

    private void Keep(string language, string text)
    {
        if (_ids.TryAdd((language, text), Guid.CreateVersion7())) _texts[_ids[(language, text)]] = (language, text);
    }

    private ServiceProvider Connect((Uri? Url, string Key) engine) => SearchServices.Connect(_database.ConnectionString, engine, _index, TimeSpan.FromSeconds(20),
        new(Kind, (_, ids, _) => Task.FromResult(ids.Select(Document).ToList()), db => db.SearchDocuments().Select(d => d.ObjectId)));

    private SearchDocument Document(Guid id) => new()
    {
        Kind = Kind,
        ObjectId = id,
        Language = _texts[id].Language,
        Title = _texts[id].Text,
        Path = $"texts/{id:N}",
        PublishedAt = DateTimeOffset.UnixEpoch,
    };

    private static async Task<TResult> InScopeAsync<T, TResult>(ServiceProvider services, Func<T, Task<TResult>> work) where T : notnull
    {
        await using var scope = services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<T>());
    }
}

/// <summary>What a search made of the pairs of a language.</summary>
public sealed class WordFigures
{
    private readonly List<WordPair> _found = [], _missed = [];
    private readonly List<(WordPair Pair, Reach Reach)> _falselyMet = [];
    private readonly List<(WordPair Pair, string Text)> _unrelated = [];

    /// <summary>Pairs whose text was not among the first five.</summary>
    public IReadOnlyList<WordPair> Missed => _missed;

    /// <summary>Pairs that must not meet and were given as an answer. What is offered below "nothing has these words" is none.</summary>
    public IReadOnlyList<WordPair> FalselyMet => [.. _falselyMet.Where(m => m.Reach == Reach.Words).Select(m => m.Pair)];

    /// <summary>Pairs that must not meet and were offered as nearly the same.</summary>
    public IReadOnlyList<WordPair> Offered => [.. _falselyMet.Where(m => m.Reach != Reach.Words).Select(m => m.Pair)];

    /// <summary>Other texts among the first five.</summary>
    public IReadOnlyList<(WordPair Pair, string Text)> Unrelated => _unrelated;

    public double FoundShare => _found.Count / (double)(_found.Count + _missed.Count);

    internal void Asked(WordPair pair, bool found, IEnumerable<string> others)
    {
        (found ? _found : _missed).Add(pair);
        _unrelated.AddRange(others.Select(text => (pair, text)));
    }

    internal void Met(WordPair pair, Reach reach) => _falselyMet.Add((pair, reach));

    public override string ToString() =>
        $"{_found.Count} of {_found.Count + _missed.Count} ({string.Join(", ", _found.Concat(_missed).GroupBy(p => p.Kind).Select(g => $"{g.Key} {_found.Count(p => p.Kind == g.Key)} of {g.Count()}"))}), "
        + $"falsely met {FalselyMet.Count}, offered as nearly the same {Offered.Count}, other texts among the first five {_unrelated.Count}";
}
