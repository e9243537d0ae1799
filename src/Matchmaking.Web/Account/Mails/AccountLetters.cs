using Matchmaking.Initiatives;
using Matchmaking.Municipalities;
using Matchmaking.People;
using Matchmaking.Platform.Data;
using Matchmaking.Platform.Mail;
using Matchmaking.Web.Components.Language;
using Matchmaking.Web.Home;
using Matchmaking.Web.Letters;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;

namespace Matchmaking.Web.Account.Mails;

/// <summary>The code to sign in with, or to confirm a place or a new address.</summary>
internal sealed class SignInCodeLetter(MatchmakingDb db, ISeal seal, IStringLocalizer<Texts> t) : LetterOf<SignInCodeMail>
{
    public override async Task<Reader?> ReaderAsync(Mail mail, CancellationToken ct) =>
        await CodeAsync(mail, ct) is { } row && EmailAddress.TryParse(row.Email, out var address)
            ? new Reader(address, "", row.Language, null, TimeZoneInfo.FindSystemTimeZoneById(row.Language == "sv" ? "Europe/Stockholm" : "Europe/Helsinki"))
            : null;

    protected override async Task<LetterWords?> WriteAsync(SignInCodeMail mail, Reader reader, CancellationToken ct)
    {
        if (await CodeAsync(mail, ct) is not { SealedCode: { } sealedCode } row || seal.Open(sealedCode) is not { } code) return null;
        var held = await db.Commitments().Where(c => c.Id == row.HoldId).Join(db.Roles(), c => c.RoleId, r => r.Id, (c, r) => new { c.InitiativeId, c.State, r.Title })
            .Join(db.Initiatives(), c => c.InitiativeId, i => i.Id, (c, i) => new { c.State, Role = c.Title, Initiative = i.Title }).SingleOrDefaultAsync(ct);
        var (kind, body) = (row.PersonId, held) switch
        {
            (not null, _) => ("AddressCode", t["AddressCode.Body"]),
            (_, { State: CommitmentState.Waiting }) => ("JoinCode", t["JoinCode.BodyWaiting", code, held.Initiative, held.Role]),
            (_, not null) => ("JoinCode", t["JoinCode.Body", code, held.Initiative, held.Role]),
            _ => ("SignInCode", t["SignInCode.Body"]),
        };
        return new LetterWords(t[$"{kind}.Subject", code, held?.Initiative ?? ""], t[$"{kind}.Preheader"],
            [new Paragraph(body), new Code(t["SignInCode.Code", code]), new Paragraph(t["SignInCode.Life"]), new Paragraph(t["SignInCode.NotYou"])], t[$"{kind}.Why"]);
    }

    private Task<SignInCode?> CodeAsync(Mail mail, CancellationToken ct) =>
        db.SignInCodes().AsNoTracking().SingleOrDefaultAsync(c => c.Id == ((SignInCodeMail)mail).CodeId, ct);
}

/// <summary>To the old address: the account has moved.</summary>
internal sealed class AddressChangedLetter(MatchmakingDb db, Operator site, IStringLocalizer<Texts> t) : LetterOf<AddressChangedMail>
{
    public override async Task<Reader?> ReaderAsync(Mail mail, CancellationToken ct)
    {
        var language = await db.People().Where(p => p.Id == mail.To).Select(p => p.Language).SingleOrDefaultAsync(ct) ?? "en";
        return EmailAddress.TryParse(((AddressChangedMail)mail).OldAddress, out var address) ? new Reader(address, "", language, null, TimeZoneInfo.Utc) : null;
    }

    protected override Task<LetterWords?> WriteAsync(AddressChangedMail mail, Reader reader, CancellationToken ct) => Task.FromResult<LetterWords?>(new(
        t["AddressChanged.Subject"], t["AddressChanged.Preheader"],
        [new Paragraph(t["AddressChanged.Body"]), new Paragraph(t["AddressChanged.NotYou", site.Email])], t["AddressChanged.Why"]));
}

/// <summary>The ways to sign in are others now.</summary>
internal sealed class SecondFactorLetter(LetterLinks links, Operator site, IStringLocalizer<Texts> t) : LetterOf<SecondFactorMail>
{
    protected override Task<LetterWords?> WriteAsync(SecondFactorMail mail, Reader reader, CancellationToken ct) => Task.FromResult<LetterWords?>(new(
        t["SecondFactor.Subject"], t["SecondFactor.Preheader"],
        [new Paragraph(t[$"SecondFactor.{mail.Change}.Body"]), new Paragraph(t["SecondFactor.NotYou", site.Email]), new Button(t["SecondFactor.Button"], links.To(reader.Language, Links.MySecurity))],
        t["SecondFactor.Why"]));
}

/// <summary>The last letter.</summary>
internal sealed class AccountDeletedLetter(IStringLocalizer<Texts> t) : LetterOf<AccountDeletedMail>
{
    public override Task<Reader?> ReaderAsync(Mail mail, CancellationToken ct) => Task.FromResult(
        EmailAddress.TryParse(((AccountDeletedMail)mail).Address, out var address) ? new Reader(address, "", ((AccountDeletedMail)mail).Language, null, TimeZoneInfo.Utc) : null);

    protected override Task<LetterWords?> WriteAsync(AccountDeletedMail mail, Reader reader, CancellationToken ct) => Task.FromResult<LetterWords?>(new(
        t["AccountDeleted.Subject"], t["AccountDeleted.Preheader"],
        [new Paragraph(t["AccountDeleted.Body"]), new Paragraph(t["AccountDeleted.Backups"]), new Paragraph(t["AccountDeleted.Back"])], t["AccountDeleted.Why"]));
}

/// <summary>An office was given; the second factor comes first.</summary>
internal sealed class AppointedLetter(MatchmakingDb db, MunicipalityCatalog municipalities, LetterLinks links, IStringLocalizer<Texts> t) : LetterOf<AppointedMail>
{
    protected override async Task<LetterWords?> WriteAsync(AppointedMail mail, Reader reader, CancellationToken ct)
    {
        var held = await db.Appointments().Where(a => a.Id == mail.AppointmentId).Select(a => new { a.Office, a.MunicipalityId }).SingleOrDefaultAsync(ct);
        if (held is null) return null;
        var place = held.MunicipalityId is { } id ? (await municipalities.GetAsync(ct)).ById(id)?.Name(reader.Language) ?? "" : "";
        return new LetterWords(t[$"Appointed.{held.Office}.Subject", place], t["Appointed.Preheader"],
            [new Paragraph(t[$"Appointed.{held.Office}.Body", place]), new Paragraph(t["Appointed.Factor"]), new Button(t["Appointed.Button"], links.To(reader.Language, Links.MySecurity))],
            t["Appointed.Why"]);
    }
}

/// <summary>Is the account still wanted? Asked of somebody who has not been here for long.</summary>
internal sealed class StillWantedLetter(Dates dates, LetterLinks links, IStringLocalizer<Texts> t) : LetterOf<StillWantedMail>
{
    protected override Task<LetterWords?> WriteAsync(StillWantedMail mail, Reader reader, CancellationToken ct) => Task.FromResult<LetterWords?>(new(
        t["StillWanted.Subject"], t["StillWanted.Preheader"],
        [new Paragraph(t["StillWanted.Body"]), new Paragraph(t["StillWanted.Goes", dates.Day(mail.GoesOn)]), new Button(t["StillWanted.Button"], links.To(reader.Language, Links.Me))], t["StillWanted.Why"]));
}
