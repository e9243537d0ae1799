using Matchmaking.Initiatives;

namespace Matchmaking.Web.Initiatives;

/// <summary>News, with its author's name; nobody once the account is gone. Who wrote what is hidden is still shown it.</summary>
public sealed record UpdateLine(Guid Id, string Text, string Language, DateTimeOffset At, string? Author, Guid? PictureId, DateTimeOffset? HiddenAt = null);

public sealed record QuestionLine(Guid Id, string Text, string Language, DateTimeOffset At, string? Asker, string? Answer, string? AnswerLanguage, DateTimeOffset? AnsweredAt, string? Answerer,
    DateTimeOffset? HiddenAt = null, DateTimeOffset? AnswerHiddenAt = null);

public sealed record ChangeLine(InitiativeState? From, InitiativeState To, string Words, DateTimeOffset At, string? By)
{
    public bool IsHandover => From == To;
}

/// <param name="IsMe">The reader is the one who was asked.</param>
public sealed record HandoverLine(Guid Id, Guid ToId, string ToName, bool IsMe);

/// <summary>An invitation that stands, to an initiative that all may see.</summary>
/// <param name="IsOpen">The other takes doers.</param>
public sealed record InvitationLine(Guid Id, DateTimeOffset At, Guid ToId, int Number, string Slug, string Title, string Language, bool IsOpen);
