using System.Security.Cryptography;
using Matchmaking.Platform.Data;
using Microsoft.AspNetCore.DataProtection;

namespace Matchmaking.Web.Platform;

/// <summary>Seals with the keys that also guard cookies and forms.</summary>
internal sealed class Seal(IDataProtectionProvider keys) : ISeal
{
    private readonly IDataProtector _keys = keys.CreateProtector("sealed rows");

    string ISeal.Seal(string secret) => _keys.Protect(secret);

    public string? Open(string sealedSecret)
    {
        try
        {
            return _keys.Unprotect(sealedSecret);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
