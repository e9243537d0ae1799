using System.Collections.Concurrent;
using Matchmaking.Municipalities;
using Matchmaking.Platform.Data;
using Matchmaking.Search;
using Matchmaking.Testing;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Web.Tests.Search;

/// <summary>The site with an engine and a planted kind of thing, which stands for the modules that have something to find.</summary>
public class SearchSite : TestSite
{
    public const string Kind = "note";

    private readonly ConcurrentDictionary<Guid, Func<SearchDocument>> _board = [];
    private (Uri? Url, string Key) _engine;

    public string Index { get; } = $"web-{Guid.CreateVersion7():N}";

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        _engine = await EngineAsync();
    }

    protected virtual async Task<(Uri? Url, string Key)> EngineAsync() => await TestServers.MeilisearchAsync();

    /// <summary>Pins a thing and has the jobs take it in.</summary>
    public async Task<Guid> PinAsync(string title, string text = "", string language = "fi", string municipality = "joensuu", int missing = 0, string theme = "nature", string state = "Open",
        DateTimeOffset? startsAt = null)
    {
        var id = Guid.CreateVersion7();
        var place = (await Services.GetRequiredService<MunicipalityCatalog>().GetAsync()).BySlug(municipality)!;
        var about = (await Services.GetRequiredService<Matchmaking.Vocabulary.VocabularyCatalog>().GetAsync()).Themes.Single(t => t.Key == theme);
        _board[id] = () => new SearchDocument
        {
            Kind = Kind,
            ObjectId = id,
            Language = language,
            Title = title,
            Text = text,
            Path = $"notes/{id:N}",
            Municipalities = [place.Id],
            Regions = [place.RegionKey],
            Themes = [about.Id],
            State = state,
            PeopleMissing = missing,
            StartsAt = startsAt,
            PublishedAt = new(2026, 5, 1, 9, 0, 0, TimeSpan.Zero),
        };
        await MarkAsync(id);
        await UpdateAsync();
        return id;
    }

    /// <summary>Takes it down, as a moderator does: marked and touched, while no job runs.</summary>
    public Task UnpinAsync(Guid id)
    {
        _board.TryRemove(id, out _);
        return MarkAsync(id);
    }

    public Task UpdateAsync() => InScopeAsync(async s =>
    {
        await s.GetRequiredService<UpdateSearch>().RunAsync(default);
        await s.GetRequiredService<UpdateSearch>().RunAsync(default);
    });

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.UseSetting("Search:Url", _engine.Url?.ToString());
        builder.UseSetting("Search:Key", _engine.Key);
        builder.UseSetting("Search:Index", Index);
        builder.UseSetting("Search:Patience", _engine.Url?.Port == 9 ? "00:00:00.6" : "00:00:20"); // a busy machine is not an absent engine
        builder.ConfigureTestServices(services => services.AddSearchable(Kind,
            (_, ids, _) => Task.FromResult(ids.Where(_board.ContainsKey).Select(id => _board[id]()).ToList()),
            db => db.SearchDocuments().Where(d => d.Kind == Kind).Select(d => d.ObjectId)));
    }

    public override async ValueTask DisposeAsync()
    {
        var engine = Services.GetRequiredService<SearchEngine>();
        if (_engine.Url is { Port: not 9 }) await engine.Client.DeleteIndexAsync(Index, default);
        await base.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private Task MarkAsync(Guid id) => SaveAsync(db =>
    {
        db.SearchPending(Kind, id);
        db.Touch($"{Kind}:{id:N}");
    });
}

/// <summary>The same without anybody at the engine's address.</summary>
public sealed class SearchSiteWithoutEngine : SearchSite
{
    protected override Task<(Uri? Url, string Key)> EngineAsync() => Task.FromResult<(Uri?, string)>((new Uri("http://127.0.0.1:9"), "key"));
}
