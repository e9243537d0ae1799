using Matchmaking.Initiatives;
using Matchmaking.Web.Letters;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Initiatives.Mails;

/// <summary>To the starter: somebody joined. Not sent about one who has left again.</summary>
internal sealed class NewDoerLetter(InitiativeLetterSource source) : InitiativeLetter<NewDoerMail>(source)
{
    protected override async Task<LetterWords?> WriteAsync(NewDoerMail mail, AboutInitiative about, Reader reader, CancellationToken ct)
    {
        if (!await Db.Commitments().Counting().AnyAsync(c => c.InitiativeId == about.Id && c.PersonId == mail.DoerId, ct)) return null;
        object[] values = [about.Title, await Source.NameAsync(mail.DoerId, ct), await Source.RoleAsync(mail.RoleId, ct), about.Missing];
        var t = Source.T;
        var missing = about.Missing switch { 0 => "NewDoer.MissingNone", 1 => "NewDoer.MissingOne", _ => "NewDoer.MissingMany" };
        return new(t["NewDoer.Subject", values], t["NewDoer.Preheader", values],
            [Says("NewDoer.Body", values), Says(missing, values), Says("NewDoer.Next"), Goes("NewDoer.Button", reader, Links.NoticeBoard(about.Number, about.Slug))], t["NewDoer.Why"]);
    }
}

/// <summary>To the doer: you are in. Not sent to one who has left again.</summary>
internal sealed class JoinedLetter(InitiativeLetterSource source) : InitiativeLetter<JoinedMail>(source)
{
    protected override async Task<LetterWords?> WriteAsync(JoinedMail mail, AboutInitiative about, Reader reader, CancellationToken ct)
    {
        if (!await Db.Commitments().Counting().AnyAsync(c => c.RoleId == mail.RoleId && c.PersonId == mail.To, ct)) return null;
        var (t, role) = (Source.T, await Source.RoleAsync(mail.RoleId, ct));
        return new(t["Joined.Subject", about.Title], t["Joined.Preheader", about.Title, role],
            [Says("Joined.Body", about.Title, role), .. When(about), .. Where(about), Says("Joined.Next"), Says("Joined.Leave"), Goes("Joined.Button", reader, LinkOf(about))], t["Joined.Why"]);
    }
}

/// <summary>To everyone in it: enough doers. The starter's carries the start kit.</summary>
internal sealed class ReadyLetter(InitiativeLetterSource source) : InitiativeLetter<ReadyMail>(source)
{
    protected override Task<LetterWords?> WriteAsync(ReadyMail mail, AboutInitiative about, Reader reader, CancellationToken ct)
    {
        var t = Source.T;
        LetterBlock[] words = about.StarterId == reader.PersonId
            ? [Says("Ready.StarterBody", about.Title), new Bullets([t["Ready.Kit1"], t[about.StartsAt is null ? "Ready.Kit2" : "Ready.Kit2Set"], t[about.HasCoordinator ? "Ready.Kit3" : "Ready.Kit3Listed"], t["Ready.Kit4"], t["Ready.Kit5"]])]
            : [Says("Ready.Body", about.Title), .. When(about), .. Where(about), Says("Ready.Next")];
        return Task.FromResult<LetterWords?>(new(t["Ready.Subject", about.Title], t["Ready.Preheader"], [.. words, Goes("Ready.Button", reader, LinkOf(about))], t["Ready.Why"]));
    }
}

/// <summary>To the one who waited: a place came free.</summary>
internal sealed class PlaceFreedLetter(InitiativeLetterSource source) : InitiativeLetter<PlaceFreedMail>(source)
{
    protected override async Task<LetterWords?> WriteAsync(PlaceFreedMail mail, AboutInitiative about, Reader reader, CancellationToken ct)
    {
        if (!await Db.Commitments().Counting().AnyAsync(c => c.RoleId == mail.RoleId && c.PersonId == mail.To, ct)) return null;
        var (t, role) = (Source.T, await Source.RoleAsync(mail.RoleId, ct));
        return new(t["PlaceFreed.Subject", about.Title], t["PlaceFreed.Preheader", about.Title, role],
            [Says("PlaceFreed.Body", about.Title, role), Says("PlaceFreed.Leave"), Goes("PlaceFreed.Button", reader, LinkOf(about))], t["PlaceFreed.Why"]);
    }
}

/// <summary>To the starter: a doer stepped back, and somebody is missing. Not sent once the place is filled again.</summary>
internal sealed class OneShortLetter(InitiativeLetterSource source) : InitiativeLetter<OneShortMail>(source)
{
    protected override async Task<LetterWords?> WriteAsync(OneShortMail mail, AboutInitiative about, Reader reader, CancellationToken ct)
    {
        if (about.Missing == 0) return null;
        var (t, role, isOne) = (Source.T, await Source.RoleAsync(mail.RoleId, ct), about.Missing == 1);
        return new(t[isOne ? "OneShort.Subject" : "ManyShort.Subject", about.Title], t["OneShort.Preheader", about.Title, role],
            [Says(isOne ? "OneShort.Body" : "ManyShort.Body", about.Title, role, about.Missing), Says("OneShort.Next"), Goes("OneShort.Button", reader, LinkOf(about))], t["OneShort.Why"]);
    }
}

/// <summary>To a doer: thanks, and a proof of doing.</summary>
internal sealed class ThanksLetter(InitiativeLetterSource source) : InitiativeLetter<ThanksMail>(source)
{
    protected override async Task<LetterWords?> WriteAsync(ThanksMail mail, AboutInitiative about, Reader reader, CancellationToken ct)
    {
        var proof = await Db.Proofs().Where(p => p.Id == mail.ProofId).Select(p => new
        {
            p.Token,
            p.Words,
            p.ConfirmedById,
            Role = Db.Commitments().Where(c => c.Id == p.CommitmentId).Join(Db.Roles(), c => c.RoleId, r => r.Id, (c, r) => r.Title).First(),
        }).SingleOrDefaultAsync(ct);
        if (proof is null) return null;
        object[] values = [about.Title, await Source.NameAsync(proof.ConfirmedById, ct), proof.Role];
        var t = Source.T;
        LetterBlock[] said = proof.Words.Length > 0 ? [Says("Thanks.Words", values), new Quote(proof.Words)] : [];
        return new(t["Thanks.Subject", values], t["Thanks.Preheader"],
            [Says("Thanks.Body", values), .. said, Says("Thanks.Proof"), Goes("Thanks.Button", reader, Links.Proof(proof.Token))], t["Thanks.Why"]);
    }
}
