using System.Collections.Concurrent;
using System.Net;
using Matchmaking.Testing;
using Matchmaking.Web.Tests.Platform.Probes;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Matchmaking.Web.Tests.Platform;

/// <summary>Nothing that a person types reaches a log, at the levels the site runs with; not by failing either.</summary>
public sealed class LogsTests(LogsTests.Site site) : IClassFixture<LogsTests.Site>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_typed_is_in_no_line()
    {
        var canary = $"kanaria{Guid.CreateVersion7():N}";
        var visitor = site.NewVisitor();
        visitor.Client.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", $"{canary} ${{jndi:ldap://x}}");
        visitor.Client.DefaultRequestHeaders.TryAddWithoutValidation("Referer", $"https://example.org/{canary}");
        var form = await visitor.GetPageAsync("/fi/sign-in", Ct);
        Assert.Equal(HttpStatusCode.SeeOther, (await visitor.PostAsync(form, "sign-in", new Dictionary<string, object?> { ["Input.Email"] = $"{canary}@example.org" }, Ct)).Status);
        await visitor.PostAsync(await visitor.GetPageAsync("/fi/sign-in/code", Ct), "code", new Dictionary<string, object?> { ["Input.Code"] = canary }, Ct);
        Assert.Equal(HttpStatusCode.OK, (await visitor.GetPageAsync($"/fi/search?q={canary}", Ct)).Status);
        Assert.Equal(HttpStatusCode.InternalServerError, (await visitor.GetPageAsync($"/fi/probes/failing/secret?q={canary}", Ct)).Status);
        await visitor.GetPageAsync($"/u/{canary}?{canary}", Ct);
        await visitor.PostAsync("/fi/probes/form", new FormUrlEncodedContent([new("_handler", "write"), new("__RequestVerificationToken", canary), new("Input.Text", canary)]), Ct);
        await visitor.GetPageAsync("/fi/probes/private", Ct);
        var person = await Newcomer.SaveAsync(site, canary[..38]);
        var member = await site.SignInAsync(person);
        await member.PostAsync(await member.GetPageAsync("/fi/me/profile", Ct), "profile", new Dictionary<string, object?> { ["Input.Name"] = canary[..30] }, Ct);

        Assert.Contains(site.Lines, l => l.Contains("secret detail", StringComparison.Ordinal)); // failures are told
        Assert.DoesNotContain(site.Lines, l => l.Contains(canary[..20], StringComparison.OrdinalIgnoreCase));
        site.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Planted").LogWarning("Planted {Word}", canary);
        Assert.Single(site.Lines, l => l.Contains(canary, StringComparison.Ordinal));
    }

    /// <summary>The probes with a log that is read.</summary>
    public sealed class Site : ProbeSite
    {
        private readonly Reader _reader = new();

        internal IEnumerable<string> Lines => _reader.Lines;

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.ConfigureTestServices(s => s.AddSingleton<ILoggerProvider>(_reader));
        }
    }

    /// <summary>As the console writes it: without scopes.</summary>
    private sealed class Reader : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue($"{formatter(state, exception)} {exception}");

        public void Dispose() { }
    }
}
