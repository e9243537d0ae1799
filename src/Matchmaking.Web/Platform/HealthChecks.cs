using System.Net.Sockets;
using Matchmaking.Platform.Data;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace Matchmaking.Web.Platform;

/// <summary>Ill from the moment the process is asked to stop, so that no new reader is sent to it while it still serves.</summary>
internal sealed class StoppingHealth(IHostApplicationLifetime life) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(life.ApplicationStopping.IsCancellationRequested ? HealthCheckResult.Unhealthy() : HealthCheckResult.Healthy());
}

/// <summary>PostgreSQL answers.</summary>
internal sealed class DatabaseHealth(IConfiguration configuration) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        await using var connection = new NpgsqlConnection(configuration.GetConnectionString("Matchmaking"));
        await connection.OpenAsync(cancellationToken);
        await using var ask = new NpgsqlCommand("select 1", connection);
        await ask.ExecuteScalarAsync(cancellationToken);
        return HealthCheckResult.Healthy();
    }
}

/// <summary>Every migration this program knows has been run. Once true it stays true for the life of the process.</summary>
internal sealed class SchemaHealth(IServiceScopeFactory scopes) : IHealthCheck
{
    private bool _isCurrent;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (!_isCurrent)
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<MatchmakingDb>();
            _isCurrent = !(await db.Database.GetPendingMigrationsAsync(cancellationToken)).Any();
        }
        return _isCurrent ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy();
    }
}

/// <summary>Cookies and forms can be sealed and opened. The first one to ask makes the first key.</summary>
internal sealed class KeysHealth(IDataProtectionProvider protection) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var seal = protection.CreateProtector(nameof(KeysHealth));
        return Task.FromResult(seal.Unprotect(seal.Protect("?")) == "?" ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy());
    }
}

/// <summary>Meilisearch answers.</summary>
internal sealed class SearchHealth(IHttpClientFactory http, IConfiguration configuration) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (!Uri.TryCreate(configuration["Search:Url"], UriKind.Absolute, out var url)) return HealthCheckResult.Degraded();
        using var client = http.CreateClient();
        using var answer = await client.GetAsync(new Uri(url, "/health"), cancellationToken);
        return answer.IsSuccessStatusCode ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded();
    }
}

/// <summary>The mail relay takes a connection.</summary>
internal sealed class MailHealth(IConfiguration configuration) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (configuration["Mail:Host"] is not { Length: > 0 } host) return HealthCheckResult.Degraded();
        using var client = new TcpClient();
        await client.ConnectAsync(host, configuration.GetValue("Mail:Port", 25), cancellationToken);
        return HealthCheckResult.Healthy();
    }
}
