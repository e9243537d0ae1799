using System.Diagnostics;
using Matchmaking.Search;
using Matchmaking.Search.Words;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Testing;

/// <summary>A question as the product puts it to its engine, sent without anything around it: what the product's own work is held against.</summary>
public static class SearchByItself
{
    /// <summary>Milliseconds until the engine's answer is here. Where it has nothing, it is asked more widely, as the product asks.</summary>
    public static async Task<double> TimeAsync(IServiceProvider services, SearchQuestion question)
    {
        var (client, engine, words) = (services.GetRequiredService<MeilisearchClient>(), services.GetRequiredService<SearchEngine>(), AskedWords.In(question.Text, question.Reader));
        var search = new EngineSearch(engine);
        var asked = search.Ask(question, words, SearchQuestion.PageSize, Reach.Words);
        var wider = EngineSearch.Wider(words).Select(w => search.Ask(question, w.Words, SearchQuestion.PageSize, w.Reach)).ToList();
        var clock = Stopwatch.StartNew();
        if ((await client.SearchAsync(asked, CancellationToken.None)).EstimatedTotalHits == 0)
            await Task.WhenAll(wider.Select(w => client.SearchAsync(w, CancellationToken.None)));
        return clock.Elapsed.TotalMilliseconds;
    }
}
