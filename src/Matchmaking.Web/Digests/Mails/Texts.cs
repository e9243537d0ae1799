namespace Matchmaking.Web.Digests.Mails;

/// <summary>The words of the digest: Subject.{kind} by its first item, Rank.{rank}, Item.{kind}, Why.{reason}.</summary>
public sealed class Texts;
