using Matchmaking.Search;
using Matchmaking.Web.Platform;
using Microsoft.AspNetCore.OutputCaching;

namespace Matchmaking.Web.Search;

/// <summary>Notes a search that found nothing, once its answer is out: no search waits for the noting, and none fails by it.</summary>
internal sealed partial class NothingFoundNotes(IHttpContextAccessor http, SearchEngine engine, RateLimits limits, IServiceScopeFactory scopes, ILogger<NothingFoundNotes> log)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Only whole searches count, since pieces of words are not what anybody looks for, without a filter but the municipality, and
    /// answered by whom they should be.</summary>
    public void Note(SearchQuestion question, SearchAnswer answer, string language)
    {
        if (answer.Total > 0 || question.IsTyping || question.Page > 1 || question.Filters.Any(f => f != SearchFacet.Municipality) || http.HttpContext is not { } context) return;
        if ((answer.Engine == EngineUsed.PostgreSql && engine.IsConfigured) || NothingFound.Read(question.Text) is not { } text) return;
        context.Features.Get<IOutputCacheFeature>()?.Context.AllowCacheStorage = false; // the next one who asks counts too
        if (limits.Take(Limit.NothingFound, context) is not null) return;
        var who = Session.PersonOf(context.User) is { } person ? $"{person}" : $"{RateLimits.NetworkOf(context)}";
        context.Response.OnCompleted(() => KeepAsync(text, who, language, question.Municipality));
    }

    private async Task KeepAsync(string text, string who, string language, Guid? municipalityId)
    {
        try
        {
            using var patience = new CancellationTokenSource(Patience);
            await using var scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<NoteNothingFound>().RunAsync(text, who, language, municipalityId, patience.Token);
        }
        catch (Exception e)
        {
            NotNoted(log, e.GetType().Name); // the message could hold what was looked for
        }
    }

    [LoggerMessage(LogLevel.Error, "A search that found nothing was not noted: {Problem}")]
    private static partial void NotNoted(ILogger log, string problem);
}
