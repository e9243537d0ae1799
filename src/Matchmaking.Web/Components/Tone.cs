namespace Matchmaking.Web.Components;

/// <summary>What a colour says. Never the only carrier of it: the words say it too.</summary>
public enum Tone
{
    /// <summary>The municipality's own colour.</summary>
    Accent,
    Neutral,

    /// <summary>The warm second colour: where people are called for.</summary>
    Warm,
    Info,
    Success,
    Warning,
    Danger,
}
