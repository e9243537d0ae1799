namespace Matchmaking.Initiatives;

/// <summary>What came of wanting to join.</summary>
public enum Joining
{
    Joined,
    /// <summary>Every role has its minimum for the first time: everyone is told.</summary>
    JoinedAndReady,
    /// <summary>Ready again after somebody had left; told on the page only.</summary>
    JoinedAndReadyAgain,
    /// <summary>The place is kept for half an hour, until the code is given.</summary>
    Held,
    /// <summary>In the role's queue.</summary>
    Waiting,
    AlreadyIn,
    Full,
    Closed,
    /// <summary>Too many places held for this address already.</summary>
    TooMany,
}

/// <summary>What came of stepping back.</summary>
public enum Leaving
{
    Left,
    /// <summary>Now one more is missing.</summary>
    LeftAndShort,
    NotIn,
}
