namespace Matchmaking.Web.Moderation.Mails;

/// <summary>The words of letters about reports and what was decided: receipt, statement of reasons, restoration, outcome.</summary>
public sealed class Texts;
