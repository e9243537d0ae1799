using System.Net.Http.Json;
using System.Text.Json;
using Matchmaking.Platform;
using Matchmaking.Platform.Data;
using Matchmaking.Platform.Jobs;
using Matchmaking.Search;
using Matchmaking.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Matchmaking.Tests.Search;

/// <summary>The search module by itself, with a database and an index of its own, and a planted kind of thing: notes on a board, which are
/// public while they are pinned to it.</summary>
public class SearchRig : IAsyncLifetime
{
    public const string Kind = "note";

    private readonly List<ServiceProvider> _others = [];
    private TestDatabase _database = null!;
    private ServiceProvider _services = null!;

    /// <summary>Set, the document of this note cannot be made.</summary>
    public Guid? Poison { get; set; }

    /// <summary>Set, this happens once, while a document is being made.</summary>
    public Func<Task>? Meanwhile { get; set; }

    public string Index { get; } = $"test-{Guid.CreateVersion7():N}";

    public SearchEngine Engine => _services.GetRequiredService<SearchEngine>();

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        _services = Connect(await TestServers.MeilisearchAsync(), TimeSpan.FromSeconds(20));
        await WithDbAsync(db => db.Database.ExecuteSqlAsync($"create table board (id uuid primary key, note jsonb not null)"));
    }

    /// <summary>The same board and documents with an engine elsewhere, or none: as another process, or another day.</summary>
    public ServiceProvider With((Uri? Url, string Key) engine)
    {
        var services = Connect(engine);
        _others.Add(services);
        return services;
    }

    /// <summary>Pins notes and marks them in one save, as a module would.</summary>
    public Task PinAsync(params Note[] notes) => WithDbAsync(db => db.InTransactionAsync(async () =>
    {
        foreach (var note in notes)
        {
            await PinUnmarkedAsync(db, note);
            db.SearchPending(Kind, note.Id);
        }
        await db.SaveChangesAsync();
        return true;
    }));

    /// <summary>A module that forgot to mark.</summary>
    public static Task<int> PinUnmarkedAsync(MatchmakingDb db, Note note) => db.Database.ExecuteSqlAsync($"""
        insert into board (id, note) values ({note.Id}, {JsonSerializer.Serialize(note)}::jsonb) on conflict (id) do update set note = excluded.note
        """);

    public Task UnpinAsync(Guid id) => WithDbAsync(db => db.InTransactionAsync(async () =>
    {
        await db.Database.ExecuteSqlAsync($"delete from board where id = {id}");
        db.SearchPending(Kind, id);
        await db.SaveChangesAsync();
        return true;
    }));

    /// <summary>Runs the job as the clock would, until nothing is left to do.</summary>
    public async Task UpdateAsync(IServiceProvider? services = null)
    {
        await RunAsync<UpdateSearch>(services);
        await RunAsync<UpdateSearch>(services);
    }

    public Task<int> RunAsync<T>(IServiceProvider? services = null) where T : class, IJob =>
        InScopeAsync(s => s.GetRequiredService<T>().RunAsync(Ct), services);

    public Task<SearchAnswer> FindAsync(SearchQuestion question, IServiceProvider? services = null) =>
        InScopeAsync(s => s.GetRequiredService<FindThings>().RunAsync(question, Ct), services);

    public async Task<Guid[]> FindAsync(string text, IServiceProvider? services = null) => Ids(await FindAsync(new SearchQuestion { Text = text }, services));

    /// <summary>Documents and engine agree, thing by thing and version by version.</summary>
    public async Task AssertConvergedAsync() => Assert.Equal((await DocumentsAsync()).OrderBy(d => d.Id), (await EngineHoldsAsync()).OrderBy(d => d.Id));

    public static Guid[] Ids(SearchAnswer answer) => [.. answer.Hits.Select(h => h.Document.ObjectId)];

    /// <summary>What the engine holds: id in the engine and version.</summary>
    public async Task<List<DocumentVersion>> EngineHoldsAsync() =>
        await Engine.Client.SettingsAsync(Index, Ct) is null ? [] : await Engine.Client.VersionsAsync(Index, 0, 10_000, Ct);

    /// <summary>The engine's own record of what was added to it, oldest first.</summary>
    public async Task<List<Addition>> AdditionsAsync()
    {
        var (url, key) = await TestServers.MeilisearchAsync();
        using var http = new HttpClient { BaseAddress = url, DefaultRequestHeaders = { Authorization = new("Bearer", key) } };
        var tasks = await http.GetFromJsonAsync<JsonElement>($"tasks?indexUids={Index}&types=documentAdditionOrUpdate&limit=100", Ct);
        return [.. tasks.GetProperty("results").Deserialize<List<Addition>>(JsonSerializerOptions.Web)!.AsEnumerable().Reverse()];
    }

    /// <summary>Whether the engine itself, asked without us, finds the note by its title.</summary>
    public async Task<bool> EngineFindsAsync(Note note) => (await Engine.Client.SearchAsync(new(new(0, 1000), [new(Index, note.Title, [])]), Ct))
        .Hits.Any(h => h.Id == EngineDocument.IdOf(Kind, note.Id));

    /// <summary>What it should hold.</summary>
    public Task<List<DocumentVersion>> DocumentsAsync() => WithDbAsync(async db =>
        (await db.SearchDocuments().Select(d => new { d.Kind, d.ObjectId, d.Version }).ToListAsync(Ct))
            .Select(d => new DocumentVersion(EngineDocument.IdOf(d.Kind, d.ObjectId), d.Version)).ToList());

    public Task<T> WithDbAsync<T>(Func<MatchmakingDb, Task<T>> work) => InScopeAsync(s => work(s.GetRequiredService<MatchmakingDb>()));

    public async Task<T> InScopeAsync<T>(Func<IServiceProvider, Task<T>> work, IServiceProvider? services = null)
    {
        await using var scope = (services ?? _services).CreateAsyncScope();
        return await work(scope.ServiceProvider);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var index in await Engine.Client.IndexesAsync(CancellationToken.None))
            if (index.Uid.StartsWith(Index, StringComparison.Ordinal)) await Engine.Client.DeleteIndexAsync(index.Uid, CancellationToken.None);
        foreach (var other in _others) await other.DisposeAsync();
        await _services.DisposeAsync();
        await _database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    public static string Word() => string.Concat(Random.Shared.GetItems("bcdfghjklmnpqrstvz".AsSpan(), 14).ToArray());

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private ServiceProvider Connect((Uri? Url, string Key) engine, TimeSpan? patience = null) => SearchServices.Connect(_database.ConnectionString, engine, Index, patience,
        new(Kind, BuildAsync, db => db.Database.SqlQuery<Guid>($"""select id as "Value" from board""")));

    private async Task<List<SearchDocument>> BuildAsync(MatchmakingDb db, IReadOnlyCollection<Guid> ids, CancellationToken ct)
    {
        if (Poison is { } poison && ids.Contains(poison)) throw new InvalidOperationException("This note cannot be read.");
        var notes = await db.Database.SqlQuery<string>($"""select note::text as "Value" from board where id = any({ids.ToArray()})""").ToListAsync(ct);
        if (Meanwhile is { } meanwhile)
        {
            Meanwhile = null;
            await meanwhile();
        }
        return [.. notes.Select(n => JsonSerializer.Deserialize<Note>(n)!.Document())];
    }
}

