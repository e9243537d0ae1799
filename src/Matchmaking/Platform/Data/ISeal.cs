namespace Matchmaking.Platform.Data;

/// <summary>Keeps a short secret readable for us alone while it waits in a row (a sign-in code on its way to a letter).
/// The keys belong to the web host; rows sealed with lost keys cannot be opened and are treated as expired.</summary>
public interface ISeal
{
    string Seal(string secret);

    /// <summary>The secret; nothing when the seal is foreign or damaged.</summary>
    string? Open(string sealedSecret);
}
