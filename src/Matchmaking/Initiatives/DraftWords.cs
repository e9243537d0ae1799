using System.Text.Json;
using System.Text.Json.Serialization;
using Matchmaking.People;

namespace Matchmaking.Initiatives;

/// <summary>What stands in the three steps of posting, exactly as typed: numbers and dates are texts until they are checked.</summary>
public sealed record DraftWords
{
    private static readonly JsonSerializerOptions Keeping = new() { Converters = { new WithoutNul() } };

    public string Title { get; init; } = "";
    public string Why { get; init; } = "";
    public string Description { get; init; } = "";
    public string Language { get; init; } = "";
    public Guid[] ThemeIds { get; init; } = [];
    public Guid? PurposeId { get; init; }
    public DraftRole[] Roles { get; init; } = [];
    public Guid? MunicipalityId { get; init; }
    public Guid? AreaId { get; init; }
    public bool Online { get; init; }
    public string Place { get; init; } = "";
    public string When { get; init; } = "";

    /// <summary>As an input of type date gives it.</summary>
    public string Date { get; init; } = "";
    public string Time { get; init; } = "";
    public int WeeklyTimes { get; init; }
    public Guid? PictureId { get; init; }

    /// <summary>The same words are the same text.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Keeping);

    public static DraftWords Read(string json) => JsonSerializer.Deserialize<DraftWords>(json) ?? new();

    /// <summary>A NUL, which nobody types, is the one character that the database does not hold.</summary>
    private sealed class WithoutNul : JsonConverter<string>
    {
        public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetString();

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value.Replace("\0", "", StringComparison.Ordinal));
    }
}

/// <summary>One role in a draft.</summary>
public sealed record DraftRole
{
    /// <summary>The role of a posted initiative that is being edited; nothing for a new one.</summary>
    public Guid? Id { get; init; }
    public string Title { get; init; } = "";
    public string Description { get; init; } = "";
    public Guid[] SkillIds { get; init; } = [];
    public string Least { get; init; } = "";
    public string Most { get; init; } = "";
    public Effort Effort { get; init; } = Effort.TwoHours;
}
