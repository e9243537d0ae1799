using Matchmaking.Initiatives;
using Matchmaking.Web.Letters;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Initiatives.Mails;

/// <summary>To everyone in it: it turned to another state. Not sent once it has turned again.</summary>
internal sealed class ChangedLetter(InitiativeLetterSource source) : InitiativeLetter<ChangedMail>(source)
{
    protected override async Task<LetterWords?> WriteAsync(ChangedMail mail, AboutInitiative about, Reader reader, CancellationToken ct)
    {
        var change = await Db.Set<InitiativeChange>().Where(c => c.Id == mail.ChangeId).Select(c => new { c.Words, c.ById, c.At }).SingleOrDefaultAsync(ct);
        if (change is null || await Db.Set<InitiativeChange>().AnyAsync(c => c.InitiativeId == about.Id && c.ById != null && c.From != c.To && c.At > change.At, ct)) return null;
        var (t, kind) = (Source.T, $"Changed.{mail.State}");
        LetterBlock[] said = change.Words.Length > 0 ? [Says("Changed.Words", about.Title, await Source.NameAsync(change.ById, ct)), new Quote(change.Words)]
            : mail.State == InitiativeState.Paused && change.ById is null ? [Says("Changed.Unanswered")] : [];
        return new(t[$"{kind}.Subject", about.Title], t[$"{kind}.Preheader"],
            [Says($"{kind}.Body", about.Title), .. said, Goes("Changed.Button", reader, LinkOf(about))], t["Changed.Why"]);
    }
}

/// <summary>To the people in it: a time was chosen. Not sent once another was chosen.</summary>
internal sealed class DateChosenLetter(InitiativeLetterSource source) : InitiativeLetter<DateChosenMail>(source)
{
    protected override Task<LetterWords?> WriteAsync(DateChosenMail mail, AboutInitiative about, Reader reader, CancellationToken ct)
    {
        if (about.StartsAt != mail.StartsAt) return Task.FromResult<LetterWords?>(null);
        var (t, at) = (Source.T, Source.Moment(mail.StartsAt, about.Zone));
        return Task.FromResult<LetterWords?>(new(t["DateChosen.Subject", about.Title], t["DateChosen.Preheader", about.Title, at],
            [Says("DateChosen.Body", about.Title, at), .. Where(about), Says("DateChosen.Next"), Goes("DateChosen.Button", reader, LinkOf(about))], t["DateChosen.Why"]));
    }
}

/// <summary>The kind question after sixty silent days: to the starter, or to the doers when the starter is gone. Not sent once it is answered.</summary>
internal sealed class DormantQuestionLetter(InitiativeLetterSource source) : InitiativeLetter<DormantQuestionMail>(source)
{
    protected override Task<LetterWords?> WriteAsync(DormantQuestionMail mail, AboutInitiative about, Reader reader, CancellationToken ct)
    {
        if (about.DormantAskedAt is not { } asked) return Task.FromResult<LetterWords?>(null);
        var (t, isStarter) = (Source.T, about.StarterId == reader.PersonId);
        string[] answers = isStarter
            ? [t["DormantQuestion.Alive"], t["DormantQuestion.Pause"], t["DormantQuestion.HandOver"], t["DormantQuestion.LetGo"]]
            : [t["DormantQuestion.Alive"], t["DormantQuestion.Pause"], t["DormantQuestion.LetGo"]];
        return Task.FromResult<LetterWords?>(new(t["DormantQuestion.Subject", about.Title], t["DormantQuestion.Preheader"],
            [Says(isStarter ? "DormantQuestion.Body" : "DormantQuestion.BodyDoer", about.Title), new Bullets(answers),
                Says("DormantQuestion.Deadline", about.Title, Source.Day(asked + Initiative.AnswerWithin, about.Zone)), Goes("DormantQuestion.Button", reader, LinkOf(about))],
            t["DormantQuestion.Why"]));
    }
}

/// <summary>To a doer: would you carry it on? Not sent once it is answered or too late.</summary>
internal sealed class HandoverAskedLetter(InitiativeLetterSource source) : InitiativeLetter<HandoverAskedMail>(source)
{
    protected override async Task<LetterWords?> WriteAsync(HandoverAskedMail mail, AboutInitiative about, Reader reader, CancellationToken ct)
    {
        if (await Db.Handovers().AsNoTracking().SingleOrDefaultAsync(h => h.Id == mail.HandoverId, ct) is not { } asked || !asked.IsOpen(Source.Now)) return null;
        object[] values = [about.Title, await Source.NameAsync(asked.FromId, ct), Source.Day(asked.AskedAt + Handover.AnswerWithin, about.Zone)];
        var t = Source.T;
        return new(t["HandoverAsked.Subject", values], t["HandoverAsked.Preheader", values],
            [Says("HandoverAsked.Body", values), Says("HandoverAsked.Deadline", values), Goes("HandoverAsked.Button", reader, Links.Handover(about.Number, about.Slug))], t["HandoverAsked.Why"]);
    }
}

/// <summary>To the people in it: when and where it is now.</summary>
internal sealed class MovedLetter(InitiativeLetterSource source) : InitiativeLetter<MovedMail>(source)
{
    protected override Task<LetterWords?> WriteAsync(MovedMail mail, AboutInitiative about, Reader reader, CancellationToken ct)
    {
        if (about.State is InitiativeState.Done or InitiativeState.Withdrawn) return Task.FromResult<LetterWords?>(null);
        var t = Source.T;
        return Task.FromResult<LetterWords?>(new(t["Moved.Subject", about.Title], t["Moved.Preheader"],
            [Says("Moved.Body", about.Title), .. When(about), .. Where(about), Says("Moved.Next"), Goes("Moved.Button", reader, LinkOf(about))], t["Moved.Why"]));
    }
}

/// <summary>To the one who asked: it was handed over, or not. To the others in it: who carries it on.</summary>
internal sealed class HandoverDoneLetter(InitiativeLetterSource source) : InitiativeLetter<HandoverDoneMail>(source)
{
    protected override async Task<LetterWords?> WriteAsync(HandoverDoneMail mail, AboutInitiative about, Reader reader, CancellationToken ct)
    {
        var handover = await Db.Handovers().Where(h => h.Id == mail.HandoverId).Select(h => new { h.FromId, h.ToId }).SingleOrDefaultAsync(ct);
        object[] values = [about.Title, await Source.NameAsync(handover?.ToId, ct), await Source.NameAsync(handover?.FromId, ct)];
        var hasAsked = handover?.FromId == reader.PersonId;
        var (t, kind) = (Source.T, !mail.Accepted ? "HandoverDone.Declined" : hasAsked ? "HandoverDone.Accepted" : "HandoverDone.Others");
        var keepsRole = mail.Accepted && hasAsked && await Db.Commitments().Counting().AnyAsync(c => c.InitiativeId == about.Id && c.PersonId == reader.PersonId, ct);
        LetterBlock[] rest = keepsRole ? [Says("HandoverDone.KeepsRole")] : mail.Accepted && hasAsked ? [Says("HandoverDone.NoRole")] : [];
        return new(t[$"{kind}.Subject", values], t[$"{kind}.Preheader", values], [Says($"{kind}.Body", values), .. rest, Goes("HandoverDone.Button", reader, LinkOf(about))],
            t[hasAsked ? "HandoverDone.Why" : "HandoverDone.Others.Why"]);
    }
}
