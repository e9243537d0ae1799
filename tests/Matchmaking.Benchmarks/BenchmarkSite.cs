using Matchmaking.Demo;
using Matchmaking.Initiatives;
using Matchmaking.Local;
using Matchmaking.Platform.Data;
using Matchmaking.Platform.Mail;
using Matchmaking.Testing;
using Matchmaking.Web.Initiatives;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Benchmarks;

/// <summary>The site on a real port with the demo world, and beside its pages two things to hold them against: a bare "hello", and the
/// list page's queries as JSON.</summary>
internal sealed class BenchmarkSite : TestSite
{
    public Uri Address { get; private set; } = null!;

    /// <summary>The relay behind the site.</summary>
    public LetterBox Letters { get; private set; } = null!;

    public SmtpSettings Smtp => Services.GetRequiredService<SmtpSettings>();

    /// <summary>While set, no page is taken from the cache, as if each had just been changed.</summary>
    public bool NoCache { get; set; }

    public static async Task<BenchmarkSite> StartAsync()
    {
        // Only projects of tests are told by their build where the site's files are.
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "Matchmaking.sln"))) root = root.Parent ?? throw new DirectoryNotFoundException("Not inside the repository.");
        Environment.SetEnvironmentVariable("ASPNETCORE_TEST_CONTENTROOT_MATCHMAKING_WEB", Path.Combine(root.FullName, "src", "Matchmaking.Web"));
        TestServers.CommitsLast = true;
        BenchmarkSite site = null!;
        site = new BenchmarkSite { Extra = services => services.AddSingleton<IStartupFilter>(_ => new Yardsticks(() => site.NoCache)) };
        var engine = await TestServers.MeilisearchAsync();
        (site.Settings["Search:Url"], site.Settings["Search:Key"], site.Settings["Search:Index"]) = ($"{engine.Url}", engine.Key, $"benchmark-{Guid.CreateVersion7():N}");
        await site.InitializeAsync();
        site.Letters = await LetterBox.StartAsync(settings: new() { Keep = 5_000 });
        (site.Settings["Mail:Host"], site.Settings["Mail:Port"], site.Settings["Mail:From"]) = ("127.0.0.1", $"{site.Letters.SmtpPort}", "post@treffitori.example.org");
        site.UseKestrel(0);
        site.StartServer();
        site.Address = new Uri(site.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First().Replace("[::]", "127.0.0.1"));
        await site.InScopeAsync(s => s.GetRequiredService<DemoWorld>().LoadAsync());
        return site;
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Letters.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    private sealed class Yardsticks(Func<bool> noCache) : IStartupFilter
    {
        private int _asked;

        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((context, go) =>
            {
                // A cookie of a message makes a page personal: it is neither taken from the cache nor put there.
                if (!noCache()) return go(context);
                context.Request.Headers.Cookie = "status=benchmark";
                context.Connection.RemoteIpAddress = new(BitConverter.GetBytes(Interlocked.Increment(ref _asked))); // as if from many networks, since one may ask only so often
                return go(context);
            });
            app.Map("/yardstick/hello", hello => hello.Run(context => context.Response.WriteAsync("hello")));
            app.Map("/yardstick/list", list => list.Run(async context =>
            {
                var db = context.RequestServices.GetRequiredService<MatchmakingDb>();
                var taking = db.Initiatives().TakingDoers().NeediestFirst();
                var count = await taking.Take(1001).CountAsync();
                await context.Response.WriteAsJsonAsync(new { count, page = await taking.Take(20).Summaries().ToListAsync() });
            }));
            next(app);
        };
    }
}
