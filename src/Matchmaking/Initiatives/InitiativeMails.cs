using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Platform.Mail;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Initiatives;

/// <summary>A letter about an initiative. It is not sent once the initiative is hidden or gone.</summary>
public abstract record InitiativeMail(Guid? To, Guid InitiativeId) : Mail(To)
{
    /// <summary>What one person does again and again in one initiative within a day is told by so many letters; beyond them the page tells it.</summary>
    public const int MostPerDay = 10;

    internal static Task<bool> StillWanted(MatchmakingDb db, InitiativeMail mail, CancellationToken ct) =>
        db.Initiatives().Visible().AnyAsync(i => i.Id == mail.InitiativeId, ct);
}

/// <summary>To the starter: somebody joined.</summary>
public sealed record NewDoerMail(Guid? To, Guid InitiativeId, Guid DoerId, Guid RoleId) : InitiativeMail(To, InitiativeId);

/// <summary>To the doer: you are in, and this is when and where. Not beside the letter to everyone.</summary>
public sealed record JoinedMail(Guid? To, Guid InitiativeId, Guid RoleId) : InitiativeMail(To, InitiativeId);

/// <summary>To everyone in it: enough doers. To each once in the life of the initiative; the starter's carries the start kit.</summary>
public sealed record ReadyMail(Guid? To, Guid InitiativeId) : InitiativeMail(To, InitiativeId)
{
    public override TimeSpan UsefulFor => TimeSpan.FromDays(14);
    public override string OnceKey => $"ready:{InitiativeId:N}:{To:N}";
}

/// <summary>To everyone in it: it turned to another state.</summary>
public sealed record ChangedMail(Guid? To, Guid InitiativeId, Guid ChangeId, InitiativeState State) : InitiativeMail(To, InitiativeId);

/// <summary>To the one who waited: a place came free, and it is yours.</summary>
public sealed record PlaceFreedMail(Guid? To, Guid InitiativeId, Guid RoleId) : InitiativeMail(To, InitiativeId);

/// <summary>To the starter: a doer stepped back, and now somebody is missing.</summary>
public sealed record OneShortMail(Guid? To, Guid InitiativeId, Guid RoleId) : InitiativeMail(To, InitiativeId);

/// <summary>To the people in it who want such letters, asked again when it is about to go: a new note on the notice board.</summary>
public sealed record NoticeBoardMail(Guid? To, Guid InitiativeId, Guid NoteId) : InitiativeMail(To, InitiativeId)
{
    internal static async Task<bool> StillWanted(MatchmakingDb db, NoticeBoardMail mail, CancellationToken ct) =>
        await InitiativeMail.StillWanted(db, mail, ct) && await db.Notes().AnyAsync(n => n.Id == mail.NoteId && n.HiddenAt == null, ct)
        && await db.People().AnyAsync(p => p.Id == mail.To && p.NoticeBoardLetters, ct);
}

/// <summary>To the people in it: a time was chosen.</summary>
public sealed record DateChosenMail(Guid? To, Guid InitiativeId, DateTime StartsAt) : InitiativeMail(To, InitiativeId);

/// <summary>To the people in it: the day, the time or the place is another now. What it says is how it stands when the letter goes.</summary>
public sealed record MovedMail(Guid? To, Guid InitiativeId) : InitiativeMail(To, InitiativeId);

/// <summary>To the starter: one kind question after sixty silent days.</summary>
public sealed record DormantQuestionMail(Guid? To, Guid InitiativeId) : InitiativeMail(To, InitiativeId)
{
    public override TimeSpan UsefulFor => Initiative.AnswerWithin;
}

/// <summary>To a doer: would you carry it on?</summary>
public sealed record HandoverAskedMail(Guid? To, Guid InitiativeId, Guid HandoverId) : InitiativeMail(To, InitiativeId)
{
    public override TimeSpan UsefulFor => Handover.AnswerWithin;
}

/// <summary>To the one who asked: it was handed over, or not. To the others in it: somebody else carries it on.</summary>
public sealed record HandoverDoneMail(Guid? To, Guid InitiativeId, Guid HandoverId, bool Accepted) : InitiativeMail(To, InitiativeId);

/// <summary>To the starter: somebody asks something.</summary>
public sealed record QuestionAskedMail(Guid? To, Guid InitiativeId, Guid QuestionId) : InitiativeMail(To, InitiativeId);

/// <summary>To the one who asked: here is the answer.</summary>
public sealed record QuestionAnsweredMail(Guid? To, Guid InitiativeId, Guid QuestionId) : InitiativeMail(To, InitiativeId);

/// <summary>To the people in it: news.</summary>
public sealed record UpdateMail(Guid? To, Guid InitiativeId, Guid UpdateId) : InitiativeMail(To, InitiativeId);

/// <summary>To a doer: thanks, and a proof of doing.</summary>
public sealed record ThanksMail(Guid? To, Guid InitiativeId, Guid ProofId) : InitiativeMail(To, InitiativeId);
