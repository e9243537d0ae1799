using System.Net.Sockets;
using System.Reflection;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using Npgsql;

namespace Matchmaking.Web.Platform;

/// <summary>What a reader is told when something breaks: never how. Where the database is away, one page that needs nothing but itself.</summary>
internal static class Failures
{
    private static readonly byte[] Page = ReadPage();

    public static ExceptionHandlerOptions Options() => new()
    {
        StatusCodeSelector = StatusOf,
        AllowStatusCode404Response = true,
        ExceptionHandler = AnswerAsync,
        SuppressDiagnosticsCallback = context => context.Exception is Redirect.NothingHereException || IsDatabaseAway(context.Exception), // the latter is said once, in a line, below
    };

    public static int StatusOf(Exception e) => e switch
    {
        Redirect.NothingHereException => StatusCodes.Status404NotFound,
        BadHttpRequestException bad => bad.StatusCode,
        _ when IsDatabaseAway(e) || IsDatabaseBusy(e) => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };

    private static async Task AnswerAsync(HttpContext context)
    {
        var failure = context.Features.GetRequiredFeature<IExceptionHandlerFeature>().Error;
        var away = IsDatabaseAway(failure);
        if (context.Response.StatusCode == StatusCodes.Status503ServiceUnavailable) context.Response.Headers.RetryAfter = "10";
        if (away) context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(Failures)).LogError("The database is away: {Reason}", failure.Message);
        else if (failure is Redirect.NothingHereException || IsDatabaseBusy(failure)) await KeptForm.KeepAsync(context);
        var inErrorPage = context.Features.Get<IStatusCodeReExecuteFeature>() is not null;
        if ((away || inErrorPage) && !AddressRules.IsForMachines(context.Request.Path)) await WriteAsync(context);
    }

    /// <summary>No connection, or none in time. A busy pool and a server that starts or stops count as away too.</summary>
    public static bool IsDatabaseAway(Exception? e) => e switch
    {
        null => false,
        PostgresException p => p.SqlState is PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown
            or PostgresErrorCodes.TooManyConnections or PostgresErrorCodes.InvalidCatalogName,
        NpgsqlException n => n.InnerException is SocketException or IOException or TimeoutException || n.Message.Contains("pool", StringComparison.Ordinal),
        _ => IsDatabaseAway(e.InnerException),
    };

    /// <summary>Somebody else holds the row too long.</summary>
    private static bool IsDatabaseBusy(Exception? e) =>
        e is not null && (e is PostgresException { SqlState: PostgresErrorCodes.LockNotAvailable } || IsDatabaseBusy(e.InnerException));

    private static async Task WriteAsync(HttpContext context)
    {
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.ContentLength = Page.Length;
        await context.Response.Body.WriteAsync(Page, context.RequestAborted);
    }

    private static byte[] ReadPage()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("unavailable.html")!;
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
