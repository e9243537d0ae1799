using System.Security.Cryptography;
using System.Text;

namespace Matchmaking.Platform.Data;

/// <summary>Ids of rows that come with the product and must be the same in every installation: made from the row's own key.</summary>
public static class StableId
{
    /// <summary>The id of the row that is known as <paramref name="key"/> among its kind, e.g. ("municipality", "FI-091"): a UUID of version 8.</summary>
    public static Guid Of(string kind, string key)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes($"treffitori/{kind}/{key}")).AsSpan(0, 16);
        bytes[6] = (byte)(bytes[6] & 0x0F | 0x80);
        bytes[8] = (byte)(bytes[8] & 0x3F | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
