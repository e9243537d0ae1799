using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;

namespace Matchmaking.Web.Platform;

/// <summary>Answers without a body get the page of their status, in the reader's language. It is asked for within, by GET whatever
/// failed, and with services of its own, since those of the request may be what failed. For machines the status is enough.</summary>
internal static class ErrorPages
{
    public static async Task ShowAsync(StatusCodeContext status)
    {
        var (context, request, services) = (status.HttpContext, status.HttpContext.Request, status.HttpContext.RequestServices);
        if (AddressRules.IsForMachines(request.Path) || context.Response.Headers.Location.Count > 0) return;
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Here>().Follow(services.GetRequiredService<Here>());
        var (method, path, query) = (request.Method, request.Path, request.QueryString);
        context.Features.Set<IStatusCodeReExecuteFeature>(new StatusCodeReExecuteFeature
        {
            OriginalPathBase = request.PathBase,
            OriginalPath = path,
            OriginalQueryString = query.Value,
            Endpoint = context.GetEndpoint(),
            RouteValues = context.Features.Get<IRouteValuesFeature>()?.RouteValues,
        });
        context.SetEndpoint(null);
        request.RouteValues = [];
        context.RequestServices = scope.ServiceProvider;
        (request.Method, request.Path, request.QueryString) = (HttpMethods.Get, $"/error/{context.Response.StatusCode}", default);
        try
        {
            await status.Next(context);
        }
        finally
        {
            (request.Method, request.Path, request.QueryString) = (method, path, query);
            context.RequestServices = services;
            context.Features.Set<IStatusCodeReExecuteFeature>(null);
        }
    }
}
