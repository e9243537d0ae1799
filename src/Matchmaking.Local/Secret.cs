using System.Security.Cryptography;

namespace Matchmaking.Local;

/// <summary>A password of one clone: made once, readable by its owner only. Other accounts of the machine reach loopback too.</summary>
internal static class Secret
{
    public static async Task<string> ReadOrMakeAsync(string file, CancellationToken ct)
    {
        if (File.Exists(file)) return await File.ReadAllTextAsync(file, ct);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        var secret = RandomNumberGenerator.GetHexString(32, lowercase: true);
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        };
        await using var writer = new StreamWriter(file, options);
        await writer.WriteAsync(secret);
        return secret;
    }
}
