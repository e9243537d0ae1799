namespace Matchmaking.Web.Platform;

/// <summary>What a reader typed into a form that could not be taken: the page was too old, the session over, the database busy, it was sent too
/// often, was too long, or what it was about is gone. The error page shows it, with a button that sends it again where that can help.</summary>
/// <param name="Action">Where the form was sent.</param>
/// <param name="Fields">Names and values as they came, without the antiforgery token.</param>
public sealed record KeptForm(string Action, IReadOnlyList<KeyValuePair<string, string>> Fields)
{
    /// <summary>What a person would recognise as their own words.</summary>
    public IEnumerable<string> Words => Fields.Where(f => !f.Key.StartsWith('_') && f.Value.Any(char.IsLetter)
        && !Guid.TryParse(f.Value, out _) && !bool.TryParse(f.Value, out _) && !IsToken(f.Value)).Select(f => f.Value);

    /// <summary>Keeps the form of this request for the error page. A form that another site sent is not kept: its sender could
    /// otherwise have a reader's click send it in the reader's name.</summary>
    public static async Task KeepAsync(HttpContext context)
    {
        var request = context.Request;
        if (!HttpMethods.IsPost(request.Method) || !request.HasFormContentType || !IsFromHere(request) || context.Features.Get<KeptForm>() is not null) return;
        if (await ReadAsync(request) is not { } form) return;
        context.Features.Set(new KeptForm(request.PathBase + request.Path + request.QueryString,
            [.. form.Where(f => f.Key != "__RequestVerificationToken").SelectMany(f => f.Value, (f, value) => new KeyValuePair<string, string>(f.Key, value ?? ""))]));
    }

    private static async Task<IFormCollection?> ReadAsync(HttpRequest request)
    {
        try
        {
            return await SentForm.ReadAsync(request, request.HttpContext.RequestAborted);
        }
        catch (Exception e) when (e is InvalidDataException or IOException or NotSupportedException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>By what every browser of today says of itself; a request that says nothing is not believed.</summary>
    private static bool IsFromHere(HttpRequest request) =>
        request.Headers["Sec-Fetch-Site"] is [{ } site] ? site is "same-origin"
        : request.Headers.Origin is [{ } origin] && origin == $"{request.Scheme}://{request.Host}";

    private static bool IsToken(string value) => value.Length > 40 && !value.Contains(' ');
}
