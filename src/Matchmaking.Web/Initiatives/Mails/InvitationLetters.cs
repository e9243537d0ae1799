using Matchmaking.Initiatives;
using Matchmaking.Web.Letters;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Matchmaking.Web.Initiatives.Mails;

/// <summary>What an invitation to another initiative is written from: the letter, and before that what the official is shown of it.</summary>
/// <param name="From">The title of the initiative whose people are invited.</param>
/// <param name="By">The official's name.</param>
/// <param name="Words">The official's own.</param>
/// <param name="Other">The initiative they are invited to, as its page has it.</param>
/// <param name="Join">Where one joins it.</param>
internal sealed record InvitationWords(string From, string By, string Words, Item Other, string Join)
{
    public LetterWords Write(IStringLocalizer<Texts> t)
    {
        object[] values = [From, Other.Title, By];
        return new(t["InvitedToOther.Subject", values], t["InvitedToOther.Preheader"],
            [new Paragraph(t["InvitedToOther.Body", values]), Other, new Paragraph(t["InvitedToOther.Words", values]), new Quote(Words),
                new Paragraph(t["InvitedToOther.Next", values]), new Button(t["InvitedToOther.Button"], Join)],
            t["InvitedToOther.Why", values]);
    }
}

/// <summary>To everyone in it: another wants the same, and you may join it.</summary>
internal sealed class InvitedToOtherLetter(InitiativeLetterSource source) : InitiativeLetter<InvitedToOtherMail>(source)
{
    protected override async Task<LetterWords?> WriteAsync(InvitedToOtherMail mail, AboutInitiative about, Reader reader, CancellationToken ct)
    {
        var invited = await Db.InitiativeInvitations().Where(v => v.Id == mail.InvitationId)
            .Join(Db.Initiatives(), v => v.ToId, i => i.Id, (v, i) => new { v.Words, v.ById, i.Number, i.Slug, i.Title, i.Why, i.Language, i.MunicipalityId }).SingleOrDefaultAsync(ct);
        if (invited is null) return null;
        var other = new Item(invited.Title, invited.Language, Source.To(reader, Links.Initiative(invited.Number, invited.Slug)), invited.Why,
            await Source.MunicipalityAsync(invited.MunicipalityId, reader, ct));
        return new InvitationWords(about.Title, await Source.NameAsync(invited.ById, ct), invited.Words, other, Source.To(reader, Links.JoinInitiative(invited.Number, invited.Slug))).Write(Source.T);
    }
}

/// <summary>To the starter of the other: people were invited, and some may come.</summary>
internal sealed class PeopleInvitedLetter(InitiativeLetterSource source) : InitiativeLetter<PeopleInvitedMail>(source)
{
    protected override async Task<LetterWords?> WriteAsync(PeopleInvitedMail mail, AboutInitiative about, Reader reader, CancellationToken ct)
    {
        var from = await Db.InitiativeInvitations().Where(v => v.Id == mail.InvitationId)
            .Join(Db.Initiatives(), v => v.FromId, i => i.Id, (v, i) => new { i.Number, i.Slug, i.Title }).SingleOrDefaultAsync(ct);
        if (from is null) return null;
        object[] values = [about.Title, from.Title];
        var t = Source.T;
        return new(t["PeopleInvited.Subject", values], t["PeopleInvited.Preheader"],
            [Says("PeopleInvited.Body", values), Says("PeopleInvited.Next"), Goes("PeopleInvited.Button", reader, Links.Initiative(from.Number, from.Slug))], t["PeopleInvited.Why"]);
    }
}
