using Matchmaking.Platform.Data;

namespace Matchmaking.Moderation;

/// <summary>A rule of the terms of use, as a report names it and a decision rests on it. <see cref="Other"/> is for reports only.</summary>
public enum ContentRule
{
    /// <summary>Threats, incitement, defamation and whatever else the law forbids.</summary>
    Law,
    Harassment,
    /// <summary>Another person's data or picture without permission.</summary>
    Privacy,
    Copyright,
    /// <summary>Advertising and fraud.</summary>
    Advertising,
    /// <summary>Pretending to be someone else.</summary>
    Impersonation,
    /// <summary>Election advertising.</summary>
    Election,
    /// <summary>A danger that those who join are not told of.</summary>
    Danger,
    Other,
}

/// <summary>Somebody says that a thing breaks the rules, and why. Who that was is never told to the author of the thing.</summary>
public sealed class Report
{
    private const string Evidence = "What a decision rests on, kept while one can complain of it; the reporter's name and address go.";

    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>What the reporter is told; given by the database.</summary>
    public int Number { get; private set; }

    /// <summary>As its module registered it: <see cref="Moderated.Kind"/>.</summary>
    [NotPersonal] public required string Kind { get; init; }
    public Guid ObjectId { get; init; }

    /// <summary>Whose moderators decide; the thing's home when it was reported.</summary>
    public Guid MunicipalityId { get; init; }

    /// <summary>What the thing was called when it was reported.</summary>
    [Personal(OnErase.Keep, Evidence, Export = false)] public required string Title { get; init; }

    /// <summary>Nobody for a visitor without an account, and once the account is gone.</summary>
    public Guid? ReporterId { get; init; }

    /// <summary>Where a visitor without an account wants to hear of it, if at all. Forgotten with the words.</summary>
    [Personal(OnErase.Null)] public string? Email { get; init; }

    public ContentRule Rule { get; init; }

    [Personal(OnErase.Keep, Evidence)] public required string Words { get; init; }

    /// <summary>"fi", "sv" or "en": of the page it was written on, and of letters about it.</summary>
    [NotPersonal] public required string Language { get; init; }
    public DateTimeOffset At { get; init; }

    /// <summary>The decision that answered it.</summary>
    public Guid? DecisionId { get; private set; }

    public void Answer(Decision decision) => DecisionId = decision.Id;
}
