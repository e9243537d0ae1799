using System.Diagnostics;
using Matchmaking.Search;
using Matchmaking.Search.Words;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Testing;

/// <summary>A question as the product puts it to its engine, sent without anything around it: what the product's own work is held against.</summary>
public static class SearchByItself
{
    /// <summary>Milliseconds until the engine's answer is here.</summary>
    public static async Task<double> TimeAsync(IServiceProvider services, SearchQuestion question)
    {
        var (client, engine) = (services.GetRequiredService<MeilisearchClient>(), services.GetRequiredService<SearchEngine>());
        var asked = new EngineSearch(engine).Ask(question, AskedWords.In(question.Text, question.Reader), SearchQuestion.PageSize, Reach.Words);
        var clock = Stopwatch.StartNew();
        await client.SearchAsync(asked, CancellationToken.None);
        return clock.Elapsed.TotalMilliseconds;
    }
}
