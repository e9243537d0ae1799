using System.Text.Json;
using System.Text.Json.Serialization;
using Matchmaking.Platform.Data;

namespace Matchmaking.People;

/// <summary>Everything the product holds about a person, as one JSON file with a part for each module.</summary>
public sealed class ExportMyData(MatchmakingDb db, IEnumerable<IPersonalData> parts, TimeProvider clock)
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter() },
    };

    public async Task<byte[]> RunAsync(Guid personId, CancellationToken ct = default)
    {
        var export = new Dictionary<string, object> { ["madeAt"] = clock.GetUtcNow() };
        foreach (var part in parts) export[part.Part] = await part.ExportAsync(db, personId, ct);
        return JsonSerializer.SerializeToUtf8Bytes(export, Format);
    }
}
