using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Options;

namespace Matchmaking.Search;

/// <summary>The part of Meilisearch's HTTP interface that is used here. What changes an index only says that the task was taken up;
/// it has happened when <see cref="WaitAsync"/> returns. Whatever fails is a <see cref="MeilisearchException"/>.</summary>
public sealed class MeilisearchClient : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };
    private readonly HttpClient? _http;

    public MeilisearchClient(IOptions<SearchSettings> settings)
    {
        if (settings.Value.Url is not { } url) return;
        _http = new HttpClient(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(5), PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
        {
            BaseAddress = url,
            Timeout = Patience,
            DefaultRequestHeaders = { Authorization = settings.Value.Key is { Length: > 0 } key ? new AuthenticationHeaderValue("Bearer", key) : null },
        };
    }

    /// <summary>False when the installation has no engine.</summary>
    public bool IsConfigured => _http is not null;

    /// <summary>Asks several questions at once; each thing is found once, with its best score.</summary>
    public Task<FederatedAnswer> SearchAsync(FederatedQuestion question, CancellationToken ct) =>
        SendAsync<FederatedAnswer>(HttpMethod.Post, "multi-search", question, ct);

    public Task HealthAsync(CancellationToken ct) => SendAsync<JsonObject>(HttpMethod.Get, "health", null, ct);

    public Task<IndexStats> StatsAsync(string index, CancellationToken ct) => SendAsync<IndexStats>(HttpMethod.Get, $"{At(index)}/stats", null, ct);

    /// <summary>The settings; nothing when there is no such index.</summary>
    public async Task<JsonObject?> SettingsAsync(string index, CancellationToken ct)
    {
        try
        {
            return await SendAsync<JsonObject>(HttpMethod.Get, $"{At(index)}/settings", null, ct);
        }
        catch (MeilisearchException e) when (e.Code == MeilisearchException.IndexNotFound)
        {
            return null;
        }
    }

    public async Task<List<IndexInfo>> IndexesAsync(CancellationToken ct) =>
        (await SendAsync<Results<IndexInfo>>(HttpMethod.Get, "indexes?limit=1000", null, ct)).Items;

    public Task<EngineTask> CreateIndexAsync(string index, CancellationToken ct) =>
        SendAsync<EngineTask>(HttpMethod.Post, "indexes", new { uid = index, primaryKey = "id" }, ct);

    public Task<EngineTask> SetSettingsAsync(string index, JsonObject settings, CancellationToken ct) =>
        SendAsync<EngineTask>(HttpMethod.Patch, $"{At(index)}/settings", settings, ct);

    public Task<EngineTask> DeleteIndexAsync(string index, CancellationToken ct) => SendAsync<EngineTask>(HttpMethod.Delete, At(index), null, ct);

    /// <summary>The two indexes change names; with <paramref name="rename"/> the second name must be free, and only the first takes it.</summary>
    public Task<EngineTask> SwapAsync(string one, string other, bool rename, CancellationToken ct) =>
        SendAsync<EngineTask>(HttpMethod.Post, "swap-indexes", new[] { new { indexes = new[] { one, other }, rename } }, ct);

    /// <summary>Adds the documents, in place of those with the same id.</summary>
    public Task<EngineTask> AddAsync<T>(string index, IReadOnlyCollection<T> documents, CancellationToken ct) =>
        SendAsync<EngineTask>(HttpMethod.Post, $"{At(index)}/documents", documents, ct);

    public Task<EngineTask> DeleteAsync(string index, IReadOnlyCollection<string> ids, CancellationToken ct) =>
        SendAsync<EngineTask>(HttpMethod.Post, $"{At(index)}/documents/delete-batch", ids, ct);

    /// <summary>Which of these documents the index has, and in which version.</summary>
    public async Task<List<DocumentVersion>> VersionsAsync(string index, IReadOnlyCollection<string> ids, CancellationToken ct) =>
        (await SendAsync<Results<DocumentVersion>>(HttpMethod.Post, $"{At(index)}/documents/fetch", new { ids, fields = DocumentVersion.Fields, limit = ids.Count }, ct)).Items;

    /// <summary>A page of everything the index has.</summary>
    public async Task<List<DocumentVersion>> VersionsAsync(string index, int offset, int limit, CancellationToken ct) =>
        (await SendAsync<Results<DocumentVersion>>(HttpMethod.Post, $"{At(index)}/documents/fetch", new { offset, limit, fields = DocumentVersion.Fields }, ct)).Items;

    /// <summary>Forgets the engine's own record of tasks that ended before this time.</summary>
    public Task<EngineTask> DeleteTasksAsync(DateTimeOffset endedBefore, CancellationToken ct) =>
        SendAsync<EngineTask>(HttpMethod.Delete, $"tasks?{EndedBefore(endedBefore)}", null, ct);

    public async Task<bool> HasTasksAsync(DateTimeOffset endedBefore, CancellationToken ct) =>
        (await SendAsync<Results<TaskState>>(HttpMethod.Get, $"tasks?limit=1&{EndedBefore(endedBefore)}", null, ct)).Items.Count > 0;

    /// <summary>Returns when the task has succeeded. It throws the task's own error when it failed, and a time-out when it has neither
    /// succeeded nor failed after <paramref name="atMost"/>.</summary>
    public async Task WaitAsync(EngineTask task, TimeSpan atMost, CancellationToken ct)
    {
        var pause = TimeSpan.FromMilliseconds(10);
        for (var waited = TimeSpan.Zero; waited < atMost; waited += pause, pause = TimeSpan.FromMilliseconds(Math.Min(250, pause.TotalMilliseconds * 1.5)))
        {
            var state = await SendAsync<TaskState>(HttpMethod.Get, $"tasks/{task.TaskUid}", null, ct);
            if (state.Status == "succeeded") return;
            if (state.Status is "failed" or "canceled") throw new MeilisearchException(state.Error?.Code ?? state.Status, state.Error?.Message ?? $"The task was {state.Status}.");
            await Task.Delay(pause, ct);
        }
        throw new MeilisearchException(MeilisearchException.TimedOut, $"The task was not done after {atMost.TotalSeconds:0} seconds.");
    }

    public void Dispose() => _http?.Dispose();

    private static string At(string index) => $"indexes/{Uri.EscapeDataString(index)}";

    private static string EndedBefore(DateTimeOffset time) => $"statuses=succeeded,failed,canceled&beforeFinishedAt={time.UtcDateTime:yyyy-MM-ddTHH:mm:ss}Z";

    private async Task<T> SendAsync<T>(HttpMethod method, string path, object? body, CancellationToken ct)
    {
        if (_http is null) throw new MeilisearchException(MeilisearchException.Unreachable, "No search engine is configured.");
        try
        {
            using var request = new HttpRequestMessage(method, path);
            if (body is not null) request.Content = JsonContent.Create(body, body.GetType(), options: Json);
            using var response = await _http.SendAsync(request, ct);
            if (!response.IsSuccessStatusCode) throw await ProblemAsync(response, ct);
            return await response.Content.ReadFromJsonAsync<T>(Json, ct) ?? throw new MeilisearchException("empty", "An empty answer.");
        }
        catch (Exception e) when (e is HttpRequestException or IOException or JsonException)
        {
            throw new MeilisearchException(MeilisearchException.Unreachable, e.Message, e);
        }
        catch (OperationCanceledException e) when (!ct.IsCancellationRequested)
        {
            throw new MeilisearchException(MeilisearchException.TimedOut, $"No answer within {Patience.TotalSeconds:0} seconds.", e);
        }
    }

    private static async Task<MeilisearchException> ProblemAsync(HttpResponseMessage response, CancellationToken ct)
    {
        try
        {
            var error = await response.Content.ReadFromJsonAsync<EngineError>(Json, ct);
            return new(error?.Code ?? $"{(int)response.StatusCode}", error?.Message ?? response.StatusCode.ToString());
        }
        catch (JsonException)
        {
            return new($"{(int)response.StatusCode}", response.StatusCode == HttpStatusCode.OK ? "" : response.StatusCode.ToString());
        }
    }

    private sealed record Results<T>([property: JsonPropertyName("results")] List<T> Items);

    private sealed record TaskState(string Status, EngineError? Error);

    private sealed record EngineError(string Code, string Message);
}

