using System.Collections.Frozen;

namespace Matchmaking.Web.Platform;

/// <summary>Answers only under our own names. The framework's own filter comes before every other part, so its refusals would lack the
/// headers that every answer carries, and it lets through ports that are none.</summary>
internal sealed class KnownHosts(RequestDelegate next, WebSettings settings)
{
    private readonly FrozenSet<string> _known = FrozenSet.ToFrozenSet(
        [settings.BaseUrl.Host, "localhost", "127.0.0.1", "[::1]", .. settings.Hosts.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)],
        StringComparer.OrdinalIgnoreCase);

    public Task InvokeAsync(HttpContext context)
    {
        var host = context.Request.Host;
        if (_known.Contains(host.Host) && host.Port is null or > 0 and <= 65535) return next(context);
        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        return Task.CompletedTask;
    }
}
