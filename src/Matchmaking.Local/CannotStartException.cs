namespace Matchmaking.Local;

/// <summary>Something is missing or refused. The message is whole: it is shown as it stands, without a stack trace.</summary>
public sealed class CannotStartException(string message) : Exception(message);
