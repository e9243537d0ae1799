using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.AspNetCore.Mvc;

namespace Matchmaking.Web.Platform;

/// <summary>What an endpoint without a page takes, read from its parameters as <see cref="PageInput"/> does for pages: a single value that is
/// given twice is refused, since nobody can tell which one is meant.</summary>
internal static class EndpointInput
{
    private static readonly ConcurrentDictionary<MethodInfo, (string[] Query, string[] Form)> Known = new();

    public static bool IsDoubled(Endpoint endpoint, IQueryCollection query) => query.Count > 0 && Of(endpoint).Query.Any(name => query[name].Count > 1);

    public static bool IsDoubled(Endpoint? endpoint, IFormCollection form) => endpoint is not null && Of(endpoint).Form.Any(name => form[name].Count > 1);

    private static (string[] Query, string[] Form) Of(Endpoint endpoint) => endpoint.Metadata.GetMetadata<MethodInfo>() is { } handler ? Known.GetOrAdd(handler, Read) : ([], []);

    private static (string[] Query, string[] Form) Read(MethodInfo handler)
    {
        var single = handler.GetParameters().Where(p => IsSingle(Nullable.GetUnderlyingType(p.ParameterType) ?? p.ParameterType)).ToList();
        return ([.. single.Where(p => !p.IsDefined(typeof(FromFormAttribute))).Select(p => p.GetCustomAttribute<FromQueryAttribute>()?.Name ?? p.Name!)],
            [.. single.Where(p => p.IsDefined(typeof(FromFormAttribute))).Select(p => p.GetCustomAttribute<FromFormAttribute>()!.Name ?? p.Name!), "__RequestVerificationToken"]);
    }

    private static bool IsSingle(Type type) => type == typeof(string) || type == typeof(Guid) || type.IsPrimitive || type.IsEnum;
}
