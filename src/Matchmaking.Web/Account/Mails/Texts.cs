namespace Matchmaking.Web.Account.Mails;

/// <summary>The words of letters about an account: codes, address, deletion, offices.</summary>
public sealed class Texts;
