namespace Matchmaking.Municipalities;

/// <summary>A colour as a municipality gives it. Which colours the pages then use is Web's business; every one of them is readable.</summary>
public static class BrandColour
{
    /// <summary><c>#0b5d7a</c> of "#0B5D7A", "0b5d7a" or "#05a"; null of anything else.</summary>
    public static string? Read(string? typed)
    {
        var hex = typed?.Trim().TrimStart('#') ?? "";
        if (hex.Length == 3) hex = string.Concat(hex.Select(c => new string(c, 2)));
        return hex.Length == 6 && hex.All(char.IsAsciiHexDigit) ? $"#{hex.ToLowerInvariant()}" : null;
    }
}
