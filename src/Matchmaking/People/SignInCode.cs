using System.Security.Cryptography;
using System.Text;
using Matchmaking.Platform.Data;

namespace Matchmaking.People;

/// <summary>What happened to a given code.</summary>
public enum GivingCode { Right, Wrong, Expired, TooManyTries }

/// <summary>A code of eight digits sent to an address: ten minutes, five tries, once, and only in the browser that asked.
/// The code is stored as a hash keyed by the browser's own secret, which is never stored.</summary>
public sealed class SignInCode
{
    public const int MostTries = 5;
    public static readonly TimeSpan Life = TimeSpan.FromMinutes(10);

    public Guid Id { get; init; }

    /// <summary>Where the code went.</summary>
    [Personal(OnErase.Delete, Export = false)] public required string Email { get; init; }

    /// <summary>SHA-256 of the secret in the asking browser's cookie.</summary>
    [NotPersonal] public required byte[] BrowserHash { get; init; }
    [NotPersonal] public required byte[] CodeHash { get; init; }

    /// <summary>The code on its way to the letter; gone once the letter is handed over.</summary>
    [Personal(OnErase.Delete, Export = false)] public string? SealedCode { get; set; }

    /// <summary>Language of the letter.</summary>
    [NotPersonal] public required string Language { get; init; }

    /// <summary>Whose account shall move to the address; nobody when the code is to sign in with. A code serves the one purpose only.</summary>
    public Guid? PersonId { get; init; }

    /// <summary>The commitment that counts once this code is given.</summary>
    public Guid? HoldId { get; init; }
    public DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset ExpiresAt { get; init; }
    public int Tries { get; private set; }
    public DateTimeOffset? UsedAt { get; private set; }

    public static SignInCode New(string email, string code, string browserSecret, string language, DateTimeOffset now, Func<string, string> seal, Guid? personId, Guid? holdId)
    {
        var id = Guid.CreateVersion7(now);
        return new SignInCode
        {
            Id = id,
            Email = email,
            BrowserHash = HashOf(browserSecret),
            CodeHash = HashOf(id, code, browserSecret),
            SealedCode = seal(code),
            Language = language,
            PersonId = personId,
            HoldId = holdId,
            CreatedAt = now,
            ExpiresAt = now + Life,
        };
    }

    /// <summary>Tries the code. Each wrong try counts; after five the right one does not help either.</summary>
    public GivingCode Give(string code, string browserSecret, DateTimeOffset now)
    {
        if (UsedAt is not null || now >= ExpiresAt) return GivingCode.Expired;
        if (Tries >= MostTries) return GivingCode.TooManyTries;
        if (!CryptographicOperations.FixedTimeEquals(CodeHash, HashOf(Id, code, browserSecret)))
            return ++Tries >= MostTries ? GivingCode.TooManyTries : GivingCode.Wrong;
        UsedAt = now;
        SealedCode = null;
        return GivingCode.Right;
    }

    public static string NewCode() => RandomNumberGenerator.GetInt32(100_000_000).ToString("D8", System.Globalization.CultureInfo.InvariantCulture);

    public static byte[] HashOf(string browserSecret) => SHA256.HashData(Encoding.UTF8.GetBytes(browserSecret));

    private static byte[] HashOf(Guid id, string code, string browserSecret) =>
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(browserSecret), Encoding.UTF8.GetBytes($"{id:N}:{code}"));
}
