namespace Matchmaking.Web.Initiatives.Mails;

/// <summary>The words of letters about an initiative: {Letter}.Subject, Preheader, Body, Button, Why.</summary>
public sealed class Texts;
