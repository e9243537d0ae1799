namespace Matchmaking.Web.Vocabulary;

/// <summary>Marks the words of this folder: Texts.fi.resx, Texts.sv.resx, Texts.en.resx.</summary>
public sealed class Texts;
