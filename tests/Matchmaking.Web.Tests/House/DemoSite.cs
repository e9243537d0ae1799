using System.Collections.Concurrent;
using Matchmaking.Demo;
using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;

namespace Matchmaking.Web.Tests.House;

/// <summary>The site with the demo world, loaded once for all tests that only look. It notes what pages ask of the database and which texts
/// they did not find, and says in a header which route was taken.</summary>
public sealed class DemoSite : TestSite
{
    public const string RouteHeader = "X-Test-Route";

    private readonly AskedQueries _asked = new();
    private readonly ConcurrentDictionary<string, byte> _missingTexts = new();

    /// <summary>Texts that were asked for and are not there.</summary>
    public IEnumerable<string> MissingTexts => _missingTexts.Keys;

    /// <summary>The statements that reached the database since the last call.</summary>
    public IReadOnlyList<string> TakeQueries() => _asked.Take();

    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await InScopeAsync(s => s.GetRequiredService<DemoWorld>().LoadAsync());
        foreach (var page in new[] { "/fi", "/fi/search?q=talkoot", "/fi/initiatives" }) await GetPageAsync(page); // what a process reads once
        _asked.Take();
    }

    /// <summary>One of the cast, by the address before the at.</summary>
    public async Task<Visitor> SignInAsCastAsync(string name, bool secondFactor = false)
    {
        var id = await InScopeAsync(s => s.GetRequiredService<MatchmakingDb>().People().Where(p => p.Email == name + "@example.org").Select(p => p.Id).SingleAsync());
        return await SignInAsync(id, secondFactor);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.ConfigureTestServices(services =>
        {
            services.ConfigureDbContext<MatchmakingDb>(o => o.AddInterceptors(_asked));
            services.AddSingleton<IStringLocalizerFactory>(s => new Noting(ActivatorUtilities.CreateInstance<ResourceManagerStringLocalizerFactory>(s), _missingTexts));
            services.AddSingleton<IStartupFilter, Signpost>();
        });
    }

    private sealed class Signpost : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((context, go) =>
            {
                context.Response.OnStarting(() =>
                {
                    if (context.GetEndpoint() is RouteEndpoint { RoutePattern.RawText: { } route }) context.Response.Headers[RouteHeader] = route;
                    return Task.CompletedTask;
                });
                return go(context);
            });
            next(app);
        };
    }

    private sealed class Noting(IStringLocalizerFactory factory, ConcurrentDictionary<string, byte> missing) : IStringLocalizerFactory
    {
        public IStringLocalizer Create(Type resourceSource) => new Localizer(factory.Create(resourceSource), resourceSource.FullName!, missing);

        public IStringLocalizer Create(string baseName, string location) => factory.Create(baseName, location);

        private sealed class Localizer(IStringLocalizer texts, string name, ConcurrentDictionary<string, byte> missing) : IStringLocalizer
        {
            public LocalizedString this[string key] => Note(texts[key]);

            public LocalizedString this[string key, params object[] arguments] => Note(texts[key, arguments]);

            public IEnumerable<LocalizedString> GetAllStrings(bool includeParentCultures) => texts.GetAllStrings(includeParentCultures);

            private LocalizedString Note(LocalizedString text)
            {
                if (text.ResourceNotFound) missing.TryAdd($"{name}: {text.Name}", 0);
                return text;
            }
        }
    }
}

/// <summary>Tests that look at the demo world go one after the other: they count what reaches the database.</summary>
[CollectionDefinition(nameof(DemoSite))]
public sealed class DemoSites : ICollectionFixture<DemoSite>;
