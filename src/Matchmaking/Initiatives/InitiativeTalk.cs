using Matchmaking.Platform.Data;

namespace Matchmaking.Initiatives;

/// <summary>News that anyone may read.</summary>
public sealed class InitiativeUpdate
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid InitiativeId { get; init; }
    public Guid? AuthorId { get; init; }
    [Personal(OnErase.Keep, "Public news that others rely on; the name goes.")] public required string Text { get; set; }

    /// <summary>Of the page it was written on: what a screen reader reads it in.</summary>
    [NotPersonal] public required string Language { get; init; }
    public Guid? PictureId { get; init; }
    public DateTimeOffset At { get; init; }
    public DateTimeOffset? HiddenAt { get; set; }
}

/// <summary>A public question to the initiative's people, and their answer.</summary>
public sealed class InitiativeQuestion
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid InitiativeId { get; init; }
    public Guid? AskerId { get; init; }
    [Personal(OnErase.Keep, "Public; others read it with its answer. The name goes.")] public required string Text { get; init; }

    /// <summary>Of the page it was asked on.</summary>
    [NotPersonal] public required string Language { get; init; }
    [Personal(OnErase.Keep, "Public; others rely on it. The name goes.")] public string? Answer { get; private set; }

    /// <summary>Of the page it was answered on; as long as there is an answer.</summary>
    [NotPersonal] public string? AnswerLanguage { get; private set; }
    public Guid? AnsweredById { get; private set; }
    public DateTimeOffset At { get; init; }
    public DateTimeOffset? AnsweredAt { get; private set; }

    /// <summary>Hidden by a moderator, and the answer with it.</summary>
    public DateTimeOffset? HiddenAt { get; set; }

    /// <summary>Only the answer is hidden; it cannot be mended meanwhile.</summary>
    public DateTimeOffset? AnswerHiddenAt { get; set; }

    public void AnswerWith(string text, string language, Guid by, DateTimeOffset now) => (Answer, AnswerLanguage, AnsweredById, AnsweredAt) = (text, language, by, now);
}

/// <summary>A note on the notice board. Only the people in it read it.</summary>
public sealed class Note
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid InitiativeId { get; init; }
    public Guid? AuthorId { get; init; }
    [Personal(OnErase.Delete)] public required string Text { get; init; }

    /// <summary>Of the page it was written on.</summary>
    [NotPersonal] public required string Language { get; init; }
    public DateTimeOffset At { get; init; }
    public DateTimeOffset? HiddenAt { get; set; }
}

/// <summary>How a time suits a doer.</summary>
public enum Suits { No, IfNeeded, Yes }

/// <summary>A time proposed in the doers' date poll, on the wall clock of the place.</summary>
public sealed class DateOption
{
    private readonly List<DateVote> _votes = [];

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid InitiativeId { get; init; }
    public DateTime StartsAt { get; init; }
    public Guid? ProposedById { get; init; }
    public DateTimeOffset At { get; init; }
    public DateTimeOffset? ChosenAt { get; set; }
    public IReadOnlyList<DateVote> Votes => _votes;

    /// <summary>Says, or says anew, how the time suits.</summary>
    public void Vote(Guid personId, Suits suits)
    {
        if (_votes.SingleOrDefault(v => v.PersonId == personId) is { } vote) vote.Suits = suits;
        else _votes.Add(new DateVote { OptionId = Id, PersonId = personId, Suits = suits });
    }
}

/// <summary>One doer's answer to one proposed time. Goes with the account.</summary>
public sealed class DateVote
{
    public Guid OptionId { get; init; }
    public Guid PersonId { get; init; }
    public Suits Suits { get; set; }
}

/// <summary>A wish that another doer carries the initiative on; it happens only when that person says yes.</summary>
public sealed class Handover
{
    public static readonly TimeSpan AnswerWithin = TimeSpan.FromDays(14);

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid InitiativeId { get; init; }
    public Guid? FromId { get; init; }
    public Guid ToId { get; init; }
    public DateTimeOffset AskedAt { get; init; }
    public DateTimeOffset? AnsweredAt { get; private set; }
    public bool? Accepted { get; private set; }

    public bool IsOpen(DateTimeOffset now) => AnsweredAt is null && now - AskedAt < AnswerWithin;

    public void Answer(bool accept, DateTimeOffset now) => (Accepted, AnsweredAt) = (accept, now);
}

/// <summary>What a doer can show of a thing done: made when the host confirms, private until the doer shares its link, deletable.</summary>
public sealed class Proof
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid PersonId { get; init; }
    public Guid CommitmentId { get; init; }
    public Guid InitiativeId { get; init; }

    /// <summary>In the link that shows it; unguessable.</summary>
    [Personal(OnErase.Delete)] public required string Token { get; init; }

    /// <summary>Whether the link shows it to anyone who has it.</summary>
    public bool Shared { get; set; }

    /// <summary>The host's thanks.</summary>
    [Personal(OnErase.Delete)] public string Words { get; init; } = "";
    public DateTimeOffset At { get; init; }
    public Guid? ConfirmedById { get; init; }

    /// <summary>The tag of pages that show it.</summary>
    public string Tag => $"proof:{Id:N}";
}
