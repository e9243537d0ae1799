using System.Buffers;
using System.Text;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Matchmaking.Web.Platform;

/// <summary>Reads a form as it was sent. The framework's own reader answers a NUL with a bare error and leaves half a character as the
/// percent signs it was written with; here both reach the field, whose rule (<c>TextRules</c>) says what is wrong and keeps the rest.</summary>
internal static class SentForm
{
    /// <exception cref="BadHttpRequestException">It is larger than a form may be.</exception>
    /// <exception cref="InvalidDataException">It has too many fields, or is in an encoding that nobody uses.</exception>
    public static async Task<IFormCollection> ReadAsync(HttpRequest request, CancellationToken ct)
    {
        var features = request.HttpContext.Features;
        if (!IsUrlEncoded(request) || features.Get<IFormFeature>()?.Form is not null) return await request.ReadFormAsync(ct);
        var form = Read(await BytesAsync(request, ct));
        features.Set<IFormFeature>(new FormFeature(form));
        return form;
    }

    private static bool IsUrlEncoded(HttpRequest request) => MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase)
        && (StringSegment.IsNullOrEmpty(type.Charset) || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase));

    private static async Task<ReadOnlyMemory<byte>> BytesAsync(HttpRequest request, CancellationToken ct)
    {
        var body = new ArrayBufferWriter<byte>(4096);
        while (await request.Body.ReadAsync(body.GetMemory(4096), ct) is > 0 and var read)
        {
            body.Advance(read);
            if (body.WrittenCount > FormRules.MostBytes) throw new BadHttpRequestException("The form is too large.", StatusCodes.Status413PayloadTooLarge);
        }
        return body.WrittenMemory;
    }

    private static FormCollection Read(ReadOnlyMemory<byte> body)
    {
        var bytes = body.Span;
        if (bytes.Count((byte)'&') >= FormRules.MostFields) throw new InvalidDataException("The form has too many fields.");
        var fields = new KeyValueAccumulator();
        foreach (var range in bytes.Split((byte)'&'))
        {
            var field = bytes[range];
            if (field.IsEmpty) continue;
            var equals = field.IndexOf((byte)'=');
            fields.Append(equals < 0 ? Decode(field) : Decode(field[..equals]), equals < 0 ? "" : Decode(field[(equals + 1)..]));
        }
        return new(fields.GetResults());
    }

    /// <summary>What is no text in UTF-8 becomes U+FFFD, which no field takes; a percent sign that introduces nothing stays one.</summary>
    private static string Decode(ReadOnlySpan<byte> written)
    {
        var bytes = new byte[written.Length];
        var length = 0;
        for (var at = 0; at < written.Length; at++)
        {
            if (written[at] == '%' && at + 2 < written.Length && char.IsAsciiHexDigit((char)written[at + 1]) && char.IsAsciiHexDigit((char)written[at + 2]))
            {
                bytes[length++] = Convert.ToByte(Encoding.ASCII.GetString(written.Slice(at + 1, 2)), 16);
                at += 2;
            }
            else bytes[length++] = written[at] == '+' ? (byte)' ' : written[at];
        }
        return Encoding.UTF8.GetString(bytes, 0, length);
    }
}
