using System.Collections.Frozen;
using System.Globalization;
using Matchmaking.Web.Municipalities;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Diagnostics;

namespace Matchmaking.Web.Platform;

/// <summary>Decides, once routing has found what an address means, whether it may be asked for in this form: pages with a language,
/// machines' addresses without one, municipalities by their own slug, and no value in the query that the page cannot read.</summary>
internal sealed class AddressRules(RequestDelegate next)
{
    /// <summary>First segments of addresses that have no language.</summary>
    public static readonly FrozenSet<string> WithoutLanguage = FrozenSet.ToFrozenSet(
        ["api", "openapi", "linkedevents", "health", "lib", "theme", "pictures", "j", "u", "checkin", "cal", "feeds", ".well-known", "drafts", "robots.txt"],
        StringComparer.OrdinalIgnoreCase);

    public async Task InvokeAsync(HttpContext context, Here here, MunicipalityOfAddress municipalities)
    {
        var endpoint = context.GetEndpoint();
        if (context.Features.Get<IStatusCodeReExecuteFeature>() is not null) await next(context); // the error page
        else if (endpoint is not (null or RouteEndpoint)) await endpoint.RequestDelegate!(context); // routing's own 405 and 415
        else if (endpoint is null || here.HasLanguageInAddress == IsWithoutLanguage(context.Request.Path)) await AnswerAsync(context, here, municipalities, endpoint);
        else if (await MayPassAsync(context, here, municipalities, endpoint))
        {
            CultureInfo.CurrentCulture = here.Culture;
            await next(context);
        }
    }

    /// <summary>Addresses that programs read, not people: their errors carry no page.</summary>
    public static bool IsForMachines(PathString path) =>
        IsWithoutLanguage(path) && FirstSegment(path) is not ("j" or "u" or "checkin");

    public static bool IsWithoutLanguage(PathString path) => WithoutLanguage.Contains(FirstSegment(path));

    /// <summary>Nothing is here in this form: a page asked for without a language is found in the reader's, the rest is not found.</summary>
    private static async Task AnswerAsync(HttpContext context, Here here, MunicipalityOfAddress municipalities, Endpoint? endpoint)
    {
        var request = context.Request;
        var isPage = endpoint?.Metadata.GetMetadata<ComponentTypeMetadata>() is not null || request.Path == "/";
        if (isPage && !here.HasLanguageInAddress && HttpMethods.IsGet(request.Method)
            && (SlugIn(request) is not { } slug || await municipalities.FindAsync(slug, here.Language, context.RequestAborted) is not null))
            context.Response.Redirect(new PathString($"/{here.Language}").Add(request.Path) + request.QueryString);
        else context.Response.StatusCode = StatusCodes.Status404NotFound;
    }

    private static async Task<bool> MayPassAsync(HttpContext context, Here here, MunicipalityOfAddress municipalities, Endpoint endpoint)
    {
        if (endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is { Type: var page })
        {
            if (PageInput.Of(page).Read(context.Request.Query) is not { } query) return Refuse(context, StatusCodes.Status400BadRequest);
            context.Request.QueryString = new QueryString(query);
            here.Ask(query);
        }
        else if (EndpointInput.IsDoubled(endpoint, context.Request.Query)) return Refuse(context, StatusCodes.Status400BadRequest);
        if (here.HasLanguageInAddress && SlugIn(context.Request) is { } slug)
        {
            if (await municipalities.FindAsync(slug, here.Language, context.RequestAborted) is not { } found) return Refuse(context, StatusCodes.Status404NotFound);
            if (found.Slug != slug) return Move(context, here, slug, found.Slug);
            here.Enter(found);
        }
        return true;
    }

    private static bool Refuse(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        return false;
    }

    /// <summary>Another name of the municipality was used: on to the one in use.</summary>
    private static bool Move(HttpContext context, Here here, string from, string to)
    {
        var segments = here.Path.Split('/').Select(s => Uri.UnescapeDataString(s) == from ? to : s);
        context.Response.Redirect($"/{here.Language}{string.Join('/', segments)}{context.Request.QueryString}", permanent: true);
        return false;
    }

    private static string? SlugIn(HttpRequest request) => request.RouteValues.GetValueOrDefault("municipality") as string;

    private static string FirstSegment(PathString path) => path.Value?.Split('/', 3) is [_, var first, ..] ? first : "";
}
