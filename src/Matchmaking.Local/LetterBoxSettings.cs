namespace Matchmaking.Local;

/// <summary>What the letter-box offers to whoever hands letters over.</summary>
public sealed record LetterBoxSettings
{
    /// <summary>Offers STARTTLS, with a certificate for <c>localhost</c> and 127.0.0.1 made in memory: <see cref="LetterBox.Certificate"/>.</summary>
    public bool StartTls { get; init; }

    /// <summary>When set, letters are taken only after signing in; where TLS is offered, sign-in is offered under it only.</summary>
    public string? User { get; init; }

    public string? Password { get; init; }

    public string SignInWays { get; init; } = "PLAIN LOGIN";

    /// <summary>Offers SMTPUTF8: addresses beyond ASCII.</summary>
    public bool Utf8 { get; init; }

    /// <summary>So many letters are kept; the oldest goes first.</summary>
    public int Keep { get; init; } = 2000;
}