/// <summary>The engine refused, failed or could not be reached.</summary>
/// <param name="code">Its own code, e.g. <c>index_not_found</c>, or one of the two below.</param>
public sealed class MeilisearchException(string code, string message, Exception? inner = null) : Exception($"{code}: {message}", inner)
{
    public const string Unreachable = "unreachable";
    public const string TimedOut = "timed_out";
    public const string IndexNotFound = "index_not_found";
    public const string IndexExists = "index_already_exists";

    public string Code { get; } = code;
}

/// <summary>What was asked for and will happen later.</summary>
public sealed record EngineTask(long TaskUid);

public sealed record IndexInfo(string Uid, DateTimeOffset CreatedAt);

public sealed record IndexStats(long NumberOfDocuments, bool IsIndexing);

public sealed record DocumentVersion(string Id, long Version)
{
    internal static readonly string[] Fields = ["id", "version"];
}

/// <summary>Questions whose answers are one list.</summary>
public sealed record FederatedQuestion(Federation Federation, IReadOnlyList<EngineQuestion> Queries);

/// <param name="FacetsByIndex">Which facets are counted, over everything found.</param>
public sealed record Federation(int Offset, int Limit, IReadOnlyDictionary<string, string[]>? FacetsByIndex = null)
{
    /// <summary>Not null: the counts of all questions are one.</summary>
    public JsonObject? MergeFacets { get; } = FacetsByIndex is null ? null : [];
}

/// <param name="Filter">Each must hold.</param>
public sealed record EngineQuestion(string IndexUid, string Q, IReadOnlyList<string> Filter)
{
    public string[]? AttributesToSearchOn { get; init; }
    public string[]? Sort { get; init; }

    /// <summary>"all": every word must be met. "frequency": the commonest words may be missing.</summary>
    public string MatchingStrategy { get; init; } = "all";

    /// <summary>How much what is found counts among what the others find; as much as theirs when null.</summary>
    public EngineWeight? FederationOptions { get; init; }

    public string[] AttributesToRetrieve { get; } = DocumentVersion.Fields;
    public string[] Locales { get; } = [SearchEngine.Alphabet];
}

public sealed record EngineWeight(double Weight)
{
    public static EngineWeight Less { get; } = new(0.5);

    /// <summary>Of equals the other comes first; what is better found stays before.</summary>
    public static EngineWeight Behind(EngineWeight? weight) => new(0.999 * (weight?.Weight ?? 1));
}

public sealed record FederatedAnswer(
    IReadOnlyList<DocumentVersion> Hits, int EstimatedTotalHits, IReadOnlyDictionary<string, IReadOnlyDictionary<string, int>>? FacetDistribution);
