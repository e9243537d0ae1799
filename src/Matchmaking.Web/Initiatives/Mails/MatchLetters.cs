using Matchmaking.Initiatives;
using Matchmaking.Matching;
using Matchmaking.People;
using Matchmaking.Web.Letters;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Initiatives.Mails;

/// <summary>To the starter: somebody is interested. Nobody is named before joining.</summary>
internal sealed class InterestedLetter(InitiativeLetterSource source) : InitiativeLetter<InterestedMail>(source)
{
    protected override async Task<LetterWords?> WriteAsync(InterestedMail mail, AboutInitiative about, Reader reader, CancellationToken ct)
    {
        if (about.StarterId != reader.PersonId) return null;
        var (t, role) = (Source.T, await Source.RoleAsync(mail.RoleId, ct));
        return new(t["Interested.Subject", about.Title], t["Interested.Preheader", about.Title, role],
            [Says("Interested.Body", about.Title, role), Says("Interested.Next"), Goes("Interested.Button", reader, LinkOf(about))], t["Interested.Why"]);
    }
}

/// <summary>To a person: a host asks whether you would do this. Not sent to one who is in it by now.</summary>
internal sealed class AskedToDoLetter(InitiativeLetterSource source) : InitiativeLetter<AskedToDoMail>(source)
{
    protected override async Task<LetterWords?> WriteAsync(AskedToDoMail mail, AboutInitiative about, Reader reader, CancellationToken ct)
    {
        if (await Db.Commitments().AnyAsync(c => c.InitiativeId == about.Id && c.PersonId == mail.To && c.State != CommitmentState.Lapsed, ct)) return null;
        object[] values = [about.Title, await Source.NameAsync(about.StarterId, ct), await Source.RoleAsync(mail.RoleId, ct)];
        var t = Source.T;
        return new(t["AskedToDo.Subject", values], t["AskedToDo.Preheader", values],
            [Says("AskedToDo.Body", values), Says("AskedToDo.Next", values), Goes("AskedToDo.Button", reader, Links.MyMatches)], t["AskedToDo.Why"]);
    }
}

/// <summary>To the host who asked: the answer is yes, and contact details are on the page.</summary>
internal sealed class ContactToHostLetter(InitiativeLetterSource source) : InitiativeLetter<ContactToHostMail>(source)
{
    protected override async Task<LetterWords?> WriteAsync(ContactToHostMail mail, AboutInitiative about, Reader reader, CancellationToken ct)
    {
        if (await Db.ContactsShared().Where(m => m.Id == mail.MatchId && m.AskedById == reader.PersonId).Select(m => new { m.PersonId, m.RoleId }).SingleOrDefaultAsync(ct) is not { } shared) return null;
        object[] values = [about.Title, Person.FirstNameOf(await Source.NameAsync(shared.PersonId, ct)), await Source.RoleAsync(shared.RoleId, ct)];
        var t = Source.T;
        return new(t["ContactToHost.Subject", values], t["ContactToHost.Preheader"],
            [Says("ContactToHost.Body", values), Says("ContactToHost.Next"), Goes("ContactToHost.Button", reader, Links.PossibleDoers(about.Number, about.Slug))], t["ContactToHost.Why"]);
    }
}

/// <summary>To the person who said yes: the same.</summary>
internal sealed class ContactToDoerLetter(InitiativeLetterSource source) : InitiativeLetter<ContactToDoerMail>(source)
{
    protected override async Task<LetterWords?> WriteAsync(ContactToDoerMail mail, AboutInitiative about, Reader reader, CancellationToken ct)
    {
        if (!await Db.ContactsShared().AnyAsync(m => m.Id == mail.MatchId && m.PersonId == reader.PersonId, ct)) return null;
        object[] values = [about.Title, Person.FirstNameOf(await Source.NameAsync(about.StarterId, ct))];
        var t = Source.T;
        return new(t["ContactToDoer.Subject", values], t["ContactToDoer.Preheader"],
            [Says("ContactToDoer.Body", values), Says("ContactToDoer.Next"), Goes("ContactToDoer.Button", reader, Links.MyMatches)], t["ContactToDoer.Why"]);
    }
}
