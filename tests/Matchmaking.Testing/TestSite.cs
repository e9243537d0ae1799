using System.Net;
using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Web;
using Matchmaking.Web.Platform;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.Mvc.Testing.Handlers;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Xunit;

namespace Matchmaking.Testing;

/// <summary>The whole site with a database of its own, as a class fixture: one per test class. The jobs do not run by the clock; a test
/// runs those it needs. Antiforgery stays on: <see cref="Visitor.PostAsync(Page, string, IReadOnlyDictionary{string, object?}?, CancellationToken)"/>
/// takes the token from the page, so every test of a form also proves that the form is there. What it logs is shown when the environment
/// variable TESTSITE_LOG is set.</summary>
public class TestSite : WebApplicationFactory<App>, IAsyncLifetime
{
    private readonly TestDatabase? _given;
    private TestDatabase? _own;

    public TestClock Clock { get; } = new();

    /// <summary>Where the site believes to be. Over https it sends Secure cookies.</summary>
    public virtual Uri BaseUrl => new("http://localhost");

    /// <summary>Its own, unless given: two sites on one database are two processes of one installation.</summary>
    public TestDatabase Database
    {
        get => _given ?? _own ?? throw new InvalidOperationException("The site is not started.");
        init => _given = value;
    }

    public virtual async ValueTask InitializeAsync() => _own = _given is null ? await TestDatabase.CreateAsync() : null;

    /// <summary>Settings beside those of every test, to be filled before the first request.</summary>
    public Dictionary<string, string> Settings { get; } = [];

    /// <summary>Services in the place of the site's own.</summary>
    public Action<IServiceCollection>? Extra { get; init; }

    /// <summary>A browser that has never been here, or has these cookies.</summary>
    /// <param name="from">The address it comes from; unknown when left out, as is the rule in memory.</param>
    public Visitor NewVisitor(CookieContainerHandler? browser = null, IPAddress? from = null)
    {
        browser = browser is null ? new() : new(browser.Container);
        return new(CreateDefaultClient(BaseUrl, from is null ? [browser, new Writes(this)] : [browser, new Writes(this), new From(from)]), browser);
    }

    /// <summary>What a stranger is shown.</summary>
    public Task<Page> GetPageAsync(string url, CancellationToken ct = default) => NewVisitor().GetPageAsync(url, ct);

    /// <summary>Sends a form of the page from the browser that the page is in.</summary>
    public Task<Page> PostAsync(Page page, string form, IReadOnlyDictionary<string, object?>? values = null, CancellationToken ct = default) =>
        page.Visitor.PostAsync(page, form, values, ct);

    /// <summary>A browser in which the person is signed in, by a cookie such as the site itself gives.</summary>
    /// <param name="secondFactor">Whether the session was opened with a second factor, without which no office has effect.</param>
    public async Task<Visitor> SignInAsync(Guid personId, bool secondFactor = false)
    {
        var (name, value) = await SessionCookieAsync(personId, secondFactor);
        var browser = new CookieContainerHandler();
        browser.Container.Add(BaseUrl, new Cookie(name, value, "/") { Secure = BaseUrl.Scheme == "https" });
        return NewVisitor(browser);
    }

    /// <summary>The cookie of a session that began just now.</summary>
    /// <param name="scheme">Which kind of session: by default one that is open.</param>
    public async Task<(string Name, string Value)> SessionCookieAsync(Guid personId, bool secondFactor, string? scheme = null)
    {
        var stamp = await InScopeAsync(s => s.GetRequiredService<MatchmakingDb>().People().Where(p => p.Id == personId).Select(p => p.SecurityStamp).SingleAsync());
        var options = Services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(scheme ?? IdentityConstants.ApplicationScheme);
        var ticket = new AuthenticationTicket(Session.Of(personId, stamp!, secondFactor, Clock.GetUtcNow()),
            new AuthenticationProperties { IssuedUtc = Clock.GetUtcNow(), ExpiresUtc = Clock.GetUtcNow() + options.ExpireTimeSpan }, scheme ?? IdentityConstants.ApplicationScheme);
        return (options.Cookie.Name!, options.TicketDataFormat.Protect(ticket));
    }

    /// <inheritdoc cref="SignInAsync(Guid, bool)"/>
    public Task<Visitor> SignInAsync(Person person, bool secondFactor = false) => SignInAsync(person.Id, secondFactor);

    /// <summary>Does something with the services of the site in a scope of its own, as a request would; when it returns, the site has
    /// dropped the pages that show what changed.</summary>
    public async Task<T> InScopeAsync<T>(Func<IServiceProvider, Task<T>> work)
    {
        T result;
        await using (var scope = Services.CreateAsyncScope()) result = await work(scope.ServiceProvider);
        await HearAsync();
        return result;
    }

    /// <summary>Until the site has heard of everything that was told before: what it is told comes in the order of the commits.</summary>
    private async Task HearAsync()
    {
        var evictions = Services.GetRequiredService<PageEviction>();
        if (!evictions.IsHeard) return;
        var (before, tag) = (Clock.GetTimestamp(), $"heard:{Guid.CreateVersion7():N}");
        await Database.TellAsync(tag);
        for (var waited = 0; evictions.IsHeard && !evictions.AnySince(before, [tag]) && waited < 5_000; waited++) await Task.Delay(1);
    }

    /// <inheritdoc cref="InScopeAsync{T}"/>
    public Task InScopeAsync(Func<IServiceProvider, Task> work) => InScopeAsync(async services => { await work(services); return true; });

    /// <summary>Changes the database as a write of the site would, and saves.</summary>
    public Task SaveAsync(Action<MatchmakingDb> change) => InScopeAsync(async services =>
    {
        var db = services.GetRequiredService<MatchmakingDb>();
        await db.InTransactionAsync(async () => { change(db); await db.SaveChangesAsync(); });
    });

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Development");
        builder.UseSetting("ConnectionStrings:Matchmaking", Database.ConnectionString);
        builder.UseSetting("Web:BaseUrl", BaseUrl.ToString().TrimEnd('/'));
        builder.UseSetting("Jobs:Run", "false");
        if (Environment.GetEnvironmentVariable("TESTSITE_LOG") is null) builder.ConfigureLogging(logging => logging.ClearProviders());
        builder.ConfigureTestServices(services => services
            .Replace(ServiceDescriptor.Singleton<TimeProvider>(Clock))
            .AddStrictQueries()
            .AddSingleton<IStartupFilter, Arrival>());
        if (Extra is not null) builder.ConfigureTestServices(Extra);
        foreach (var (name, value) in Settings) builder.UseSetting(name, value);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (_own is not null) await _own.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>What a form wrote is heard of before its answer is handed over.</summary>
    private sealed class Writes(TestSite site) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var answer = await base.SendAsync(request, cancellationToken);
            if (request.Method != HttpMethod.Get) await site.HearAsync();
            return answer;
        }
    }

    /// <summary>Says where a request comes from, by a header that only the test's own filter knows.</summary>
    private sealed class From(IPAddress address) : DelegatingHandler
    {
        public const string Header = "X-Test-From";

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.Add(Header, address.ToString());
            return base.SendAsync(request, cancellationToken);
        }
    }

    private sealed class Arrival : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((context, go) =>
            {
                if (context.Request.Headers.Remove(From.Header, out var from)) context.Connection.RemoteIpAddress = IPAddress.Parse(from.ToString());
                return go(context);
            });
            next(app);
        };
    }
}
