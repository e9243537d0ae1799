using System.Net;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Matchmaking.Web.Platform;

/// <summary>Three questions: does the process live, may it be sent readers, and how are those it depends on. The search engine and the relay
/// never make it unready: without them it serves on.</summary>
internal static class Health
{
    private const string Ready = "ready";
    private const string Deps = "deps";

    public static IServiceCollection AddHealth(this IServiceCollection services)
    {
        services.AddHttpClient();
        services.AddSingleton<SchemaHealth>();
        services.AddHealthChecks()
            .AddCheck<StoppingHealth>("stopping", tags: [Ready])
            .AddCheck<DatabaseHealth>("database", null, [Ready, Deps], TimeSpan.FromSeconds(1))
            .AddCheck<SchemaHealth>("schema", null, [Ready, Deps], TimeSpan.FromSeconds(2))
            .AddCheck<KeysHealth>("keys", null, [Ready, Deps], TimeSpan.FromSeconds(2))
            .AddCheck<SearchHealth>("search", HealthStatus.Degraded, [Deps], TimeSpan.FromSeconds(2))
            .AddCheck<MailHealth>("mail", HealthStatus.Degraded, [Deps], TimeSpan.FromSeconds(2));
        return services;
    }

    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        var health = app.MapGroup("/health").AllowAnonymous().WithMetadata(new HttpMethodMetadata([HttpMethods.Get]));
        health.MapHealthChecks("/live", new HealthCheckOptions { Predicate = _ => false });
        health.MapHealthChecks("/ready", new HealthCheckOptions { Predicate = c => c.Tags.Contains(Ready) });
        health.MapGet("/deps", TellAllAsync);
    }

    /// <summary>Names what is ill, to those inside only.</summary>
    private static async Task<IResult> TellAllAsync(HttpContext context, HealthCheckService checks, WebSettings settings)
    {
        if (!IsInside(context, settings)) return Results.NotFound();
        var report = await checks.CheckHealthAsync(c => c.Tags.Contains(Deps), context.RequestAborted);
        return Results.Json(report.Entries.ToDictionary(e => e.Key, e => e.Value.Status.ToString()),
            statusCode: report.Status == HealthStatus.Unhealthy ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK);
    }

    /// <summary>On the inner port, or from this machine when there is none.</summary>
    private static bool IsInside(HttpContext context, WebSettings settings) => settings.HealthPort is { } port
        ? context.Connection.LocalPort == port
        : context.Connection.RemoteIpAddress is { } from && IPAddress.IsLoopback(from) && !context.Request.Headers.ContainsKey("X-Forwarded-For");
}