/// <summary>When the engine was given documents, and when it had them.</summary>
public sealed record Addition(DateTimeOffset EnqueuedAt, DateTimeOffset FinishedAt);

/// <summary>A planted thing.</summary>
public sealed record Note(string Title, string Text = "", string Language = "fi")
{
    public static readonly Guid Joensuu = new("00000000-0000-0000-0000-000000000167");
    public static readonly Guid Vaasa = new("00000000-0000-0000-0000-000000000905");
    public static readonly Guid Nature = new("00000000-0000-0000-0000-0000000000aa");

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public string Keywords { get; init; } = "";
    public Guid Municipality { get; init; } = Joensuu;
    public string Region { get; init; } = "FI-12";
    public Guid[] Themes { get; init; } = [];
    public string State { get; init; } = "Open";
    public int PeopleMissing { get; init; }
    public bool IsOver { get; init; }
    public DateTimeOffset? StartsAt { get; init; }
    public DateTimeOffset PublishedAt { get; init; } = new(2026, 5, 1, 9, 0, 0, TimeSpan.Zero);

    public SearchDocument Document() => new()
    {
        Kind = SearchRig.Kind,
        ObjectId = Id,
        Language = Language,
        Title = Title,
        Text = Text,
        Keywords = Keywords,
        Path = $"notes/{Id}",
        Municipalities = [Municipality],
        Regions = [Region],
        Themes = Themes,
        State = State,
        PeopleMissing = PeopleMissing,
        IsOver = IsOver,
        StartsAt = StartsAt,
        PublishedAt = PublishedAt,
    };
}
