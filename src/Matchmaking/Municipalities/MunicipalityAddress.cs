using Matchmaking.Platform.Data;

namespace Matchmaking.Municipalities;

/// <summary>How a segment of an address fits a municipality; <see cref="OtherName"/> should be redirected to its slug.</summary>
public enum AddressMatch { None, Exact, OtherName }

/// <summary>What the first segment of an address means.</summary>
/// <param name="Municipality">Null when it means none, or two.</param>
public readonly record struct MunicipalityAddress(AddressMatch Match, MunicipalityEntry? Municipality)
{
    /// <summary>Names under which it is looked for besides its slug: in any language, and with its code.</summary>
    internal static IEnumerable<string> OtherNames(MunicipalityEntry m)
    {
        string[] names = [.. new[] { m.NameFi, m.NameSv, m.NameEn }.Select(Slug.Of).Distinct()];
        return names.Concat(names.Select(n => Slugs.WithCode(n, m.Code))).Where(n => n != m.Slug);
    }
}
