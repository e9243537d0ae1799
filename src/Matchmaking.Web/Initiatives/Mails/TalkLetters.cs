using Matchmaking.Initiatives;
using Matchmaking.People;
using Matchmaking.Web.Letters;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Initiatives.Mails;

/// <summary>To the people in it who want such letters: a new note on the notice board.</summary>
internal sealed class NoticeBoardLetter(InitiativeLetterSource source, UnsubscribeAddress unsubscribe) : InitiativeLetter<NoticeBoardMail>(source)
{
    protected override async Task<LetterWords?> WriteAsync(NoticeBoardMail mail, AboutInitiative about, Reader reader, CancellationToken ct)
    {
        if (await Db.Notes().Where(n => n.Id == mail.NoteId && n.HiddenAt == null).Select(n => new { n.Text, n.Language, n.AuthorId }).SingleOrDefaultAsync(ct) is not { } note) return null;
        object[] values = [about.Title, await Source.NameAsync(note.AuthorId, ct)];
        var t = Source.T;
        return new(t["NoticeBoard.Subject", values], t["NoticeBoard.Preheader"],
            [Says("NoticeBoard.Body", values), new Quote(note.Text, note.Language), Goes("NoticeBoard.Button", reader, Links.NoticeBoard(about.Number, about.Slug))], t["NoticeBoard.Why"])
        {
            Unsubscribe = await unsubscribe.OfAsync(reader, Subscription.NoticeBoard, ct),
            List = "notice-board",
        };
    }
}

/// <summary>To the starter: somebody asks something. Not sent once it is answered or hidden.</summary>
internal sealed class QuestionAskedLetter(InitiativeLetterSource source) : InitiativeLetter<QuestionAskedMail>(source)
{
    protected override async Task<LetterWords?> WriteAsync(QuestionAskedMail mail, AboutInitiative about, Reader reader, CancellationToken ct)
    {
        var question = await Db.InitiativeQuestions().Where(q => q.Id == mail.QuestionId && q.HiddenAt == null && q.AnsweredAt == null).Select(q => new { q.Text, q.Language, q.AskerId }).SingleOrDefaultAsync(ct);
        if (question is null) return null;
        object[] values = [about.Title, await Source.NameAsync(question.AskerId, ct)];
        var t = Source.T;
        return new(t["QuestionAsked.Subject", values], t["QuestionAsked.Preheader"],
            [Says("QuestionAsked.Body", values), new Quote(question.Text, question.Language), Goes("QuestionAsked.Button", reader, Links.AnswerInitiative(about.Number, about.Slug, mail.QuestionId))], t["QuestionAsked.Why"]);
    }
}

/// <summary>To the one who asked: here is the answer.</summary>
internal sealed class QuestionAnsweredLetter(InitiativeLetterSource source) : InitiativeLetter<QuestionAnsweredMail>(source)
{
    protected override async Task<LetterWords?> WriteAsync(QuestionAnsweredMail mail, AboutInitiative about, Reader reader, CancellationToken ct)
    {
        var question = await Db.InitiativeQuestions().Where(q => q.Id == mail.QuestionId && q.HiddenAt == null).Select(q => new { q.Text, q.Language, q.Answer, q.AnswerLanguage, q.AnsweredById }).SingleOrDefaultAsync(ct);
        if (question?.Answer is not { } answer) return null;
        object[] values = [about.Title, await Source.NameAsync(question.AnsweredById, ct)];
        var t = Source.T;
        return new(t["QuestionAnswered.Subject", values], t["QuestionAnswered.Preheader", values],
            [Says("QuestionAnswered.Asked", values), new Quote(question.Text, question.Language), Says("QuestionAnswered.Body", values), new Quote(answer, question.AnswerLanguage), Goes("QuestionAnswered.Button", reader, LinkOf(about))],
            t["QuestionAnswered.Why"]);
    }
}

/// <summary>To the people in it: news.</summary>
internal sealed class UpdateLetter(InitiativeLetterSource source) : InitiativeLetter<UpdateMail>(source)
{
    protected override async Task<LetterWords?> WriteAsync(UpdateMail mail, AboutInitiative about, Reader reader, CancellationToken ct)
    {
        if (await Db.InitiativeUpdates().Where(u => u.Id == mail.UpdateId && u.HiddenAt == null).Select(u => new { u.Text, u.Language, u.AuthorId }).SingleOrDefaultAsync(ct) is not { } update) return null;
        object[] values = [about.Title, await Source.NameAsync(update.AuthorId, ct)];
        var t = Source.T;
        return new(t["Update.Subject", values], t["Update.Preheader", values], [Says("Update.Body", values), new Quote(update.Text, update.Language), Goes("Update.Button", reader, LinkOf(about))], t["Update.Why"]);
    }
}
