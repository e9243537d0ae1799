namespace Matchmaking.Municipalities;

/// <summary>The countries whose municipalities are here, by their ISO 3166 codes.</summary>
public enum Country { FI, SE }
