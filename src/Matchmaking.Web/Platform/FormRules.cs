using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Http.Features;

namespace Matchmaking.Web.Platform;

/// <summary>What a form must be before a page or an endpoint sees it: of a known kind, within the limits, no single value twice,
/// and with our own token. Whatever changes something needs the token unless its endpoint says otherwise.</summary>
internal sealed class FormRules(RequestDelegate next, IAntiforgery antiforgery)
{
    public const int MostFields = 200;
    public const int LongestName = 256;
    public const int LongestValue = 20_000;
    public const int DeepestField = 8;
    public const int MostInCollection = 100;
    public const long MostBytes = 1_000_000;

    public async Task InvokeAsync(HttpContext context)
    {
        var method = context.Request.Method;
        if (HttpMethods.IsGet(method) || HttpMethods.IsHead(method)) await next(context);
        else if (await FaultAsync(context) is { } status) context.Response.StatusCode = status;
        else await next(context);
    }

    private async Task<int?> FaultAsync(HttpContext context)
    {
        var page = context.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>()?.Type;
        if (page is not null && !context.Request.HasFormContentType) return StatusCodes.Status415UnsupportedMediaType;
        if (context.Request.HasFormContentType)
        {
            try
            {
                var form = await SentForm.ReadAsync(context.Request, context.RequestAborted);
                if (form.Any(f => f.Value.Any(v => v?.Length > LongestValue))) // a person can shorten it
                {
                    await KeptForm.KeepAsync(context);
                    return StatusCodes.Status413PayloadTooLarge;
                }
                if (!IsWithinLimits(form) || (page is null ? EndpointInput.IsDoubled(context.GetEndpoint(), form) : !PageInput.Of(page).CanRead(form))) return StatusCodes.Status400BadRequest;
            }
            catch (BadHttpRequestException e)
            {
                return e.StatusCode;
            }
            catch (Exception e) when (e is InvalidDataException or IOException or NotSupportedException or ArgumentException)
            {
                return StatusCodes.Status400BadRequest; // cut short, beyond the limits, or in an encoding that nobody uses
            }
        }
        if (context.GetEndpoint()?.Metadata.GetMetadata<IAntiforgeryMetadata>()?.RequiresValidation == false) return null;
        if (await antiforgery.IsRequestValidAsync(context)) return null;
        await KeptForm.KeepAsync(context);
        return StatusCodes.Status400BadRequest;
    }

    private static bool IsWithinLimits(IFormCollection form) => form.Sum(f => f.Value.Count) <= MostFields
        && form.All(f => f.Key.Length <= LongestName && f.Key.Count(c => c is '.' or '[') <= DeepestField);

    /// <summary>The framework's own limits, so that it stops reading early.</summary>
    public static void Limit(FormOptions options)
    {
        options.ValueCountLimit = MostFields;
        options.KeyLengthLimit = LongestName;
        options.ValueLengthLimit = (int)MostBytes; // beyond LongestValue the answer is ours
        options.MultipartBodyLengthLimit = 10_000_000; // a form with a picture; the server has a limit for each page
        options.MultipartHeadersCountLimit = 8;
        options.MultipartBoundaryLengthLimit = 100;
    }
}
