using Matchmaking.Testing;
using Matchmaking.Web.Platform;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Web.Tests.Platform.Probes;

/// <summary>The site with a few pages more, each of which shows one thing of the host.</summary>
public class ProbeSite : TestSite
{
    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.ConfigureTestServices(s => s.AddSingleton(new PagesElsewhere(typeof(ProbeSite).Assembly)));
    }
}

/// <summary>The same over https, as in production.</summary>
public sealed class HttpsSite : ProbeSite
{
    public override Uri BaseUrl => new("https://treffitori.example.org");
}
