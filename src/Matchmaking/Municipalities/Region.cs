using Matchmaking.Platform.Data;

namespace Matchmaking.Municipalities;

/// <summary>A region of Finland (maakunta) or a county of Sweden (län). Its code is unique within the country.</summary>
[NotPersonal]
public sealed record Region
{
    public required string Code { get; init; }
    public required string NameFi { get; init; }
    public required string NameSv { get; init; }
    public required string NameEn { get; init; }

    /// <param name="language">fi, sv or en.</param>
    public string Name(string language) => language switch { "fi" => NameFi, "sv" => NameSv, _ => NameEn };
}
