using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Matchmaking.Platform.Data;

/// <summary>A list that is always read whole, as it stands in one column: codes by name, values that are not there left out.</summary>
internal static class JsonList
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        Converters = { new JsonStringEnumConverter() },
    };

    public static PropertyBuilder<IReadOnlyList<T>> HasJsonList<T>(this PropertyBuilder<IReadOnlyList<T>> property) => property.HasColumnType("jsonb").HasConversion(
        new ValueConverter<IReadOnlyList<T>, string>(list => Write(list), json => Read<T>(json)),
        new ValueComparer<IReadOnlyList<T>>((a, b) => Write(a ?? Array.Empty<T>()) == Write(b ?? Array.Empty<T>()), list => Write(list).GetHashCode(StringComparison.Ordinal), list => list));

    public static string Write<T>(IReadOnlyList<T> list) => JsonSerializer.Serialize(list, Json);

    private static List<T> Read<T>(string json) => JsonSerializer.Deserialize<List<T>>(json, Json) ?? [];
}
