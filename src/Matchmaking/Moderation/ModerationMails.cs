using Matchmaking.Platform.Mail;

namespace Matchmaking.Moderation;

/// <summary>To the one who reported: it has arrived.</summary>
public sealed record ReportReceivedMail(Guid? To, Guid ReportId) : Mail(To);

/// <summary>To the one who reported: what was decided, and how to complain.</summary>
public sealed record ReportDecidedMail(Guid? To, Guid ReportId) : Mail(To)
{
    public override TimeSpan UsefulFor => TimeSpan.FromDays(14);
}

/// <summary>To the author: the statement of reasons. Never says who reported.</summary>
public sealed record HiddenMail(Guid? To, Guid DecisionId) : Mail(To)
{
    public override TimeSpan UsefulFor => TimeSpan.FromDays(30);
}

/// <summary>To the author: it is shown again.</summary>
public sealed record RestoredMail(Guid? To, Guid DecisionId) : Mail(To)
{
    public override TimeSpan UsefulFor => TimeSpan.FromDays(14);
}
