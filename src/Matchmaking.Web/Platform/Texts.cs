namespace Matchmaking.Web.Platform;

public sealed class Texts;
