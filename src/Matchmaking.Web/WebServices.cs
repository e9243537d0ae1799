using System.IO.Compression;
using System.Text.Unicode;
using Matchmaking.Platform.Jobs;
using Matchmaking.Web.Account;
using Matchmaking.Web.Components.Language;
using Matchmaking.Web.Letters;
using Matchmaking.Web.Municipalities;
using Matchmaking.Web.Platform;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.WebEncoders;

namespace Matchmaking.Web;

/// <summary>Everything the site is made of: the domain, pages, and how this process is run.</summary>
internal static class WebServices
{
    public static void AddWeb(this WebApplicationBuilder builder, Arguments run)
    {
        var (services, configuration) = (builder.Services, builder.Configuration);
        configuration.AddSecrets();
        configuration["AllowedHosts"] = "*"; // KnownHosts asks
        configuration["ForwardedHeaders_Enabled"] = "false"; // it would believe every proxy; Web:Proxies names ours
        if (builder.Environment.IsProduction()) Secrets.Require(configuration, run.Serve);
        var settings = configuration.GetSection("Web").Get<WebSettings>() ?? new();
        services.AddSingleton(settings);

        builder.Host.UseDefaultServiceProvider(o => o.ValidateScopes = o.ValidateOnBuild = true);
        builder.WebHost.ConfigureKestrel(o =>
        {
            o.AddServerHeader = false;
            o.Limits.MaxRequestBodySize = FormRules.MostBytes;
        });
        services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromSeconds(25 + settings.DrainSeconds));
        services.AddHostedService<Drain>();
        if (builder.Environment.IsProduction()) builder.Logging.AddJsonConsole();

        var database = configuration.GetConnectionString("Matchmaking") ?? "";
        services.AddMatchmaking(database);
#if HANGFIRE
        if (run.Serve && configuration.GetValue("Jobs:Run", true)) services.AddHangfireClock(database);
#else
        if (run.Serve && configuration.GetValue("Jobs:Run", true)) services.AddClock(database, Schedule.All);
#endif

        services.AddSingleton(Home.Operator.Of(configuration)).AddSingleton<Matchmaking.Platform.Data.ISeal, Seal>().AddLetters(configuration);
        services.AddLanguage().AddScoped<Matching.MatchWords>().AddKeys(configuration).AddWebCookies(settings).AddHealth();
        if (settings.Serve) services.AddPages(settings).AddRequestRules(settings);
    }

    private static IServiceCollection AddPages(this IServiceCollection services, WebSettings settings)
    {
        services.AddHttpContextAccessor();
        services.AddRazorComponents(o =>
        {
            o.MaxFormMappingCollectionSize = FormRules.MostInCollection;
            o.MaxFormMappingRecursionDepth = FormRules.DeepestField;
            o.MaxFormMappingKeySize = FormRules.LongestName;
            o.MaxFormMappingErrorCount = 50;
        });
        services.Configure<WebEncoderOptions>(o => o.TextEncoderSettings = new(UnicodeRanges.All)); // ä stays ä
        services.AddSingleton<StatusCookie>().AddSingleton<RateLimits>();
        services.AddScoped<MunicipalityOfAddress>().AddScoped<BrowserSecret>().AddScoped<Search.NothingFoundNotes>().AddScoped<Initiatives.InitiativeEndpoints.Post>().AddScoped<Initiatives.Drafts.DraftPicture>().AddScoped<Initiatives.InitiativeOfAddress>()
            .AddScoped<Matching.MatchingEndpoints.Answer>();
        services.AddPasskeys(settings);
        return services.AddScoped<Here>().AddScoped<Me>().AddScoped<Redirect>();
    }

    private static void AddRequestRules(this IServiceCollection services, WebSettings settings)
    {
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        services.Configure<FormOptions>(FormRules.Limit);
        var proxies = settings.ProxyNetworks;
        services.Configure<ForwardedHeadersOptions>(o =>
        {
            (o.ForwardedHeaders, o.ForwardLimit) = (ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto, null);
            o.KnownProxies.Clear();
            o.KnownIPNetworks.Clear();
            foreach (var network in proxies) o.KnownIPNetworks.Add(network);
        });

        services.AddSingleton<PageEviction>().AddHostedService(s => s.GetRequiredService<PageEviction>());
        services.AddOutputCache(o =>
        {
            o.AddBasePolicy(policy => policy.AddPolicy<PageCache>(), excludeDefaultPolicy: true);
            o.MaximumBodySize = 512 * 1024;
            o.UseCaseSensitivePaths = true;
        });
        services.AddResponseCompression(o => o.EnableForHttps = true).AddSingleton<IResponseCompressionProvider, StrangersCompression>();
        services.Configure<BrotliCompressionProviderOptions>(o => o.Level = CompressionLevel.Optimal); // once per cached page
        services.Configure<GzipCompressionProviderOptions>(o => o.Level = CompressionLevel.Optimal);
    }
}
